import Tensors

/// Changes of tone: each pixel by itself and the means of its image.
struct ToneFilter: ImageFilter {
  enum Change: Sendable {
    case brightness(Float)
    case contrast(Float)
    case saturation(factor: Float, offset: Float)
  }

  private let plane: Int
  private let change: Change

  init(_ shape: ImageShape, _ change: Change) {
    plane = shape.height * shape.width
    self.change = change
  }

  func apply(to image: inout [Float], _ stream: inout RandomStream) {
    switch change {
    case .contrast(let factor):
      for start in stride(from: 0, to: image.count, by: plane) {
        let range = start..<start + plane
        let mean = Float(image[range].reduce(0.0) { $0 + Double($1) } / Double(plane))
        for place in range { image[place] = (image[place] - mean) * factor + mean }
      }
    case .brightness(let amount):
      // V is the largest channel; hue and saturation stay where all channels grow in proportion.
      for place in 0..<plane {
        let value = largest(image, place)
        let raised = min(value + amount, 1)
        for index in stride(from: place, to: image.count, by: plane) {
          image[index] = value > 0 ? image[index] * (raised / value) : raised
        }
      }
    case .saturation(let factor, let offset):
      guard image.count > plane else { return }
      for place in 0..<plane {
        let value = largest(image, place)
        let least = min(image[place], image[plane + place], image[2 * plane + place])
        let saturation = value > 0 ? (value - least) / value : 0
        let changed = min(max(saturation * factor + offset, 0), 1)
        if saturation > 0 {
          let ratio = changed / saturation
          for index in stride(from: place, to: image.count, by: plane) {
            image[index] = value - (value - image[index]) * ratio
          }
        } else {
          // The hue of grey is 0, red.
          image[plane + place] = value * (1 - changed)
          image[2 * plane + place] = value * (1 - changed)
        }
      }
    }
  }

  private func largest(_ image: [Float], _ place: Int) -> Float {
    image.count == plane ? image[place] : max(image[place], image[plane + place], image[2 * plane + place])
  }
}
