package import Tensors

/// Flakes, blurred along a steep line, over a paler image.
package struct Snow: ImageFilter {
  package struct Constants: Sendable {
    let mean: Float
    let deviation: Float
    let zoom: Double
    let threshold: Float
    let radius: Int
    let sigma: Double
    let kept: Float

    package init(
      mean: Float, deviation: Float, zoom: Double, threshold: Float, radius: Int, sigma: Double, kept: Float
    ) {
      self.mean = mean
      self.deviation = deviation
      self.zoom = zoom
      self.threshold = threshold
      self.radius = radius
      self.sigma = sigma
      self.kept = kept
    }
  }

  private let shape: ImageShape
  private let constants: Constants
  private let magnification: Magnification

  package init(_ shape: ImageShape, _ constants: Constants) {
    self.shape = shape
    self.constants = constants
    magnification = Magnification(factor: constants.zoom, height: shape.height, width: shape.width)
  }

  func apply(to image: inout [Float], _ stream: inout RandomStream) {
    let field = stream.nextNormals(shape.height * shape.width)
    apply(to: &image, field: field, degrees: -135 + 90 * stream.nextDouble())
  }

  /// - Parameter field: a standard normal number a pixel, row by row.
  package func apply(to image: inout [Float], field: [Float], degrees: Double) {
    let plane = shape.height * shape.width
    var flakes = [Float](repeating: 0, count: plane)
    flakes.withUnsafeMutableBufferPointer { flakes in
      field.map { constants.mean + constants.deviation * $0 }.withUnsafeBufferPointer { field in
        guard let target = flakes.baseAddress, let source = field.baseAddress else { return }
        magnification.add(source, to: target, weight: 1)
      }
    }
    // The layer passes through bytes on its way to the blur and from it.
    for place in 0..<plane {
      let value = flakes[place] < constants.threshold ? 0 : min(max(flakes[place], 0), 1)
      flakes[place] = (value * 255).rounded(.down)
    }
    OffsetSum.motion(radius: constants.radius, sigma: constants.sigma, degrees: degrees)
      .apply(to: &flakes, height: shape.height, width: shape.width)
    for place in 0..<plane { flakes[place] = flakes[place].rounded() / 255 }
    for place in 0..<plane {
      let grey = Luma.of(image, place, plane)
      let layer = flakes[place] + flakes[plane - 1 - place]
      for index in stride(from: place, to: image.count, by: plane) {
        let value = image[index]
        image[index] = constants.kept * value + (1 - constants.kept) * max(value, 1.5 * grey + 0.5) + layer
      }
    }
  }
}

/// The brightness of a pixel: 0.299 R + 0.587 G + 0.114 B, or the one channel.
enum Luma {
  static func of(_ image: [Float], _ place: Int, _ plane: Int) -> Float {
    image.count == plane
      ? image[place] : 0.299 * image[place] + 0.587 * image[plane + place] + 0.114 * image[2 * plane + place]
  }
}
