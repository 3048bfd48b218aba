import Glibc
public import Tensors

/// Images as points of smaller spaces, one row an image: the spaces in which hull membership is compared.
///
/// Images are [N, C, H, W], [N, H, W], or [N, H·W] of square images of one channel. The rows keep the precision of the
/// images, transforms are in double.
///
/// Source: Balestriero, Pesenti, LeCun, "Learning in high dimension always amounts to extrapolation", arXiv:2110.09485.
public enum ImageRows {
  /// The square of `size` pixels in the middle; with an odd rest it lies nearer to the first row and column.
  /// - Returns: [N, C·size²].
  /// - Throws: `HullError` for what are no images or do not hold the square.
  public static func centerPatch(of images: Tensor, size: Int) throws(HullError) -> Tensor {
    let frame = try Frame(images)
    try frame.check("a patch of \(size) × \(size)", size >= 1 && size <= min(frame.height, frame.width))
    return try patch(of: images, size: size, row: (frame.height - size) / 2, column: (frame.width - size) / 2)
  }

  /// The square of `size` pixels whose first pixel is at a row and column.
  /// - Returns: [N, C·size²].
  /// - Throws: `HullError` for what are no images or do not hold the square.
  public static func patch(of images: Tensor, size: Int, row: Int, column: Int) throws(HullError) -> Tensor {
    let frame = try Frame(images)
    try frame.check(
      "a patch of \(size) × \(size) at row \(row), column \(column)",
      size >= 1 && size <= min(frame.height, frame.width) && row >= 0 && row <= frame.height - size
        && column >= 0 && column <= frame.width - size)
    var offsets: [Int] = []
    for channel in 0..<frame.channels {
      for line in row..<row + size {
        let start = (channel * frame.height + line) * frame.width + column
        offsets += start..<start + size
      }
    }
    return frame.gather(images, offsets)
  }

  /// Every `step`-th pixel of every `step`-th line, from the first.
  /// - Returns: [N, C·⌈H/step⌉·⌈W/step⌉].
  /// - Throws: `HullError` for what are no images or a step that does not fit.
  public static func subsampled(_ images: Tensor, step: Int) throws(HullError) -> Tensor {
    let frame = try Frame(images)
    try frame.check("a step of \(step)", step >= 1 && step <= min(frame.height, frame.width))
    var offsets: [Int] = []
    for channel in 0..<frame.channels {
      for line in stride(from: 0, to: frame.height, by: step) {
        let start = (channel * frame.height + line) * frame.width
        offsets += stride(from: start, to: start + frame.width, by: step)
      }
    }
    return frame.gather(images, offsets)
  }

  /// Means of squares of `factor` pixels side by side: smoothing by a box and subsampling.
  /// - Returns: [N, C·(H/factor)·(W/factor)] in double precision; lines and columns left over are dropped.
  /// - Throws: `HullError` for what are no images or a factor that does not fit.
  public static func averagePooled(_ images: Tensor, factor: Int) throws(HullError) -> Tensor {
    let frame = try Frame(images)
    try frame.check("a square of \(factor) × \(factor)", factor >= 1 && factor <= min(frame.height, frame.width))
    let height = frame.height / factor, width = frame.width / factor
    let rows = frame.mapRows(images) { image in
      var means = [Double](repeating: 0, count: frame.channels * height * width)
      for channel in 0..<frame.channels {
        for line in 0..<height * factor {
          for column in 0..<width * factor {
            means[(channel * height + line / factor) * width + column / factor] +=
              image[(channel * frame.height + line) * frame.width + column] / Double(factor * factor)
          }
        }
      }
      return means
    }
    return Tensor([frame.count, frame.channels * height * width], rows)
  }

  /// The coefficients of the discrete Fourier transform with both frequencies at most `radius` in magnitude, as real
  /// coordinates: the constant, and √2 times the real and the imaginary part of one of each conjugate pair, in the
  /// orthonormal transform. Distances between rows are those between the images so low-passed.
  /// - Returns: [N, C·(2·radius + 1)²] in double precision.
  /// - Throws: `HullError` for what are no images or a radius with 2·radius ≥ H or W, where pairs would fall together.
  /// - Complexity: O(N·C·H·W·radius).
  public static func lowFrequencies(of images: Tensor, radius: Int) throws(HullError) -> Tensor {
    let frame = try Frame(images)
    try frame.check(
      "a block of frequencies up to \(radius)", radius >= 0 && radius < min(frame.height, frame.width))
    try frame.check("a block of frequencies up to \(radius)", 2 * radius < min(frame.height, frame.width))
    let basis = LowFrequencyBasis(height: frame.height, width: frame.width, radius: radius)
    let rows = frame.mapRows(images) { image in
      (0..<frame.channels).flatMap { channel in
        basis.coefficients(image, from: channel * frame.height * frame.width)
      }
    }
    return Tensor([frame.count, frame.channels * (2 * radius + 1) * (2 * radius + 1)], rows)
  }
}

