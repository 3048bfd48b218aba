import Tensors

/// Edges of a plane of bytes after Canny: Sobel gradients with repeated edges, |gx| + |gy|, thinned along the gradient,
/// weak edges kept where they touch strong ones.
///
/// Source: Canny, "A computational approach to edge detection", doi:10.1109/TPAMI.1986.4767851; ties as in OpenCV.
struct EdgeMap {
  let isEdge: [Bool]

  init(_ bytes: [UInt8], height: Int, width: Int, low: Int32, high: Int32) {
    func pixel(_ row: Int, _ column: Int) -> Int32 {
      Int32(bytes[min(max(row, 0), height - 1) * width + min(max(column, 0), width - 1)])
    }
    var gx = [Int32](repeating: 0, count: bytes.count), gy = gx
    // A rim of zeros spares the comparison of places at the border.
    let across = width + 2
    var magnitude = [Int32](repeating: 0, count: (height + 2) * across)
    for row in 0..<height {
      for column in 0..<width {
        let (a, b, c) = (pixel(row - 1, column - 1), pixel(row - 1, column), pixel(row - 1, column + 1))
        let (d, f) = (pixel(row, column - 1), pixel(row, column + 1))
        let (g, h, i) = (pixel(row + 1, column - 1), pixel(row + 1, column), pixel(row + 1, column + 1))
        let place = row * width + column
        gx[place] = c + 2 * f + i - a - 2 * d - g
        gy[place] = g + 2 * h + i - a - 2 * b - c
        magnitude[(row + 1) * across + column + 1] = abs(gx[place]) + abs(gy[place])
      }
    }
    var isWeak = [Bool](repeating: false, count: bytes.count), isEdge = isWeak
    var open: [Int] = []
    for row in 0..<height {
      for column in 0..<width {
        let place = row * width + column, at = (row + 1) * across + column + 1
        let own = magnitude[at]
        guard own > low, EdgeMap.isRidge(own, gx[place], gy[place], magnitude, at, across) else { continue }
        isWeak[place] = true
        if own > high {
          isEdge[place] = true
          open.append(place)
        }
      }
    }
    while let place = open.popLast() {
      for row in max(place / width - 1, 0)...min(place / width + 1, height - 1) {
        for column in max(place % width - 1, 0)...min(place % width + 1, width - 1) {
          let next = row * width + column
          if isWeak[next], !isEdge[next] {
            isEdge[next] = true
            open.append(next)
          }
        }
      }
    }
    self.isEdge = isEdge
  }

  /// Whether a magnitude is the largest across its edge; the gradient's sector is decided by tan 22.5° in 15 bits.
  private static func isRidge(
    _ own: Int32, _ gx: Int32, _ gy: Int32, _ magnitude: [Int32], _ at: Int, _ across: Int
  ) -> Bool {
    let x = Int(abs(gx)), y = Int(abs(gy)) << 15
    let shallow = x * 13_573
    if y < shallow { return own > magnitude[at - 1] && own >= magnitude[at + 1] }
    if y > shallow + x << 16 { return own > magnitude[at - across] && own >= magnitude[at + across] }
    let step = (gx ^ gy) < 0 ? -1 : 1
    return own > magnitude[at - across - step] && own > magnitude[at + across + step]
  }

  /// The length of the shortest chain of moves from each pixel to an edge, moves of 1, 1.4 and 2.1969 to the 16
  /// neighbours of a 5×5 window; about the distance in the plane. Infinite without an edge.
  ///
  /// Source: Borgefors, "Distance transformations in digital images", doi:10.1016/S0734-189X(86)80047-0.
  static func distances(to edges: [Bool], height: Int, width: Int) -> [Float] {
    var distances = edges.map { $0 ? Float(0) : .infinity }
    let moves: [(right: Int, down: Int, length: Float)] = [
      (-1, -2, 2.1969), (1, -2, 2.1969), (-2, -1, 2.1969), (-1, -1, 1.4), (0, -1, 1), (1, -1, 1.4), (2, -1, 2.1969),
      (-1, 0, 1),
    ]
    func relax(_ row: Int, _ column: Int, _ sign: Int) {
      var least = distances[row * width + column]
      for move in moves {
        let (r, c) = (row + sign * move.down, column + sign * move.right)
        if r >= 0, r < height, c >= 0, c < width { least = min(least, distances[r * width + c] + move.length) }
      }
      distances[row * width + column] = least
    }
    for row in 0..<height { for column in 0..<width { relax(row, column, 1) } }
    for row in (0..<height).reversed() { for column in (0..<width).reversed() { relax(row, column, -1) } }
    return distances
  }
}
