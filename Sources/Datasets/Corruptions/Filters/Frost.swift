import Tensors

/// Pieces of photographs added to images.
struct Frost: ImageFilter {
  private let shape: ImageShape
  private let photographs: [Float]
  private let count: Int
  private let height: Int
  private let width: Int
  private let image: Float
  private let frost: Float

  /// - Throws: `CorruptionError.photographs`, `.photographPixel`.
  init(_ shape: ImageShape, _ photographs: Tensor, image: Float, frost: Float) throws(CorruptionError) {
    let extents = photographs.shape.extents
    guard extents.count == 4, extents[0] > 0, [1, 3].contains(extents[1]), extents[2] >= shape.height,
      extents[3] >= shape.width
    else { throw .photographs(photographs.shape, image: shape) }
    let values = photographs.floats
    if let place = values.firstIndex(where: { !($0 >= 0 && $0 <= 1) }) {
      throw .photographPixel(Double(values[place]), offset: place)
    }
    self.shape = shape
    count = extents[0]
    height = extents[2]
    width = extents[3]
    self.image = image
    self.frost = frost
    self.photographs = Frost.matched(values, from: extents[1], to: shape.channels, plane: extents[2] * extents[3])
  }

  /// Photographs with as many channels as the images.
  private static func matched(_ values: [Float], from: Int, to channels: Int, plane: Int) -> [Float] {
    guard from != channels else { return values }
    return stride(from: 0, to: values.count, by: from * plane).flatMap { start -> [Float] in
      let photograph = Array(values[start..<start + from * plane])
      return channels == 3
        ? photograph + photograph + photograph : (0..<plane).map { Luma.of(photograph, $0, plane) }
    }
  }

  func apply(to image: inout [Float], _ stream: inout RandomStream) {
    let photograph = stream.nextInt(below: count)
    let top = stream.nextInt(below: height - shape.height + 1)
    let left = stream.nextInt(below: width - shape.width + 1)
    for channel in 0..<shape.channels {
      for row in 0..<shape.height {
        let source = ((photograph * shape.channels + channel) * height + top + row) * width + left
        let target = (channel * shape.height + row) * shape.width
        for column in 0..<shape.width {
          image[target + column] = self.image * image[target + column] + frost * photographs[source + column]
        }
      }
    }
  }
}
