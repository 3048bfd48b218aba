import Glibc
public import Tensors

/// The dimension of the whole set and of its halves, quarters, …: fewer points, so coarser scales.
///
/// Level h takes disjoint parts of ⌊N/2ʰ⌋ points of one seeded random order, at most `parts` of them. The value is the
/// mean over the parts; since they share no point its standard error is √Σe²/parts. The radius is the mean distance to
/// the farthest neighbour read, averaged over the parts. Levels end where a part would have fewer than 16 points or no
/// more than the neighbours that the method reads.
///
/// Neighbours of a part come from the lists of the whole set, by leaving out points that are not in it; a point that is
/// left with too few searches all of the part, and where more than one in fifty is the part gets a pass of its own.
/// - Parameters:
///   - points: [N, …], one point a row.
///   - method: the estimator.
///   - halvings: how often the set is halved.
///   - parts: the most parts of a level.
///   - seed: what the order is drawn with.
/// - Throws: `DimensionError` as the method does for the whole set, or for halvings or parts out of range;
///   `Interrupted`.
/// - Complexity: O(N²·D) for the whole set, O(parts·N²·D/4ʰ) for a level with passes of its own.
public func decimationCurve(
  _ points: Tensor, _ method: DimensionMethod = .twoNN(), halvings: Int = 5, parts: Int = 8, seed: Int = 0,
  duplicates: DuplicatePolicy = .merge, checkpoint: Checkpoint = .none
) throws -> DimensionCurve {
  guard (0...40).contains(halvings) else {
    throw DimensionError.parameter("halvings", Double(halvings), expected: "from 0 to 40")
  }
  guard (1...4096).contains(parts) else {
    throw DimensionError.parameter("parts", Double(parts), expected: "from 1 to 4096")
  }
  let cloud = try PointCloud(points, duplicates: duplicates, checkpoint: checkpoint)
  let decimation = try Decimation(cloud, method, checkpoint: checkpoint)
  var stream = RandomStream(seed: seed, name: "decimation")
  let order = stream.permutation(of: cloud.count)
  var scales = [DimensionCurve.Scale(decimation.whole, radius: decimation.whole.scale.upperBound)]
  var notes = decimation.whole.notes
  for level in stride(from: 1, through: halvings, by: 1) {
    let size = cloud.count >> level
    guard size >= 16, size > method.neighbors else {
      notes.append("level \(level) and beyond leave too few points and were left out")
      break
    }
    let count = min(1 << min(level, 20), parts)
    var estimates: [DimensionEstimate] = []
    for part in 0..<count {
      let rows = order[part * size..<(part + 1) * size].sorted()
      estimates.append(try decimation.estimate(rows, checkpoint: checkpoint))
    }
    scales.append(.mean(of: estimates))
    for note in estimates.flatMap(\.notes) where note.contains("too few") && !notes.contains(note) {
      notes.append(note)
    }
    checkpoint.report(Progress("decimation", level, of: halvings, unit: "level"))
  }
  return DimensionCurve(
    scales: scales,
    convention: "\(method); the whole set and up to \(parts) disjoint parts of 1/2, 1/4, … of it, seed \(seed)",
    notes: notes)
}

extension DimensionCurve.Scale {
  /// The mean over estimates from sets that share no point.
  fileprivate static func mean(of estimates: [DimensionEstimate]) -> DimensionCurve.Scale {
    let count = Double(estimates.count)
    func quadratic(_ error: (DimensionEstimate) -> Double) -> Double {
      estimates.reduce(0.0) { $0 + error($1) * error($1) }.squareRoot() / count
    }
    return DimensionCurve.Scale(
      value: estimates.reduce(0.0) { $0 + $1.value } / count, standardError: quadratic(\.standardError),
      fisherStandardError: quadratic(\.fisherStandardError),
      radius: estimates.reduce(0.0) { $0 + $1.scale.upperBound } / count, points: estimates.first?.counts.used ?? 0)
  }
}

/// Estimates of a set and of parts of it.
private struct Decimation {
  let cloud: PointCloud
  let method: DimensionMethod
  let whole: DimensionEstimate
  private let lists: Neighbors

  init(_ cloud: PointCloud, _ method: DimensionMethod, checkpoint: Checkpoint) throws {
    self.cloud = cloud
    self.method = method
    // Half of three times the neighbours survive a halving, more than enough for all but few points.
    let needed = method.neighbors
    guard needed < max(cloud.count, 1) else { throw DimensionError.tooManyNeighbors(needed, points: cloud.count) }
    let ample = min(max(3 * min(needed, cloud.count) + 8, 32), cloud.count - 1)
    lists = needed == 0 ? .none(of: cloud) : try cloud.neighbors(max(needed, ample), checkpoint: checkpoint)
    whole = try method.estimate(cloud, lists, checkpoint: checkpoint)
  }

  func estimate(_ rows: [Int], checkpoint: Checkpoint) throws -> DimensionEstimate {
    let quiet = checkpoint.observed(by: nil)
    let part = try PointCloud(cloud.points.gather(rows), duplicates: cloud.duplicates, checkpoint: quiet)
    guard method.neighbors > 0 else { return try method.estimate(part, .none(of: part), checkpoint: quiet) }
    let reused = try lists.restricted(to: rows, of: cloud.points, neighbors: method.neighbors, checkpoint: quiet)
    return try method.estimate(
      part, try reused ?? part.neighbors(method.neighbors, checkpoint: quiet), checkpoint: quiet)
  }
}
