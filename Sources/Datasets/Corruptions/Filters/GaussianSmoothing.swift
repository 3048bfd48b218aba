import Glibc
import Tensors

/// Convolution of a plane with a Gaussian, axis by axis, the border folded into the weights.
///
/// Weights exp(-k²/2σ²), |k| ≤ ⌊truncate·σ + ½⌋, normalised to sum 1, as SciPy's `gaussian_filter`.
struct GaussianSmoothing: Sendable {
  /// What lies outside: the edge repeated, or the plane mirrored about the pixels' outer sides.
  enum Border: Sendable { case nearest, mirrored }

  /// For each place along an axis the first place that counts and the weights from there on.
  private struct Bands: Sendable {
    var starts: [Int] = []
    var offsets: [Int] = [0]
    var weights: [Float] = []
  }

  let height: Int
  let width: Int
  /// Whether the kernel is one pixel.
  let isIdentity: Bool
  private let rows: Bands
  private let columns: Bands

  init(sigma: Double, truncate: Double = 4, border: Border, height: Int, width: Int) {
    self.height = height
    self.width = width
    let radius = Int(truncate * sigma + 0.5)
    isIdentity = radius == 0
    let raw = (0...radius).map { sigma > 0 ? exp(-0.5 * Double($0 * $0) / (sigma * sigma)) : 1 }
    let total = raw[0] + 2 * raw.dropFirst().reduce(0, +)
    let half = raw.map { $0 / total }
    rows = GaussianSmoothing.bands(height, half, border)
    columns = height == width ? rows : GaussianSmoothing.bands(width, half, border)
  }

  private static func bands(_ count: Int, _ half: [Double], _ border: Border) -> Bands {
    var bands = Bands()
    let radius = half.count - 1
    for place in 0..<count {
      let low = max(place - radius, 0), high = min(place + radius, count - 1)
      var weights = [Double](repeating: 0, count: high - low + 1)
      for step in -radius...radius {
        let source =
          switch border {
          case .nearest: min(max(place + step, 0), count - 1)
          case .mirrored: Mirror.halfSample(place + step, count)
          }
        weights[source - low] += half[abs(step)]
      }
      bands.starts.append(low)
      bands.weights += weights.map(Float.init)
      bands.offsets.append(bands.weights.count)
    }
    return bands
  }

  /// Smooths a plane in place.
  /// - Precondition: `plane` holds height·width numbers.
  func apply(to plane: UnsafeMutablePointer<Float>) {
    if isIdentity { return }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: height * width + max(height, width)) { scratch in
      guard let turned = scratch.baseAddress else { return }
      let line = turned + height * width
      GaussianSmoothing.smoothTransposed(plane, turned, line, rows, height, width)
      GaussianSmoothing.smoothTransposed(turned, plane, line, columns, width, height)
    }
  }

  func apply(to plane: inout [Float]) {
    plane.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { apply(to: base) } }
  }

  /// Smooths along the first axis and transposes, so that the inner loops of both axes run over neighbours.
  private static func smoothTransposed(
    _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ line: UnsafeMutablePointer<Float>,
    _ bands: Bands, _ height: Int, _ width: Int
  ) {
    bands.weights.withUnsafeBufferPointer { weights in
      for row in 0..<height {
        line.update(repeating: 0, count: width)
        var from = source + bands.starts[row] * width
        for index in bands.offsets[row]..<bands.offsets[row + 1] {
          let weight = weights[index]
          for column in 0..<width { line[column] += weight * from[column] }
          from += width
        }
        for column in 0..<width { target[column * height + row] = line[column] }
      }
    }
  }
}

/// Places outside an axis brought inside.
enum Mirror {
  /// Mirrored about the outer side of the first and last pixel: b a | a b.
  static func halfSample(_ place: Int, _ count: Int) -> Int {
    let rest = place % (2 * count)
    let positive = rest < 0 ? rest + 2 * count : rest
    return positive < count ? positive : 2 * count - 1 - positive
  }

  /// Mirrored about the middle of the first and last pixel: c b | a b c.
  static func wholeSample(_ place: Int, _ count: Int) -> Int {
    guard count > 1 else { return 0 }
    let period = 2 * count - 2
    let rest = place % period
    let positive = rest < 0 ? rest + period : rest
    return positive < count ? positive : period - positive
  }
}

/// Gaussian blur, edges repeated, kernel cut at four deviations.
struct GaussianBlur: ImageFilter {
  private let smoothing: GaussianSmoothing

  init(_ shape: ImageShape, sigma: Double) {
    smoothing = GaussianSmoothing(sigma: sigma, border: .nearest, height: shape.height, width: shape.width)
  }

  func apply(to image: inout [Float], _ stream: inout RandomStream) {
    let plane = smoothing.height * smoothing.width
    image.withUnsafeMutableBufferPointer { image in
      guard let base = image.baseAddress else { return }
      for start in stride(from: 0, to: image.count, by: plane) { smoothing.apply(to: base + start) }
    }
  }
}
