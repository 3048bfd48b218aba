import Tensors

/// The middle of a plane magnified to the plane's size, bilinear: SciPy's `zoom` of order 1 of the middle
/// ⌈side/factor⌉ pixels, cut to the side.
struct Magnification: Sendable {
  private struct Axis: Sendable {
    var first: [Int] = []
    var second: [Int] = []
    var fraction: [Float] = []
  }

  private let rows: Axis
  private let columns: Axis

  /// - Precondition: the factor is at least 1.
  init(factor: Double, height: Int, width: Int) {
    rows = Magnification.axis(factor, height)
    columns = Magnification.axis(factor, width)
  }

  private static func axis(_ factor: Double, _ count: Int) -> Axis {
    let kept = min(Int((Double(count) / factor).rounded(.up)), count)
    let top = (count - kept) / 2
    let magnified = max(Int((Double(kept) * factor).rounded(.toNearestOrEven)), count)
    let trim = (magnified - count) / 2
    let scale = magnified > 1 ? Double(kept - 1) / Double(magnified - 1) : 0
    var axis = Axis()
    for place in 0..<count {
      let source = min(Double(place + trim) * scale, Double(kept - 1))
      let low = Int(source)
      axis.first.append(top + low)
      axis.second.append(top + min(low + 1, kept - 1))
      axis.fraction.append(Float(source - Double(low)))
    }
    return axis
  }

  /// Adds the magnified plane times a weight to another.
  func add(_ plane: UnsafePointer<Float>, to sum: UnsafeMutablePointer<Float>, weight: Float) {
    let width = columns.first.count
    withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { line in
      columns.first.withUnsafeBufferPointer { first in
        columns.second.withUnsafeBufferPointer { second in
          columns.fraction.withUnsafeBufferPointer { fraction in
            for row in 0..<rows.first.count {
              let above = plane + rows.first[row] * width, below = plane + rows.second[row] * width
              let down = weight * rows.fraction[row], up = weight - down
              for column in 0..<width { line[column] = up * above[column] + down * below[column] }
              let target = sum + row * width
              for column in 0..<width {
                let left = line[first[column]]
                target[column] += left + fraction[column] * (line[second[column]] - left)
              }
            }
          }
        }
      }
    }
  }
}

/// The mean of an image and of its magnifications by 1, 1.01, … up to a factor.
struct ZoomBlur: ImageFilter {
  private let plane: Int
  private let layers: [Magnification]

  init(_ shape: ImageShape, stop: Double) {
    plane = shape.height * shape.width
    // As NumPy counts and steps, for which 1.06 and 1.11 are among their factors and the others are not.
    let count = Int(((stop - 1) / 0.01).rounded(.up))
    let step = (1 + 0.01) - 1
    layers = (0..<count).map {
      Magnification(factor: 1 + Double($0) * step, height: shape.height, width: shape.width)
    }
  }

  func apply(to image: inout [Float], _ stream: inout RandomStream) {
    let weight = 1 / Float(layers.count + 1)
    var sum = image.map { weight * $0 }
    sum.withUnsafeMutableBufferPointer { sum in
      image.withUnsafeBufferPointer { image in
        guard let target = sum.baseAddress, let source = image.baseAddress else { return }
        for start in stride(from: 0, to: image.count, by: plane) {
          for layer in layers { layer.add(source + start, to: target + start, weight: weight) }
        }
      }
    }
    image = sum
  }
}
