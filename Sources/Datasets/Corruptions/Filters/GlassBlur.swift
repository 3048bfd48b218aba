package import Tensors

/// Blurs, copies each pixel of a walk from bottom right to top left over its neighbour or keeps it, and blurs again.
package struct GlassBlur: ImageFilter {
  private let shape: ImageShape
  private let smoothing: GaussianSmoothing
  private let iterations: Int

  package init(_ shape: ImageShape, sigma: Double, iterations: Int) {
    self.shape = shape
    self.iterations = iterations
    smoothing = GaussianSmoothing(sigma: sigma, border: .nearest, height: shape.height, width: shape.width)
  }

  func apply(to image: inout [Float], _ stream: inout RandomStream) {
    // A pixel takes one of four values: two bits of a word, so one word serves sixteen pixels.
    var bits: UInt32 = 0, left = 0
    apply(to: &image) {
      if left == 0 {
        bits = stream.nextWord()
        left = 16
      }
      defer {
        bits >>= 2
        left -= 1
      }
      return (right: -Int(bits & 1), down: -Int(bits >> 1 & 1))
    }
  }

  /// - Parameter step: for each pixel of the walk where its value is taken from: 0 or 1 left, 0 or 1 up.
  package func apply(to image: inout [Float], step: () -> (right: Int, down: Int)) {
    let height = shape.height, width = shape.width, plane = height * width
    smooth(&image)
    image.withUnsafeMutableBufferPointer { image in
      for place in image.indices { image[place] = (image[place] * 255 + 0x1p-10).rounded(.down) / 255 }
      for _ in 0..<iterations {
        for row in stride(from: height - 1, to: 1, by: -1) {
          for column in stride(from: width - 1, to: 1, by: -1) {
            let (right, down) = step()
            let target = row * width + column
            let source = target + down * width + right
            for channel in 0..<shape.channels { image[channel * plane + target] = image[channel * plane + source] }
          }
        }
      }
    }
    smooth(&image)
  }

  private func smooth(_ image: inout [Float]) {
    image.withUnsafeMutableBufferPointer { image in
      guard let base = image.baseAddress else { return }
      for channel in 0..<shape.channels { smoothing.apply(to: base + channel * shape.height * shape.width) }
    }
  }
}
