import Tensors

/// What a baseline JPEG keeps of an image: bytes, YCbCr with chroma of half the resolution, the blocks' cosine
/// coefficients rounded to multiples of the quality's tables, and back, as libjpeg encodes and decodes with smooth
/// upsampling. The lossless coding in between is left out.
///
/// In whole numbers throughout, with libjpeg's rounding, so that the bytes are its.
///
/// Source: ITU-T T.81 (tables K.1 and K.2).
struct JPEGRoundTrip: ImageFilter {
  private let shape: ImageShape
  private let luma: BlockTransform
  private let chroma: BlockTransform

  init(_ shape: ImageShape, quality: Int) {
    self.shape = shape
    luma = BlockTransform(table: JPEGRoundTrip.lumaTable, quality: quality)
    chroma = BlockTransform(table: JPEGRoundTrip.chromaTable, quality: quality)
  }

  func apply(to image: inout [Float], _ stream: inout RandomStream) {
    let (height, width) = (shape.height, shape.width)
    let bytes = image.map { Int32(($0 * 255).rounded()) }
    guard shape.channels == 3 else {
      // The chroma of grey is 128 everywhere and stays so.
      let coded = luma.coded(bytes, height: height, width: width)
      for place in image.indices { image[place] = Float(coded[place]) / 255 }
      return
    }
    let plane = height * width
    var (y, blue, red) = ([Int32](repeating: 0, count: plane), [Int32](), [Int32]())
    blue = y
    red = y
    for place in 0..<plane {
      let (r, g, b) = (bytes[place], bytes[plane + place], bytes[2 * plane + place])
      y[place] = (19_595 * r + 38_470 * g + 7_471 * b + 32_768) >> 16
      blue[place] = (-11_059 * r - 21_709 * g + 32_768 * b + 8_388_608 + 32_767) >> 16
      red[place] = (32_768 * r - 27_439 * g - 5_329 * b + 8_388_608 + 32_767) >> 16
    }
    y = luma.coded(y, height: height, width: width)
    let (low, stored) = ((height + 1) / 2, Chroma.storedWidth(width))
    func passed(_ plane: [Int32]) -> [Int32] {
      let small = Chroma.halved(plane, height: height, width: width)
      return Chroma.doubled(chroma.coded(small, height: low, width: stored), height: height, width: width)
    }
    blue = passed(blue)
    red = passed(red)
    for place in 0..<plane {
      let (cb, cr) = (blue[place] - 128, red[place] - 128)
      let r = y[place] + (91_881 * cr + 32_768) >> 16
      let g = y[place] + (-22_554 * cb - 46_802 * cr + 32_768) >> 16
      let b = y[place] + (116_130 * cb + 32_768) >> 16
      image[place] = Float(min(max(r, 0), 255)) / 255
      image[plane + place] = Float(min(max(g, 0), 255)) / 255
      image[2 * plane + place] = Float(min(max(b, 0), 255)) / 255
    }
  }

  private static let lumaTable = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
    87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99,
  ]

  private static let chromaTable = [
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99,
  ]
}

/// Chroma at half the resolution.
private enum Chroma {
  /// Columns of chroma in whole blocks.
  static func storedWidth(_ width: Int) -> Int { (width + 15) / 16 * 8 }

  /// Means of 2×2 pixels [⌈height/2⌉, stored width], edges repeated; halves are rounded down and up in turn along a row.
  static func halved(_ plane: [Int32], height: Int, width: Int) -> [Int32] {
    let (low, stored) = ((height + 1) / 2, storedWidth(width))
    return [Int32](unsafeUninitializedCapacity: low * stored) { buffer, initialized in
      for row in 0..<low {
        let (top, bottom) = (2 * row * width, min(2 * row + 1, height - 1) * width)
        for column in 0..<stored {
          let (left, right) = (min(2 * column, width - 1), min(2 * column + 1, width - 1))
          let sum = plane[top + left] + plane[top + right] + plane[bottom + left] + plane[bottom + right]
          buffer.initializeElement(at: initialized, to: (sum + (column % 2 == 0 ? 1 : 2)) >> 2)
          initialized += 1
        }
      }
    }
  }

  /// Back to [height, width]: three parts of the nearer and one of the farther neighbour in each direction, or copies
  /// where a row has no more than two.
  static func doubled(_ small: [Int32], height: Int, width: Int) -> [Int32] {
    let (low, across, stored) = ((height + 1) / 2, (width + 1) / 2, storedWidth(width))
    return [Int32](unsafeUninitializedCapacity: height * width) { buffer, initialized in
      var sums = [Int32](repeating: 0, count: across)
      for row in 0..<height {
        let near = row / 2 * stored
        let far = min(max(row % 2 == 0 ? row / 2 - 1 : row / 2 + 1, 0), low - 1) * stored
        for column in 0..<across { sums[column] = 3 * small[near + column] + small[far + column] }
        for column in 0..<width {
          let own = column / 2
          let other = column % 2 == 0 ? own - 1 : own + 1
          let bias: Int32 = column % 2 == 0 ? 8 : 7
          let value =
            across <= 2
            ? small[near + own]
            : other >= 0 && other < across ? (3 * sums[own] + sums[other] + bias) >> 4 : (4 * sums[own] + bias) >> 4
          buffer.initializeElement(at: initialized, to: value)
          initialized += 1
        }
      }
    }
  }
}
