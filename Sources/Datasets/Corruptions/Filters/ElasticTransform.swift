package import Tensors

/// A random affine map, mirrored about the middle of the edge pixels, then displacements by a smoothed random field,
/// mirrored about their outer side. Lengths are fractions of the shorter side.
package struct ElasticTransform: ImageFilter {
  private let shape: ImageShape
  private let amplitude: Float
  private let affine: Double
  private let smoothing: GaussianSmoothing

  package init(_ shape: ImageShape, amplitude: Double, sigma: Double, affine: Double) {
    let side = Double(min(shape.height, shape.width))
    self.shape = shape
    self.amplitude = Float(amplitude * side)
    self.affine = affine * side
    smoothing = GaussianSmoothing(
      sigma: sigma * side, truncate: 3, border: .mirrored, height: shape.height, width: shape.width)
  }

  func apply(to image: inout [Float], _ stream: inout RandomStream) {
    let corners = (0..<6).map { _ in stream.nextDouble() }
    guard amplitude > 0 else { return apply(to: &image, corners: corners, right: [], down: []) }
    let plane = shape.height * shape.width
    let right = (0..<plane).map { _ in stream.nextFloat() }
    let down = (0..<plane).map { _ in stream.nextFloat() }
    apply(to: &image, corners: corners, right: right, down: down)
  }

  /// - Parameters:
  ///   - corners: six uniform numbers in [0, 1), the moves of three points in x and y.
  ///   - right: a uniform number in [0, 1) a pixel, before smoothing; not looked at where the amplitude is 0.
  ///   - down: the same for the other direction.
  package func apply(to image: inout [Float], corners: [Double], right: [Float], down: [Float]) {
    let (x, y) = (Double(shape.width / 2), Double(shape.height / 2))
    // A third of the side, and a pixel where that is none, since three points in one place span nothing.
    let s = Double(max(min(shape.height, shape.width) / 3, 1))
    let points = [(x: x + s, y: y + s), (x: x + s, y: y - s), (x: x - s, y: y - s)]
    let moved = points.enumerated().map { index, point in
      (
        x: point.x + affine * (2 * corners[2 * index] - 1),
        y: point.y + affine * (2 * corners[2 * index + 1] - 1)
      )
    }
    AffineFilter.apply(AffineMap(taking: moved, to: points), to: &image, shape, .mirrored)
    guard amplitude > 0 else { return }
    displace(&image, right: displacement(right), down: displacement(down))
  }

  private func displacement(_ uniform: [Float]) -> [Float] {
    var field = uniform.map { amplitude * (2 * $0 - 1) }
    smoothing.apply(to: &field)
    return field
  }

  private func displace(_ image: inout [Float], right: [Float], down: [Float]) {
    let original = image
    let (height, width) = (shape.height, shape.width)
    original.withUnsafeBufferPointer { original in
      guard let base = original.baseAddress else { return }
      for channel in 0..<shape.channels {
        let start = channel * height * width
        let reader = BilinearReader(source: base + start, height: height, width: width, border: .mirroredOutside)
        for row in 0..<height {
          for column in 0..<width {
            let place = row * width + column
            image[start + place] = reader.value(
              x: Double(column) + Double(right[place]), y: Double(row) + Double(down[place]))
          }
        }
      }
    }
  }
}
