import Tensors

/// The least and the largest value of each column, and the first rows that hold them.
struct ColumnExtremes: Sendable {
  private(set) var lower: [Double]
  private(set) var upper: [Double]
  private(set) var lowest: [Int32]
  private(set) var highest: [Int32]

  /// - Throws: `Interrupted`.
  /// - Complexity: O(rows·columns).
  init(_ matrix: PointMatrix, checkpoint: Checkpoint) throws {
    let width = matrix.columns
    let parts = try Centering.shards(of: matrix.rows, checkpoint) { range in
      var part = ColumnExtremes(width: width)
      matrix.values.withUnsafeBufferPointer { values in
        for row in range.indices {
          for column in 0..<width {
            let value = values[row * width + column]
            if value < part.lower[column] { (part.lower[column], part.lowest[column]) = (value, Int32(row)) }
            if value > part.upper[column] { (part.upper[column], part.highest[column]) = (value, Int32(row)) }
          }
        }
      }
      return part
    }
    self.init(width: width)
    for part in parts {
      for column in 0..<width {
        if part.lower[column] < lower[column] {
          (lower[column], lowest[column]) = (part.lower[column], part.lowest[column])
        }
        if part.upper[column] > upper[column] {
          (upper[column], highest[column]) = (part.upper[column], part.highest[column])
        }
      }
    }
  }

  private init(width: Int) {
    lower = [Double](repeating: .infinity, count: width)
    upper = [Double](repeating: -.infinity, count: width)
    lowest = [Int32](repeating: 0, count: width)
    highest = lowest
  }
}
