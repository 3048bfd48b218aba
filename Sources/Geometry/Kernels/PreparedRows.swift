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
    let count = points.shape[0], width = points.rowWidth
    // Written in place: shards joined afterwards would hold the rows twice.
    var rows = [Float](repeating: 0, count: count * width)
    let norms = try rows.withUnsafeMutableBufferPointer { rows in
      try Centering.shards(of: count, checkpoint) { range in
        let values = centering.placed(points, range)
        for offset in values.indices { rows[range.lowerBound * width + offset] = Float(values[offset]) }
        return PreparedRows.squares(UnsafeBufferPointer(rows), range, width: width)
      }
    }.flatMap(\.self)
    self.init(rows, squares: norms, width: width)
  }

  init(_ rows: [Float], width: Int) {
    let squares = rows.withUnsafeBufferPointer { PreparedRows.squares($0, 0..<$0.count / width, width: width) }
    self.init(rows, squares: squares, width: width)
  }

  private init(_ rows: [Float], squares: [Double], width: Int) {
    self.rows = rows
    self.width = width
    self.squares = squares.map(Float.init)
    norms = squares.map { $0.squareRoot() }
  }

  /// |x|² of each row of a range.
  private static func squares(_ rows: UnsafeBufferPointer<Float>, _ range: Range<Int>, width: Int) -> [Double] {
    range.map { row in
      var sum = 0.0
      for offset in row * width..<(row + 1) * width { sum += Double(rows[offset]) * Double(rows[offset]) }
      return sum
    }
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
}
