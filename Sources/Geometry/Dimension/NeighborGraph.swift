/// Which points are neighbours of each other, for the variance of sums over overlapping neighbourhoods.
///
/// Scores ψᵢ of points that share a neighbourhood are correlated. Var Σψ is estimated by Σψᵢψⱼ over i = j and over all
/// pairs where either is among the k nearest of the other; of anchors, over pairs of anchors. A query apart from the
/// reference stands for this at its nearest reference point (`Neighbors.stands`).
struct NeighborGraph {
  let neighbors: Neighbors
  /// Neighbours of each point that count as adjacent.
  let reach: Int

  /// Σψᵢψⱼ over equal and adjacent points, or nil where it is not positive: the estimate of a variance from an
  /// indefinite form can fail on few points.
  /// - Complexity: O(N·k²); where queries stand together, times as many as do.
  func variance(of scores: [Double]) -> Double? {
    let sum = neighbors.stands.isEmpty ? sumOverPoints(scores) : sumOverStands(scores)
    return sum > 0 ? sum : nil
  }

  private func sumOverPoints(_ scores: [Double]) -> Double {
    var sum = 0.0
    for point in 0..<neighbors.count where scores[point] != 0 {
      var around = 0.0
      for other in list(point) {
        // A mutual pair is met from both ends, a one-sided pair from one.
        around += (list(Int(other)).contains(Int32(truncatingIfNeeded: point)) ? 1 : 2) * scores[Int(other)]
      }
      sum += scores[point] * (scores[point] + around)
    }
    return sum
  }

  private func sumOverStands(_ scores: [Double]) -> Double {
    let stands = neighbors.stands
    var here = [[Int]](repeating: [], count: neighbors.referenceCount)
    for (point, stand) in stands.enumerated() { here[Int(stand)].append(point) }
    var sum = 0.0
    for point in 0..<neighbors.count where scores[point] != 0 {
      // Those at the same stand, the point itself among them, are met from both ends.
      var around = here[Int(stands[point])].reduce(0.0) { $0 + scores[$1] }
      for stand in list(point) where stand != stands[point] {
        for other in here[Int(stand)] {
          around += (list(other).contains(stands[point]) ? 1 : 2) * scores[other]
        }
      }
      sum += scores[point] * around
    }
    return sum
  }

  private func list(_ point: Int) -> ArraySlice<Int32> {
    neighbors.indices[point * neighbors.neighbors..<point * neighbors.neighbors + reach]
  }
}
