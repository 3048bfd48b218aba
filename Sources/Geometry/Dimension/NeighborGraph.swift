/// Which points are neighbours of each other, for the variance of sums over overlapping neighbourhoods.
///
/// Scores ψᵢ of points that share a neighbourhood are correlated. Var Σψ is estimated by Σψᵢψⱼ over i = j and over all
/// pairs where either is among the k nearest of the other.
struct NeighborGraph {
  let neighbors: Neighbors
  /// Neighbours of each point that count as adjacent.
  let reach: Int

  /// Σψᵢψⱼ over equal and adjacent points, or nil where it is not positive: the estimate of a variance from an
  /// indefinite form can fail on few points.
  /// - Complexity: O(N·k²).
  func variance(of scores: [Double]) -> Double? {
    var sum = 0.0
    for point in 0..<neighbors.count where scores[point] != 0 {
      var around = 0.0
      let start = point * neighbors.neighbors
      for slot in start..<start + reach {
        let other = Int(neighbors.indices[slot])
        // A mutual pair is met from both ends, a one-sided pair from one.
        around += (isAdjacent(Int32(truncatingIfNeeded: point), to: other) ? 1 : 2) * scores[other]
      }
      sum += scores[point] * (scores[point] + around)
    }
    return sum > 0 ? sum : nil
  }

  private func isAdjacent(_ point: Int32, to other: Int) -> Bool {
    let start = other * neighbors.neighbors
    for slot in start..<start + reach where neighbors.indices[slot] == point { return true }
    return false
  }
}