/// The axes of a batch of images.
private struct Frame {
  let count: Int
  let channels: Int
  let height: Int
  let width: Int

  init(_ images: Tensor) throws(HullError) {
    let shape = images.shape
    guard images.rank >= 2, images.rank <= 4, images.count > 0 else { throw .notImages(shape) }
    count = shape[0]
    if images.rank == 2 {
      let side = Int(Double(shape[1]).squareRoot().rounded())
      guard side * side == shape[1] else { throw .notImages(shape) }
      (channels, height, width) = (1, side, side)
    } else {
      channels = images.rank == 4 ? shape[1] : 1
      height = shape[images.rank - 2]
      width = shape[images.rank - 1]
    }
  }

  func check(_ part: String, _ holds: Bool) throws(HullError) {
    if !holds { throw .partOfImages(part, height: height, width: width) }
  }

  /// Some pixels of every image.
  func gather(_ images: Tensor, _ offsets: [Int]) -> Tensor {
    let size = channels * height * width
    let shape: Shape = [count, offsets.count]
    func picked<Scalar>(_ values: [Scalar]) -> [Scalar] {
      (0..<count).flatMap { image in offsets.map { values[image * size + $0] } }
    }
    switch images.storage {
    case .float(let values): return Tensor(shape, picked(values))
    case .double(let values): return Tensor(shape, picked(values))
    }
  }

  /// A function of every image, the results one after another.
  func mapRows(_ images: Tensor, _ body: ([Double]) -> [Double]) -> [Double] {
    let shards = try? Centering.shards(of: count, .none) { range in
      range.indices.flatMap { body(images.doubles(rows: $0..<$0 + 1)) }
    }
    return (shards ?? []).flatMap(\.self)
  }
}

/// Cosines and sines of the low frequencies, and the transform with them, lines first.
private struct LowFrequencyBasis: Sendable {
  let height: Int
  let width: Int
  let radius: Int

  /// One channel's (2·radius + 1)² coordinates: for each pair the frequency first met has a positive row frequency, or
  /// row frequency 0 and a positive column frequency.
  func coefficients(_ image: [Double], from start: Int) -> [Double] {
    let spread = 2 * radius + 1
    // Along each line: Σ_n x_n·e^{-2πi·l·n/W} for l from -radius.
    var lines = [ComplexNumber](repeating: ComplexNumber(real: 0, imaginary: 0), count: height * spread)
    for line in 0..<height {
      for index in 0..<spread {
        lines[line * spread + index] = transform(index - radius, width) { image[start + line * width + $0] }
      }
    }
    let unit = 1 / Double(height * width).squareRoot()
    let pair = (2 / Double(height * width)).squareRoot()
    var coordinates: [Double] = []
    for k in 0...radius {
      for l in (k == 0 ? 0 : -radius)...radius {
        var sum = ComplexNumber(real: 0, imaginary: 0)
        for line in 0..<height {
          let angle = -2 * Double.pi * Double(k * line % height) / Double(height)
          sum = sum + ComplexNumber(real: cos(angle), imaginary: sin(angle)) * lines[line * spread + l + radius]
        }
        if k == 0, l == 0 {
          coordinates.append(sum.real * unit)
        } else {
          coordinates += [pair * sum.real, pair * sum.imaginary]
        }
      }
    }
    return coordinates
  }

  private func transform(_ frequency: Int, _ length: Int, _ value: (Int) -> Double) -> ComplexNumber {
    var sum = ComplexNumber(real: 0, imaginary: 0)
    for place in 0..<length {
      let angle = -2 * Double.pi * Double(frequency * place % length) / Double(length)
      sum = sum + value(place) * ComplexNumber(real: cos(angle), imaginary: sin(angle))
    }
    return sum
  }
}
