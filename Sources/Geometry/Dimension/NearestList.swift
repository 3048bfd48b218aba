/// The nearest few of all that are offered, ascending by (square, index).
struct NearestList {
  struct Candidate: Comparable {
    /// What candidates are ordered by: a squared distance, or a distance.
    var square: Double
    var index: Int32

    static func < (a: Candidate, b: Candidate) -> Bool { (a.square, a.index) < (b.square, b.index) }
  }

  private(set) var candidates: [Candidate] = []
  private let capacity: Int

  init(_ capacity: Int) { self.capacity = capacity }

  /// - Complexity: O(capacity) where the candidate is taken, else O(1).
  mutating func offer(_ square: Double, _ index: Int32) {
    let candidate = Candidate(square: square, index: index)
    if candidates.count == capacity, let last = candidates.last, last < candidate { return }
    var place = candidates.count
    while place > 0, candidate < candidates[place - 1] { place -= 1 }
    candidates.insert(candidate, at: place)
    if candidates.count > capacity { candidates.removeLast() }
  }
}
