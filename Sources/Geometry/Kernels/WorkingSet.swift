import Tensors

/// The few points among which the shortest vector of one query is sought before all points are looked at again.
final class WorkingSet {
  let width: Int
  /// The query x, and room for a difference from it.
  private let query: UnsafeMutablePointer<Double>
  private let difference: UnsafeMutablePointer<Double>
  private(set) var indices: [Int32] = []
  private var members: Set<Int32> = []
  private var capacity = 32
  private var rows: UnsafeMutablePointer<Double>
  private var scores: UnsafeMutablePointer<Double>

  init(query: [Double]) {
    width = query.count
    self.query = .allocate(capacity: width)
    self.query.initialize(from: query, count: width)
    difference = .allocate(capacity: width)
    difference.initialize(repeating: 0, count: width)
    rows = .allocate(capacity: capacity * width)
    scores = .allocate(capacity: capacity)
  }

  deinit {
    query.deallocate()
    difference.deallocate()
    rows.deallocate()
    scores.deallocate()
  }

  var count: Int { indices.count }

  func contains(_ index: Int32) -> Bool { members.contains(index) }

  /// Adds a point once.
  func insert(_ index: Int32, of points: PointMatrix) {
    guard members.insert(index).inserted else { return }
    if count == capacity { grow() }
    points.copyRow(Int(index), to: rows + count * width)
    indices.append(index)
  }

  /// Leaves out all that `isKept` does not name.
  func filter(_ isKept: (Int32) -> Bool) {
    var place = 0
    for (old, index) in indices.enumerated() where isKept(index) {
      if place < old { (rows + place * width).update(from: rows + old * width, count: width) }
      indices[place] = index
      place += 1
    }
    indices.removeLast(indices.count - place)
    members = Set(indices)
  }

  /// The position of the point with the smallest ⟨p - x, y⟩ for the shortest vector y of a corral, and that product.
  func lowest(_ corral: Corral) -> (position: Int, score: Double) {
    let y = corral.shortest
    scores.update(repeating: 0, count: count)
    BLAS.multiply(MatrixView(UnsafePointer(rows), rows: count, columns: width), vector: y, into: scores)
    var best = 0
    for position in 1..<max(count, 1) where scores[position] < scores[best] { best = position }
    return (best, scores[best] - DenseVector.dot(query, y, count: width))
  }

  /// Starts a corral at the point nearest to x, found by direct differences.
  func begin(_ corral: Corral) {
    var best = 0, shortest = Double.infinity
    for position in 0..<count {
      let square = SquaredDistance.between(rows + position * width, query, count: width, scale: 1)
      if square < shortest { (best, shortest) = (position, square) }
    }
    subtract(best)
    corral.begin(indices[best], difference)
  }

  /// Adds a point to a corral; false where it depends affinely on those there.
  func append(_ position: Int, to corral: Corral) -> Bool {
    subtract(position)
    return corral.append(indices[position], difference)
  }

  /// difference ← p - x.
  private func subtract(_ position: Int) {
    let row = rows + position * width
    for column in 0..<width { difference[column] = row[column] - query[column] }
  }

  private func grow() {
    let more = 2 * capacity
    let other = UnsafeMutablePointer<Double>.allocate(capacity: more * width)
    other.update(from: rows, count: count * width)
    rows.deallocate()
    rows = other
    scores.deallocate()
    scores = .allocate(capacity: more)
    capacity = more
  }
}
