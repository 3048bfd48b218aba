public import Tensors

/// The difference of the intrinsic dimensions of two sets over the same samples, with the error that pairing leaves.
///
/// ```swift
/// let difference = try pairedDifference(dense, pruned, .mle(neighbors: 20))
/// print(difference.value, difference.standardError)
/// ```
/// - Parameters:
///   - first: [N, …], one sample a row.
///   - second: [N, …], the same samples in the same order; the widths may differ.
///   - method: `.mle`, `.twoNN`, or any other whose value is the mean of its values at points.
///   - duplicates: what becomes of rows equal to an earlier row of their set. A sample that is merged in one set counts
///     there through the first of its kind.
///   - checkpoint: where the neighbour passes look for an interrupt and report progress.
/// - Throws: `ComparisonError` for sets of different rows or another method; `DimensionError` as for
///   `intrinsicDimension`; `Interrupted`.
/// - Complexity: O(N²·D) for the neighbours, O(N·k log(N·k)) for the error.
public func pairedDifference(
  _ first: Tensor, _ second: Tensor, _ method: DimensionMethod = .mle(), duplicates: DuplicatePolicy = .merge,
  checkpoint: Checkpoint = .none
) throws -> PairedDifference {
  let a = try PointCloud(first, duplicates: duplicates, checkpoint: checkpoint)
  let b = try PointCloud(second, duplicates: duplicates, checkpoint: checkpoint)
  guard a.rowCount == b.rowCount else { throw ComparisonError.rows(first: a.rowCount, second: b.rowCount) }
  guard method.neighbors != 0 else { throw ComparisonError.unpaired(method.description) }
  return try pairedDifference(
    a, a.neighbors(method.neighbors, checkpoint: checkpoint), b, b.neighbors(method.neighbors, checkpoint: checkpoint),
    method, checkpoint: checkpoint)
}

/// The same from neighbour lists that are there already and may be longer than the method reads.
/// - Throws: as above; `DimensionError` for lists that are too short or of another set.
/// - Complexity: O(N·k log(N·k)).
public func pairedDifference(
  _ first: PointCloud, _ firstLists: Neighbors, _ second: PointCloud, _ secondLists: Neighbors,
  _ method: DimensionMethod = .mle(), checkpoint: Checkpoint = .none
) throws -> PairedDifference {
  guard first.rowCount == second.rowCount else {
    throw ComparisonError.rows(first: first.rowCount, second: second.rowCount)
  }
  let a = try Influences(first, firstLists, method, checkpoint: checkpoint)
  let b = try Influences(second, secondLists, method, checkpoint: checkpoint)
  let differences = zip(a.values, b.values).map { $0 - $1 }
  let squares = differences.reduce(0.0) { $0 + $1 * $1 }
  var pairs = a.pairs + b.pairs
  try checkpoint.check()
  pairs.sort()
  try checkpoint.check()
  var products = 0.0
  var last: UInt64?
  for pair in pairs where pair != last {
    products += differences[Int(pair >> 32)] * differences[Int(pair & 0xFFFF_FFFF)]
    last = pair
  }
  let variance = squares + 2 * products
  var notes: [String] = []
  if variance <= 0, squares > 0 {
    notes.append(
      "too few points for a standard error over overlapping neighbourhoods: that of independent ones is given")
  }
  for (name, estimate) in [("first", a.estimate), ("second", b.estimate)] {
    notes += estimate.notes.map { "\(name) set: \($0)" }
  }
  let errors = (a.estimate.standardError, b.estimate.standardError)
  return PairedDifference(
    first: a.estimate, second: b.estimate, value: a.estimate.value - b.estimate.value,
    standardError: (variance > 0 ? variance : squares).squareRoot(),
    unpairedStandardError: (errors.0 * errors.0 + errors.1 * errors.1).squareRoot(), notes: notes)
}

/// What each sample does to an estimate, and which samples are neighbours.
private struct Influences {
  let estimate: DimensionEstimate
  /// One number a row, 0 for rows that repeat another.
  let values: [Double]
  /// Unordered pairs of neighbouring rows, the smaller in the upper half of the word; a mutual pair comes twice.
  let pairs: [UInt64]

  init(_ cloud: PointCloud, _ lists: Neighbors, _ method: DimensionMethod, checkpoint: Checkpoint) throws {
    let estimate = try method.estimate(cloud, lists, checkpoint: checkpoint)
    self.estimate = estimate
    // The first row of each measured point stands for it.
    var rows = [Int](repeating: -1, count: cloud.count)
    for row in cloud.places.indices where rows[cloud.places[row]] < 0 { rows[cloud.places[row]] = row }
    let influences = try method.influences(on: estimate.value, at: rows.map { estimate.local[$0] })
    var values = [Double](repeating: 0, count: cloud.rowCount)
    for (point, row) in rows.enumerated() { values[row] = influences[point] }
    self.values = values
    var pairs: [UInt64] = []
    pairs.reserveCapacity(cloud.count * method.neighbors)
    for point in 0..<cloud.count where influences[point] != 0 {
      for rank in 0..<method.neighbors {
        let other = rows[Int(lists.indices[point * lists.neighbors + rank])]
        pairs.append(UInt64(min(rows[point], other)) << 32 | UInt64(max(rows[point], other)))
      }
    }
    self.pairs = pairs
  }
}
