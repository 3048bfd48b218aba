import Glibc
public import Tensors

/// What moves from one image to another along a path in Fourier space.
public enum FourierPath: String, Hashable, Sendable, CaseIterable {
  /// The amplitudes of low frequencies, |X|; the phases stay.
  case amplitude
  /// The phases of low frequencies, arg X in (-π, π], not unwrapped; the amplitudes stay.
  case phase
}

/// The images on the way from one image to another, whose low frequencies take on the other's amplitudes or phases.
///
/// At step t of T the weight of the first image is L = 1 - t/(T-1). In the window |k|, |l| ≤ b of low frequencies,
/// b = ⌊0.2·min(H, W)⌋, amplitude or phase is L·first + (1-L)·second, each channel by itself.
/// - Parameters:
///   - path: what moves.
///   - first: an image, `shape.count` numbers.
///   - second: another.
///   - shape: how the values of an image are laid out.
///   - steps: T.
/// - Returns: [T, shape.count].
/// - Throws: `FourierError` for images that are none of that shape or not finite, and for steps out of range;
///   `Interrupted`.
/// - Complexity: O(T·HW·b²·C).
///
/// Source: Fridovich-Keil et al., "Models out of line", arXiv:2207.04075, after their code.
public func fourierPath(
  _ path: FourierPath, from first: Tensor, to second: Tensor, shape: ImageShape, steps: Int = 100,
  checkpoint: Checkpoint = .none
) throws -> Tensor {
  try PathLimits.check(steps: steps, shape)
  var images: [Float] = []
  for image in [first, second] {
    guard image.count == shape.count else { throw FourierError.notImages(image.shape, expected: shape) }
    images += image.floats
  }
  let pair = try LabelledImages(Tensor([2, shape.count], images), shape: shape)
  let window = try LowWindow(shape)
  return Tensor(
    [steps, shape.count],
    try window.path(path, pair.pixels, from: 0, to: 1, steps: steps, checkpoint: checkpoint))
}

/// How many points a path may have.
enum PathLimits {
  static func most(_ shape: ImageShape) -> Int { max(min(4_096, (1 << 28) / shape.count), 2) }

  static func check(steps: Int, _ shape: ImageShape) throws(FourierError) {
    guard steps >= 2, steps <= most(shape) else { throw .steps(steps, most: most(shape)) }
  }
}

/// The low frequencies of images of one shape, and the waves that they are made of.
struct LowWindow: Sendable {
  private let shape: ImageShape
  private let transform: PlaneTransform
  /// One of each conjugate pair of the window, frequency 0 first, as places in the transform.
  private let places: [Int]
  /// cos and -sin of each of them over the pixels, [2·places, HW], over HW, twice where there is a conjugate; nil where
  /// they take so much memory that the whole transform is inverted instead.
  private let waves: [Float]?

  /// Numbers that are kept: 128 MB.
  private static let mostKept = 1 << 25

  /// - Throws: `FourierError.extent` for images too large for the transform.
  init(_ shape: ImageShape) throws(FourierError) {
    self.shape = shape
    let (height, width) = (shape.height, shape.width)
    transform = try PlaneTransform(checking: shape)
    let reach = Int((0.2 * Double(min(height, width))).rounded(.down))
    var frequencies: [(down: Int, across: Int)] = []
    for down in 0...reach {
      for across in (down == 0 ? 0 : -reach)...reach { frequencies.append((down, across)) }
    }
    places = frequencies.map { $0.down * width + ($0.across + width) % width }
    let plane = height * width
    guard 2 * frequencies.count <= LowWindow.mostKept / plane else {
      waves = nil
      return
    }
    var waves = [Float](repeating: 0, count: 2 * frequencies.count * plane)
    for (number, frequency) in frequencies.enumerated() {
      let weight = (number == 0 ? 1 : 2) / Double(plane)
      for pixel in 0..<plane {
        let (row, column) = (pixel / width, pixel % width)
        let turns =
          Double(frequency.down * row % height) / Double(height)
          + Double(frequency.across * column % width) / Double(width)
        waves[2 * number * plane + pixel] = Float(weight * cos(2 * .pi * turns))
        waves[(2 * number + 1) * plane + pixel] = Float(-weight * sin(2 * .pi * turns))
      }
    }
    self.waves = waves
  }

