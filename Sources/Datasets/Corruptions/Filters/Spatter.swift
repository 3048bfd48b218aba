package import Tensors

/// Drops of water that brighten, or of mud that cover.
package struct Spatter: ImageFilter {
  package struct Constants: Sendable {
    let mean: Float
    let deviation: Float
    let sigma: Double
    let threshold: Float
    let strength: Double
    let isMud: Bool

    package init(mean: Float, deviation: Float, sigma: Double, threshold: Float, strength: Double, isMud: Bool) {
      self.mean = mean
      self.deviation = deviation
      self.sigma = sigma
      self.threshold = threshold
      self.strength = strength
      self.isMud = isMud
    }
  }

  private let shape: ImageShape
  private let constants: Constants
  private let smoothing: GaussianSmoothing
  private let rim: GaussianSmoothing

  package init(_ shape: ImageShape, _ constants: Constants) {
    self.shape = shape
    self.constants = constants
    smoothing = GaussianSmoothing(
      sigma: constants.sigma, border: .nearest, height: shape.height, width: shape.width)
    rim = GaussianSmoothing(
      sigma: constants.strength, border: .nearest, height: shape.height, width: shape.width)
  }

  func apply(to image: inout [Float], _ stream: inout RandomStream) {
    let field = stream.nextNormals(shape.height * shape.width)
    apply(to: &image, field: field)
  }

  /// - Parameter field: a standard normal number a pixel, row by row.
  package func apply(to image: inout [Float], field: [Float]) {
    var liquid = field.map { constants.mean + constants.deviation * $0 }
    smoothing.apply(to: &liquid)
    for place in liquid.indices where liquid[place] < constants.threshold { liquid[place] = 0 }
    if constants.isMud {
      var cover = liquid.map { $0 > constants.threshold ? Float(1) : 0 }
      rim.apply(to: &cover)
      for place in cover.indices where cover[place] < 0.8 { cover[place] = 0 }
      blend(&image, cover, color: [63, 42, 20], keeping: true)
    } else {
      blend(&image, drops(liquid), color: [175, 238, 238], keeping: false)
    }
  }

  /// Light refracted by drops: bytes of the liquid times a relief of the distance from the drops' edges, the largest
  /// made the strength.
  private func drops(_ liquid: [Float]) -> [Float] {
    let (height, width) = (shape.height, shape.width)
    let bytes = liquid.map { UInt8(min(max($0 * 255, 0), 255)) }
    let edges = EdgeMap(bytes, height: height, width: width, low: 50, high: 150).isEdge
    let distances = EdgeMap.distances(to: edges, height: height, width: width).map { min($0, 20) }
    let truncated = ByteFilters.boxMean(distances, height: height, width: width).map { Int32($0) }
    let equalized = ByteFilters.equalized(truncated)
    let relief = ByteFilters.relief(equalized, height: height, width: width)
    let smooth = ByteFilters.boxMean(relief.map(Float.init), height: height, width: width).map {
      $0.rounded(.toNearestOrEven)
    }
    let product = zip(bytes, smooth).map { Float($0) * $1 }
    let largest = product.max() ?? 0
    // Without a drop there is nothing to scale.
    return largest > 0 ? product.map { $0 / largest * Float(constants.strength) } : product
  }

  private func blend(_ image: inout [Float], _ mask: [Float], color: [Float], keeping: Bool) {
    let plane = mask.count
    let grey = 0.2989 * color[0] + 0.587 * color[1] + 0.114 * color[2]
    for channel in 0..<shape.channels {
      let tint = (shape.channels == 3 ? color[channel] : grey) / 255
      for place in 0..<plane {
        let pixel = image[channel * plane + place]
        image[channel * plane + place] = (keeping ? pixel * (1 - mask[place]) : pixel) + mask[place] * tint
      }
    }
  }
}

/// Small filters on bytes.
enum ByteFilters {
  /// Means over 3×3 pixels, mirrored about the middle of the edge pixels.
  static func boxMean(_ plane: [Float], height: Int, width: Int) -> [Float] {
    correlated(plane, [[1, 1, 1], [1, 1, 1], [1, 1, 1]], height: height, width: width).map { $0 / 9 }
  }

  /// A light from the upper left, cut to bytes.
  static func relief(_ plane: [Int32], height: Int, width: Int) -> [Int32] {
    correlated(plane.map(Float.init), [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]], height: height, width: width)
      .map { Int32(min(max($0, 0), 255)) }
  }

  /// Levels spread so that their counts grow evenly; one level alone stays.
  static func equalized(_ plane: [Int32]) -> [Int32] {
    var counts = [Int](repeating: 0, count: 256)
    for level in plane { counts[Int(level)] += 1 }
    guard let first = counts.firstIndex(where: { $0 > 0 }), counts[first] < plane.count else { return plane }
    let scale = 255 / Float(plane.count - counts[first])
    var sum = 0
    var table = [Int32](repeating: 0, count: 256)
    for level in first + 1..<256 {
      sum += counts[level]
      table[level] = Int32((Float(sum) * scale).rounded(.toNearestOrEven))
    }
    return plane.map { table[Int($0)] }
  }

  private static func correlated(_ plane: [Float], _ kernel: [[Float]], height: Int, width: Int) -> [Float] {
    let taps = (-1...1).flatMap { down in
      (-1...1).map { OffsetSum.Tap(right: $0, down: down, weight: kernel[down + 1][$0 + 1]) }
    }
    var sums = plane
    OffsetSum(taps.filter { $0.weight != 0 }, border: .mirrored).apply(to: &sums, height: height, width: width)
    return sums
  }
}
