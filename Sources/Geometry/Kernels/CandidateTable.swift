/// One max-heap of candidates a row under the order (key, index): the smallest `kept` of all that were offered,
/// whatever the order of the offers.
///
/// `@unchecked Sendable`: threads own disjoint rows while a pass runs.
final class CandidateTable: @unchecked Sendable {
  let kept: Int
  let keys: UnsafeMutablePointer<Float>
  let indices: UnsafeMutablePointer<Int32>
  /// Offers above this key are not looked at: the root of a full heap.
  let limits: UnsafeMutablePointer<Float>

  init(rows: Int, kept: Int) {
    self.kept = kept
    keys = .allocate(capacity: rows * kept)
    keys.initialize(repeating: .infinity, count: rows * kept)
    indices = .allocate(capacity: rows * kept)
    indices.initialize(repeating: .max, count: rows * kept)
    limits = .allocate(capacity: rows)
    limits.initialize(repeating: .infinity, count: rows)
  }

  deinit {
    keys.deallocate()
    indices.deallocate()
    limits.deallocate()
  }

  /// Candidates of a row with their keys, in no order.
  func entries(of row: Int) -> [(key: Float, index: Int32)] {
    (row * kept..<(row + 1) * kept).compactMap { indices[$0] == .max ? nil : (keys[$0], indices[$0]) }
  }

  /// Candidates of a row, in no order.
  func candidates(of row: Int) -> [Int32] {
    (row * kept..<(row + 1) * kept).compactMap { indices[$0] == .max ? nil : indices[$0] }
  }

  /// No candidate that was left out has a smaller key.
  func root(of row: Int) -> Float { keys[row * kept] }

  @inline(__always)
  func offer(_ key: Float, _ index: Int32, to row: Int) {
    if key > limits[row] { return }
    insert(key, index, in: row)
  }

  private func insert(_ key: Float, _ index: Int32, in row: Int) {
    let keys = keys + row * kept, indices = indices + row * kept
    guard (key, index) < (keys[0], indices[0]) else { return }
    var hole = 0
    while true {
      var child = 2 * hole + 1
      if child >= kept { break }
      if child + 1 < kept, (keys[child], indices[child]) < (keys[child + 1], indices[child + 1]) { child += 1 }
      if (keys[child], indices[child]) <= (key, index) { break }
      keys[hole] = keys[child]
      indices[hole] = indices[child]
      hole = child
    }
    keys[hole] = key
    indices[hole] = index
    limits[row] = keys[0]
  }
}
