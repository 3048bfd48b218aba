import Tensors

/// The weights of a mostly empty matrix, row by row.
struct SparseRows: Sendable {
  let rows: Int
  let columns: Int
  private let starts: [Int32]
  private let places: [Int32]
  private let values: [Double]

  /// Below this share of weights they are multiplied one by one. An estimate: a vector pass over 64 rows runs at about
  /// an eighth of the rate of a full product.
  private static let threshold = 0.12
  /// Rows of the batch that are multiplied at once: one cache line's worth of vectors.
  private static let lanes = 64

  /// The weights of a row-major matrix, or nil where a full product is faster.
  init?(_ matrix: [Double], rows: Int, columns: Int) {
    let count = matrix.reduce(0) { $0 + ($1 == 0 ? 0 : 1) }
    guard Double(count) < Self.threshold * Double(matrix.count), count < Int32.max else { return nil }
    var starts: [Int32] = [0], places: [Int32] = [], values: [Double] = []
    for row in 0..<rows {
      for column in 0..<columns where matrix[row * columns + column] != 0 {
        places.append(Int32(column))
        values.append(matrix[row * columns + column])
      }
      starts.append(Int32(places.count))
    }
    (self.rows, self.columns, self.starts, self.places, self.values) = (rows, columns, starts, places, values)
  }

  /// XWᵀ for `count` rows of X.
  /// - Complexity: O(count·weights).
  func apply(_ batch: UnsafePointer<Double>, count: Int, into outputs: UnsafeMutablePointer<Double>) {
    let lanes = Self.lanes
    let turned = UnsafeMutablePointer<Double>.allocate(capacity: columns * lanes)
    let sums = UnsafeMutablePointer<Double>.allocate(capacity: lanes)
    defer {
      turned.deallocate()
      sums.deallocate()
    }
    starts.withUnsafeBufferPointer { starts in
      places.withUnsafeBufferPointer { places in
        values.withUnsafeBufferPointer { values in
          for first in Swift.stride(from: 0, to: count, by: lanes) {
            let width = min(lanes, count - first)
            for row in 0..<width {
              let source = batch + (first + row) * columns
              for column in 0..<columns { turned[column * width + row] = source[column] }
            }
            for output in 0..<rows {
              sums.update(repeating: 0, count: width)
              for index in Int(starts[output])..<Int(starts[output + 1]) {
                DenseVector.add(
                  turned + Int(places[index]) * width, times: values[index], to: sums, count: width)
              }
              for row in 0..<width { outputs[(first + row) * rows + output] = sums[row] }
            }
          }
        }
      }
    }
  }
}
