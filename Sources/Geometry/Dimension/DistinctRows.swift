import Tensors

/// Rows of a set after a policy for duplicates.
struct DistinctRows {
  /// [N', D].
  let points: Tensor
  /// For each row given, the row of `points` that stands for it.
  let places: [Int]
  let duplicateCount: Int
  let remarks: [String]
  /// The distinct rows by their content; of the rows as they were before any jitter.
  let table: RowTable

  /// - Parameter name: the random stream of the jitter.
  /// - Throws: as `PointCloud.init`.
  init(
    _ given: Tensor, _ policy: DuplicatePolicy, _ metric: Metric, seed: Int, name: String, checkpoint: Checkpoint
  ) throws {
    try PointCloud.check(given)
    let flat = try metric.placed(given.flattened, checkpoint: checkpoint)
    let count = flat.shape[0]
    let whole = try RowTable(flat, checkpoint: checkpoint)
    let repeated = (0..<count).filter { whole.firsts[$0] != $0 }
    duplicateCount = repeated.count
    guard let first = repeated.first, policy != .drop else {
      (points, places, remarks, table) = (flat, Array(0..<count), [], whole)
      return
    }
    switch policy {
    case .error: throw DimensionError.duplicate(row: first, of: whole.firsts[first])
    case .jitter:
      let jitter = try Jitter(of: flat, seed: seed, checkpoint: checkpoint)
      points = jitter.moved(flat, repeated, name: name)
      places = Array(0..<count)
      remarks = [jitter.note(repeated.count, of: count)]
      table = whole
    case .merge, .drop:
      var slots = [Int](repeating: 0, count: count)
      var distinct: [Int] = []
      for row in 0..<count {
        if whole.firsts[row] == row {
          slots[row] = distinct.count
          distinct.append(row)
        } else {
          slots[row] = slots[whole.firsts[row]]
        }
      }
      points = try flat.gather(distinct)
      places = slots
      remarks = ["\(repeated.count) of \(count) rows repeat an earlier row and were merged with it"]
      table = whole
    }
  }
}
