public import Tensors

/// The mean of every window of each channel.
public struct AveragePoolStep: AffineStep {
  /// What an image is on its way in.
  public let input: ImageShape
  /// What it is on its way out.
  public let output: ImageShape
  /// One plane of the image under its windows.
  private let grid: WindowGrid

  /// Windows of `height` × `width` pixels.
  /// - Throws: `RegionError.windows` where none fits the image.
  public init(_ name: String, input: ImageShape, height: Int, width: Int, stride: Int) throws(RegionError) {
    grid = WindowGrid(
      input: ImageShape(height: input.height, width: input.width), height: height, width: width, stride: stride,
      padding: 0)
    guard grid.fits else { throw .windows(name, height: height, width: width, input: input) }
    self.input = input
    output = ImageShape(channels: input.channels, height: grid.rows, width: grid.columns)
  }

  /// The mean of every channel.
  public init(global input: ImageShape) {
    grid = WindowGrid(
      input: ImageShape(height: input.height, width: input.width), height: input.height, width: input.width,
      stride: 1, padding: 0)
    self.input = input
    output = ImageShape(channels: input.channels, height: 1, width: 1)
  }

  public var inputCount: Int { input.count }
  public var outputCount: Int { output.count }

  /// - Complexity: O(count·outputs·window).
  public func apply(_ rows: [Double], count: Int, isLinear: Bool) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(count * outputCount)
    let share = 1 / Double(grid.area)
    for plane in 0..<count * input.channels {
      for window in 0..<grid.windows {
        let start = corner(plane, window)
        var sum = 0.0
        for y in 0..<grid.height {
          for place in start + y * input.width..<start + y * input.width + grid.width { sum += rows[place] }
        }
        values.append(sum * share)
      }
    }
    return values
  }

  public func applyAdjoint(_ rows: [Double], count: Int) -> [Double] {
    var values = [Double](repeating: 0, count: count * inputCount)
    let share = 1 / Double(grid.area)
    for plane in 0..<count * input.channels {
      for window in 0..<grid.windows {
        let start = corner(plane, window)
        let part = rows[plane * grid.windows + window] * share
        for y in 0..<grid.height {
          for place in start + y * input.width..<start + y * input.width + grid.width { values[place] += part }
        }
      }
    }
    return values
  }

  /// Where the window of a plane starts.
  private func corner(_ plane: Int, _ window: Int) -> Int {
    plane * input.height * input.width + window / grid.columns * grid.stride * input.width
      + window % grid.columns * grid.stride
  }
}
