import Glibc
import Tensors

/// Where the pixels of a picture come from: column xx·c + xy·r + x, row yx·c + yy·r + y.
struct AffineMap: Sendable {
  var xx = 1.0, xy = 0.0, x = 0.0
  var yx = 0.0, yy = 1.0, y = 0.0

  static func translation(right: Double, down: Double) -> AffineMap { AffineMap(x: -right, y: -down) }

  /// Counterclockwise about the middle; quarter turns have no rounding.
  static func rotation(degrees: Double, height: Int, width: Int) -> AffineMap {
    let turn = degrees.remainder(dividingBy: 360)
    let (cosine, sine): (Double, Double) =
      switch turn {
      case 0: (1, 0)
      case 90: (0, 1)
      case -90: (0, -1)
      case 180, -180: (-1, 0)
      default: (cos(turn * .pi / 180), sin(turn * .pi / 180))
      }
    let column = Double(width - 1) / 2, row = Double(height - 1) / 2
    return AffineMap(
      xx: cosine, xy: -sine, x: column - cosine * column + sine * row,
      yx: sine, yy: cosine, y: row - sine * column - cosine * row)
  }

  /// The map that takes three points to three others.
  /// - Precondition: the points to be taken are not on one line.
  init(taking from: [(x: Double, y: Double)], to: [(x: Double, y: Double)]) {
    let (ax, ay) = (from[1].x - from[0].x, from[1].y - from[0].y)
    let (bx, by) = (from[2].x - from[0].x, from[2].y - from[0].y)
    let area = ax * by - ay * bx
    func solved(_ u: Double, _ v: Double) -> (Double, Double) { ((u * by - v * ay) / area, (v * ax - u * bx) / area) }
    (xx, xy) = solved(to[1].x - to[0].x, to[2].x - to[0].x)
    (yx, yy) = solved(to[1].y - to[0].y, to[2].y - to[0].y)
    x = to[0].x - xx * from[0].x - xy * from[0].y
    y = to[0].y - yx * from[0].x - yy * from[0].y
  }

  init(xx: Double = 1, xy: Double = 0, x: Double = 0, yx: Double = 0, yy: Double = 1, y: Double = 0) {
    (self.xx, self.xy, self.x) = (xx, xy, x)
    (self.yx, self.yy, self.y) = (yx, yy, y)
  }
}

/// A picture read between its pixels, bilinear.
struct BilinearReader {
  /// What lies outside: zeros, the picture mirrored about the middle or about the outer side of its edge pixels.
  enum Border { case zero, mirrored, mirroredOutside }

  let source: UnsafePointer<Float>
  let height: Int
  let width: Int
  let border: Border

  func value(x: Double, y: Double) -> Float {
    let left = x.rounded(.down), top = y.rounded(.down)
    // Beyond any picture; also keeps the conversion within integers.
    guard left.magnitude < 0x1p30, top.magnitude < 0x1p30 else { return 0 }
    let column = Int(left), row = Int(top)
    let right = Float(x - left), down = Float(y - top)
    let (a, b, c, d): (Float, Float, Float, Float)
    if column >= 0, row >= 0, column + 1 < width, row + 1 < height {
      let corner = source + row * width + column
      (a, b, c, d) = (corner[0], corner[1], corner[width], corner[width + 1])
    } else {
      (a, b) = (pixel(row, column), pixel(row, column + 1))
      (c, d) = (pixel(row + 1, column), pixel(row + 1, column + 1))
    }
    let above = a + right * (b - a), below = c + right * (d - c)
    return above + down * (below - above)
  }

  private func pixel(_ row: Int, _ column: Int) -> Float {
    switch border {
    case .zero:
      row >= 0 && row < height && column >= 0 && column < width ? source[row * width + column] : 0
    case .mirrored: source[Mirror.wholeSample(row, height) * width + Mirror.wholeSample(column, width)]
    case .mirroredOutside: source[Mirror.halfSample(row, height) * width + Mirror.halfSample(column, width)]
    }
  }
}

/// One affine map for all images, zeros from outside.
struct AffineFilter: ImageFilter {
  private let shape: ImageShape
  private let map: AffineMap

  init(_ shape: ImageShape, _ map: AffineMap) {
    self.shape = shape
    self.map = map
  }

  func apply(to image: inout [Float], _ stream: inout RandomStream) {
    AffineFilter.apply(map, to: &image, shape, .zero)
  }

  static func apply(_ map: AffineMap, to image: inout [Float], _ shape: ImageShape, _ border: BilinearReader.Border) {
    let original = image
    let (height, width) = (shape.height, shape.width)
    original.withUnsafeBufferPointer { original in
      guard let base = original.baseAddress else { return }
      for channel in 0..<shape.channels {
        let start = channel * height * width
        let reader = BilinearReader(source: base + start, height: height, width: width, border: border)
        for row in 0..<height {
          for column in 0..<width {
            let (c, r) = (Double(column), Double(row))
            image[start + row * width + column] = reader.value(
              x: map.xx * c + map.xy * r + map.x, y: map.yx * c + map.yy * r + map.y)
          }
        }
      }
    }
  }
}
