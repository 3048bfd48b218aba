import Tensors

/// Rows in single precision with what a bound on the rounding of their products needs.
struct PreparedRows: Sendable {
  /// Rows × width.
  let rows: [Float]
  /// |x|² of each row as it stands.
  let squares: [Float]
  /// |x| of each row as it stands.
  let norms: [Double]
  let width: Int

  var count: Int { squares.count }

  /// The rows of `points` in the coordinates of `centering`.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D).
  init(_ points: Tensor, _ centering: Centering, checkpoint: Checkpoint) throws {
    let parts = try Centering.shards(of: points.shape[0], checkpoint) { range in
      PreparedRows(centering.placed(points, range).map(Float.init), width: points.rowWidth)
    }
    self.init(joining: parts, width: points.rowWidth)
  }

  init(_ rows: [Float], width: Int) {
    let norms = rows.withUnsafeBufferPointer { rows in
      stride(from: 0, to: rows.count, by: width).map { start in
        var sum = 0.0
        for offset in start..<start + width { sum += Double(rows[offset]) * Double(rows[offset]) }
        return sum
      }
    }
    self.rows = rows
    self.width = width
    squares = norms.map(Float.init)
    self.norms = norms.map { $0.squareRoot() }
  }

  init(joining parts: [PreparedRows], width: Int) {
    var all: [Float] = []
    all.reserveCapacity(parts.reduce(0) { $0 + $1.rows.count })
    for part in parts { all += part.rows }
    rows = all
    squares = parts.flatMap(\.squares)
    norms = parts.flatMap(\.norms)
    self.width = width
  }

  /// Some of the rows, in the order asked for.
  /// - Precondition: the rows exist.
  func gather(_ places: [Int]) -> PreparedRows {
    PreparedRows(places.flatMap { rows[$0 * width..<($0 + 1) * width] }, width: width)
  }

  /// Rows and squares in memory, valid during the call.
  struct Pointers {
    let rows: UnsafePointer<Float>
    let squares: UnsafePointer<Float>
    let count: Int
    let width: Int
  }

  func withPointers<Result>(_ body: (Pointers) throws -> Result) rethrows -> Result? {
    try rows.withUnsafeBufferPointer { rows in
      try squares.withUnsafeBufferPointer { squares in
        guard let start = rows.baseAddress, let first = squares.baseAddress else { return nil }
        return try body(Pointers(rows: start, squares: first, count: squares.count, width: width))
      }
    }
  }

  /// An upper bound of the squared distances to some rows of `others`.
  /// - Precondition: the rows exist, of one width.
  func squaresAtMost(_ row: Int, to places: [Int32], of others: PreparedRows) -> [Double] {
    let found: [Double]? =
      withPointers { left in
        others.withPointers { right in
          places.map { place in
            let square = SquaredDistance.between(
              left.rows + row * width, right.rows + Int(place) * width, count: width)
            // The rounding of a sum of D squares and of the rows themselves, as in `productError`.
            let reach = norms[row] + others.norms[Int(place)]
            return Double(square) + 0x1p-24 * Double(width + 16) * reach * reach + 0x1p-120 * Double(width)
          }
        }
      } ?? nil
    return found ?? []
  }
}