  /// The images from one row of `pixels` to another.
  /// - Throws: `Interrupted`.
  func path(
    _ path: FourierPath, _ pixels: [Float], from first: Int, to second: Int, steps: Int, checkpoint: Checkpoint
  ) throws(Interrupted) -> [Float] {
    let plane = shape.height * shape.width
    var images = [Float](repeating: 0, count: steps * shape.count)
    for channel in 0..<shape.channels {
      let start = channel * plane
      let (a, b) = (first * shape.count + start, second * shape.count + start)
      let own = spectrum(pixels[a..<a + plane]), other = spectrum(pixels[b..<b + plane])
      // Amplitudes move along a straight line, which takes one image; phases do not.
      let moves = path == .amplitude ? 1 : steps
      var coefficients = [Float](repeating: 0, count: moves * 2 * places.count)
      for move in 0..<moves {
        let share = path == .amplitude ? 1 : Double(move) / Double(steps - 1)
        for place in places.indices {
          let (from, to) = (own[place], other[place])
          let amplitude = path == .amplitude ? from.amplitude + share * (to.amplitude - from.amplitude) : from.amplitude
          let phase = path == .phase ? from.phase + share * (to.phase - from.phase) : from.phase
          let target = (move * places.count + place) * 2
          coefficients[target] = Float(amplitude * cos(phase) - from.amplitude * cos(from.phase))
          coefficients[target + 1] = Float(amplitude * sin(phase) - from.amplitude * sin(from.phase))
        }
      }
      let changes = try changes(coefficients, moves: moves, checkpoint: checkpoint)
      for step in 0..<steps {
        let share = path == .amplitude ? Float(Double(step) / Double(steps - 1)) : 1
        let change = path == .amplitude ? 0 : step * plane
        for pixel in 0..<plane {
          images[step * shape.count + start + pixel] = pixels[a + pixel] + share * changes[change + pixel]
        }
      }
    }
    return images
  }

  /// The planes [moves, HW] of changes of the window's entries, real and imaginary in turn.
  private func changes(
    _ coefficients: [Float], moves: Int, checkpoint: Checkpoint
  ) throws(Interrupted) -> [Float] {
    let plane = shape.height * shape.width, width = 2 * places.count
    if let waves {
      var changes = [Float](repeating: 0, count: moves * plane)
      try checkpoint.check()
      BLAS.multiply(MatrixOperand(coefficients, moves, width), MatrixOperand(waves, width, plane), into: &changes)
      return changes
    }
    var changes: [Float] = []
    changes.reserveCapacity(moves * plane)
    for move in 0..<moves {
      try checkpoint.check()
      var real = [Double](repeating: 0, count: plane), imaginary = real
      for (number, place) in places.enumerated() {
        // The real part of twice one of two conjugate entries is that of both.
        let weight = number == 0 ? 1.0 : 2
        real[place] = weight * Double(coefficients[move * width + 2 * number])
        imaginary[place] = weight * Double(coefficients[move * width + 2 * number + 1])
      }
      changes += transform.inverse(real: real, imaginary: imaginary).map(Float.init)
    }
    return changes
  }

  private func spectrum(_ plane: ArraySlice<Float>) -> [(amplitude: Double, phase: Double)] {
    let (real, imaginary) = transform.forward(plane.map(Double.init))
    return places.map { place in
      // A plane's mean is real: rounding must not turn π into -π.
      let sine = place == 0 ? 0 : imaginary[place]
      return (hypot(real[place], sine), atan2(sine, real[place]))
    }
  }
}
