/// The mean of values at points as an estimate of the whole set, with the error that overlapping neighbourhoods leave.
///
/// With ψᵢ = dᵢ - d̄ the standard error is √V/N, V the variance of Σψᵢ with pairs weighted by the overlap of their
/// neighbourhoods (`NeighborGraph.overlapVariance`); Fisher's is the standard deviation of the values over √N, as if
/// neighbourhoods were independent. Wide neighbourhoods have none.
struct PointwiseAverage {
  /// One value a point of the cloud; NaN where the estimator has none.
  let local: [Double]
  /// Neighbours of each point that its value depends on.
  let reach: Int
  /// What else was degenerate, in words.
  var notes: [String] = []

  /// One over the widest share of the points that a neighbourhood may have: beyond, the error stated for moments of 100
  /// among 1,000 points in 2 dimensions is 1.6 times the scatter.
  private static let widestShare = 15

  /// - Throws: `DimensionError.nothingLeft` where no point has a finite value.
  /// - Complexity: O(N·k).
  func estimate(
    _ cloud: PointCloud, _ lists: Neighbors, convention: String
  ) throws(DimensionError) -> DimensionEstimate {
    let apart = lists.pointsApart.count
    let used = local.indices.filter { local[$0].isFinite }
    guard !used.isEmpty else {
      throw .nothingLeft(points: cloud.count, dropped: cloud.count - apart, tied: apart)
    }
    let count = Double(used.count)
    let value = used.reduce(0.0) { $0 + local[$1] } / count
    var scores = [Double](repeating: 0, count: local.count)
    for point in used { scores[point] = local[point] - value }
    let squares = scores.reduce(0.0) { $0 + $1 * $1 }
    let fisher = used.count > 1 ? (squares / (count - 1) / count).squareRoot() : .nan
    var standardError = fisher
    var notes = cloud.notes(dropped: cloud.count - apart) + notes
    if let variance = NeighborGraph(neighbors: lists, reach: reach).overlapVariance(of: scores) {
      standardError = variance.squareRoot() / count
    } else if squares > 0 {
      notes.append("too few points for a standard error over overlapping neighbourhoods: Fisher's is given")
    }
    if reach * PointwiseAverage.widestShare > local.count {
      standardError = .nan
      notes.append(
        "no standard error: neighbourhoods of \(reach) of \(local.count) points are too wide; at most a fifteenth of the "
          + "points, \(local.count / PointwiseAverage.widestShare), can be answered for")
    }
    let without = apart - used.count
    if without > 0 { notes.append("\(without) points without a finite value were left out") }
    return DimensionEstimate(
      value: value, standardError: standardError, fisherStandardError: fisher, interval: nil,
      scale: lists.meanRadius(rank: 1, over: used)...lists.meanRadius(rank: reach, over: used),
      local: cloud.spread(local), convention: convention,
      counts: cloud.counts(used: used.count, dropped: cloud.count - apart, tied: max(without, 0)), notes: notes)
  }
}
