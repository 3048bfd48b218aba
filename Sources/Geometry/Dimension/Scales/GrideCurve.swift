public import Tensors

/// The dimension by Gride with ranks (1, 2), (2, 4), (4, 8), … at most `limit`, from one neighbour pass.
///
/// The radius of a scale is the mean distance to its farther rank. See `GeneralizedRatios`.
/// - Throws: `DimensionError` for points that are empty or not usable, fewer than three, a limit below 2, or points
///   that leave no scale to measure; `Interrupted`.
/// - Complexity: O(N²·D) for the neighbours, O(N·limit) for the errors.
public func grideCurve(
  _ points: Tensor, upTo limit: Int = 64, duplicates: DuplicatePolicy = .merge, checkpoint: Checkpoint = .none
) throws -> DimensionCurve {
  guard limit >= 2 else { throw DimensionError.parameter("the highest rank", Double(limit), expected: "at least 2") }
  let cloud = try PointCloud(points, duplicates: duplicates, checkpoint: checkpoint)
  guard cloud.count > 2 else { throw DimensionError.tooManyNeighbors(2, points: cloud.count) }
  var far = 2
  while far <= limit / 2, far <= (cloud.count - 1) / 2 { far *= 2 }
  let lists = try cloud.neighbors(far, checkpoint: checkpoint)
  return try grideCurve(cloud, lists, upTo: limit, checkpoint: checkpoint)
}

/// The same from neighbour lists that are at hand, as far as they reach.
/// - Throws: `DimensionError` for lists of another set or of fewer than two neighbours; `Interrupted`.
/// - Complexity: O(N·limit).
public func grideCurve(
  _ cloud: PointCloud, _ lists: Neighbors, upTo limit: Int = 64, checkpoint: Checkpoint = .none
) throws -> DimensionCurve {
  guard limit >= 2 else { throw DimensionError.parameter("the highest rank", Double(limit), expected: "at least 2") }
  var scales: [DimensionCurve.Scale] = []
  var notes: [String] = []
  var near = 1
  repeat {
    let estimate = try GeneralizedRatios(n1: near).estimate(cloud, lists, checkpoint: checkpoint)
    scales.append(DimensionCurve.Scale(estimate, radius: estimate.scale.upperBound))
    for note in estimate.notes where !notes.contains(note) { notes.append(note) }
    near *= 2
  } while near <= limit / 2 && near <= lists.neighbors / 2
  if near <= limit / 2 {
    notes.append("ranks above \(near) need more than the \(lists.neighbors) neighbours at hand and were left out")
  }
  return DimensionCurve(
    scales: scales,
    convention: "Gride, ranks n and 2n for n = 1, 2, 4, …, maximum likelihood with (N-1), radius the mean distance to "
      + "rank 2n",
    notes: notes)
}

extension DimensionCurve.Scale {
  init(_ estimate: DimensionEstimate, radius: Double) {
    self.init(
      value: estimate.value, standardError: estimate.standardError,
      fisherStandardError: estimate.fisherStandardError, radius: radius, points: estimate.counts.used)
  }
}
