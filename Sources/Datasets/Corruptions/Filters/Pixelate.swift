import Tensors

/// Means over boxes of pixels, and the nearest of them back at every pixel: two passes of Pillow's box resizing on
/// bytes, columns first, each rounded.
struct Pixelate: ImageFilter {
  private let shape: ImageShape
  private let rows: Axis
  private let columns: Axis

  private struct Axis: Sendable {
    /// The places that each small pixel averages.
    let boxes: [Range<Int>]
    /// The small pixel behind each place.
    let nearest: [Int]

    init(_ count: Int, scale: Double) {
      let small = max(Int(Double(count) * scale), 1)
      let ratio = Double(count) / Double(small)
      // A box counts the pixels whose middle lies in it, its right end included.
      boxes = (0..<small).map { place in
        let center = (Double(place) + 0.5) * ratio
        let low = max(Int(center - ratio / 2 + 0.5), 0)
        let high = min(Int(center + ratio / 2 + 0.5), count)
        let inside = (low..<high).filter {
          let offset = (Double($0) - center + 0.5) / ratio
          return offset > -0.5 && offset <= 0.5
        }
        return (inside.first ?? low)..<(inside.last.map { $0 + 1 } ?? low + 1)
      }
      let back = Double(small) / Double(count)
      nearest = (0..<count).map { min(Int((Double($0) + 0.5) * back), small - 1) }
    }
  }

  init(_ shape: ImageShape, scale: Double) {
    self.shape = shape
    rows = Axis(shape.height, scale: scale)
    columns = Axis(shape.width, scale: scale)
  }

  func apply(to image: inout [Float], _ stream: inout RandomStream) {
    let (height, width) = (shape.height, shape.width)
    let small = columns.boxes.count
    var narrow = [Int32](repeating: 0, count: height * small)
    var mosaic = [Int32](repeating: 0, count: rows.boxes.count * small)
    for start in stride(from: 0, to: image.count, by: height * width) {
      for row in 0..<height {
        for (column, box) in columns.boxes.enumerated() {
          var sum: Int32 = 0
          for place in box { sum += Int32((image[start + row * width + place] * 255).rounded()) }
          narrow[row * small + column] = Pixelate.mean(sum, box.count)
        }
      }
      for (row, box) in rows.boxes.enumerated() {
        for column in 0..<small {
          var sum: Int32 = 0
          for place in box { sum += narrow[place * small + column] }
          mosaic[row * small + column] = Pixelate.mean(sum, box.count)
        }
      }
      for row in 0..<height {
        for column in 0..<width {
          image[start + row * width + column] =
            Float(mosaic[rows.nearest[row] * small + columns.nearest[column]]) / 255
        }
      }
    }
  }

  /// The quotient rounded, halves up.
  private static func mean(_ sum: Int32, _ count: Int) -> Int32 { (2 * sum + Int32(count)) / Int32(2 * count) }
}
