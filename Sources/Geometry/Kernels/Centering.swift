import CKernels
import Tensors

/// Moves points to mean zero and scales them by a power of two to norms of at most 1, so that neither an offset nor
/// the units of the data cost precision.
struct Centering: Sendable {
  let means: [Double]
  /// A power of two from 2⁻²⁰⁰ to 2²⁰⁰.
  let scale: Double
  /// The largest deviation of a coordinate from its mean.
  let deviation: Double

  /// Coordinates of this magnitude or more are refused: their squares, and their ratios to small ones, would overflow.
  static let limit = 0x1p200

  /// Rows handled in one shard.
  private static let shard = 256

  /// The means are those of `points`; norms of `others`, rows of the same width, are brought to at most 1 as well.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D).
  init(_ points: Tensor, and others: Tensor? = nil, checkpoint: Checkpoint) throws {
    let count = points.shape[0], width = points.rowWidth
    let all = try Centering.columns(of: points, checkpoint)
    var means = [Double](repeating: 0, count: width)
    for part in all { DenseVector.add(part.sums, times: 1 / Double(count), to: &means) }
    // Rounding keeps order: the largest deviation of a column is that of its least or its most.
    var largest = 0.0
    for part in try all + (others.map { try Centering.columns(of: $0, checkpoint) } ?? []) {
      for column in 0..<width {
        largest = max(largest, abs(part.least[column] - means[column]), abs(part.most[column] - means[column]))
      }
    }
    deviation = largest
    let reach = largest * Double(width).squareRoot()
    let exponent = reach > 0 ? min(max(-reach.exponent - 1, -200), 200) : 0
    scale = Double(sign: .plus, exponent: exponent, significand: 1)
    self.means = means
  }

  private struct Columns {
    var sums: [Double]
    var least: [Double]
    var most: [Double]
  }

  /// Sums and extremes of the columns, a shard of rows at a time.
  private static func columns(of points: Tensor, _ checkpoint: Checkpoint) throws -> [Columns] {
    let width = points.rowWidth
    return try shards(of: points.shape[0], checkpoint) { range in
      var found = Columns(
        sums: [Double](repeating: 0, count: width), least: [Double](repeating: .infinity, count: width),
        most: [Double](repeating: -.infinity, count: width))
      found.sums.withUnsafeMutableBufferPointer { sums in
        found.least.withUnsafeMutableBufferPointer { least in
          found.most.withUnsafeMutableBufferPointer { most in
            guard let sums = sums.baseAddress, let least = least.baseAddress, let most = most.baseAddress else {
              return
            }
            switch points.storage {
            case .float(let values):
              values.withUnsafeBufferPointer { values in
                guard let start = values.baseAddress.map({ $0 + range.lowerBound * width }) else { return }
                espalier_column_sums_of_floats(start, range.count, width, sums, least, most)
              }
            case .double(let values):
              values.withUnsafeBufferPointer { values in
                guard let start = values.baseAddress.map({ $0 + range.lowerBound * width }) else { return }
                espalier_column_sums(start, range.count, width, sums, least, most)
              }
            }
          }
        }
      }
      return found
    }
  }

  /// The rows of a range in the new coordinates.
  func placed(_ points: Tensor, _ range: Range<Int>) -> [Double] {
    let size = range.count * means.count
    return [Double](unsafeUninitializedCapacity: size) { values, used in
      if let values = values.baseAddress { place(points, range, into: values) }
      used = size
    }
  }

  /// The same in memory that is there already.
  func place(_ points: Tensor, _ range: Range<Int>, into target: UnsafeMutablePointer<Double>) {
    let width = means.count
    means.withUnsafeBufferPointer { means in
      guard let means = means.baseAddress else { return }
      switch points.storage {
      case .float(let values):
        values.withUnsafeBufferPointer { values in
          guard let values = values.baseAddress else { return }
          for (item, row) in range.enumerated() {
            espalier_place_floats(values + row * width, means, scale, width, target + item * width)
          }
        }
      case .double(let values):
        values.withUnsafeBufferPointer { values in
          guard let values = values.baseAddress else { return }
          for (item, row) in range.enumerated() {
            espalier_place(values + row * width, means, scale, width, target + item * width)
          }
        }
      }
    }
  }

  /// Calls `body` for consecutive ranges of rows, side by side.
  static func shards<Result>(
    of count: Int, _ checkpoint: Checkpoint, _ body: (Range<Int>) throws -> Result
  ) throws -> [Result] {
    try Parallel.map((count + shard - 1) / shard, checkpoint: checkpoint) { index in
      try body(index * shard..<min((index + 1) * shard, count))
    }
  }
}
