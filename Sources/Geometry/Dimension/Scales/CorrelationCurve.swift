import Glibc
public import Tensors

/// The correlation sum C(r) at several radii, and the dimension as its local slope.
///
/// C(r) is the share of pairs of points at a distance below r; the slope between consecutive radii is
/// ln(C(r₂)/C(r₁))/ln(r₂/r₁) at the radius √(r₁r₂), with the standard error of a U-statistic.
public struct CorrelationCurve: Hashable, Sendable {
  /// The radii, ascending.
  public let radii: [Double]
  /// Pairs of points, each counted once, at a distance below each radius.
  public let pairs: [Int]
  /// C: the pairs as a share of all N(N-1)/2.
  public let correlations: [Double]
  /// The local slopes; intervals without a pair below, or none between, are left out.
  public let slopes: DimensionCurve
}

/// The full correlation-dimension curve: exact counts of pairs at each radius.
///
/// - Parameters:
///   - points: [N, …], one point a row.
///   - radii: distances, positive and ascending; nil for `count` of them, evenly spaced on a logarithmic scale between
///     the smallest and the largest distance from 64 of the points.
///   - count: how many radii are chosen.
///   - duplicates: what becomes of rows equal to an earlier row; under `.drop` they stay, at distance zero.
///   - checkpoint: where the pass looks for an interrupt and reports progress.
/// - Throws: `DimensionError` for points that are empty, not usable or all equal, fewer than two, or radii out of
///   range; `Interrupted`.
/// - Complexity: O(N²·D) in single precision; 4·N·T bytes for T radii.
///
/// Source: Grassberger and Procaccia, "Measuring the strangeness of strange attractors",
/// doi:10.1016/0167-2789(83)90298-1.
public func correlationCurve(
  _ points: Tensor, radii: [Double]? = nil, count: Int = 32, duplicates: DuplicatePolicy = .merge,
  checkpoint: Checkpoint = .none
) throws -> CorrelationCurve {
  let cloud = try PointCloud(points, duplicates: duplicates, checkpoint: checkpoint)
  guard cloud.count > 1 else { throw DimensionError.tooManyNeighbors(1, points: cloud.count) }
  let chosen = try radii ?? CorrelationRadii.spread(cloud.points, count: count, checkpoint: checkpoint)
  try CorrelationRadii.check(chosen)
  let counts = try PairCounts(cloud.points, below: chosen, operation: "pairs of points", checkpoint: checkpoint)
  // N lists of T counts, by radius.
  var within = [[Int]](repeating: [], count: chosen.count)
  for index in within.indices { within[index].reserveCapacity(cloud.count) }
  for point in 0..<cloud.count {
    for (index, number) in counts.within(point).enumerated() { within[index].append(number) }
  }
  let pairs = within.map { $0.reduce(0, +) / 2 }
  let all = Double(cloud.count) * Double(cloud.count - 1) / 2
  var scales: [DimensionCurve.Scale] = []
  for index in 1..<chosen.count where pairs[index - 1] > 0 && pairs[index] > pairs[index - 1] {
    try checkpoint.check()
    let ratio = PairRatio(
      inner: within[index - 1], outer: within[index], ratio: chosen[index] / chosen[index - 1])
    scales.append(
      DimensionCurve.Scale(
        value: ratio.value, standardError: ratio.standardError ?? ratio.fisher, fisherStandardError: ratio.fisher,
        radius: (chosen[index - 1] * chosen[index]).squareRoot(), points: cloud.count))
  }
  var notes = cloud.notes(dropped: 0)
  let left = chosen.count - 1 - scales.count
  if left > 0 { notes.append("\(left) intervals of radii without a pair below, or none between, have no slope") }
  let slopes = DimensionCurve(
    scales: scales, convention: "correlation dimension, slope of ln C against ln r between consecutive radii",
    notes: notes)
  return CorrelationCurve(radii: chosen, pairs: pairs, correlations: pairs.map { Double($0) / all }, slopes: slopes)
}

/// The radii of a correlation curve.
private enum CorrelationRadii {
  /// Points whose distances to all others span the radii.
  private static let sample = 64

  static func check(_ radii: [Double]) throws(DimensionError) {
    guard (2...PairCounts.limit).contains(radii.count) else {
      throw .parameter("the number of radii", Double(radii.count), expected: "from 2 to \(PairCounts.limit)")
    }
    var last = 0.0
    for radius in radii {
      guard radius > last, radius < .infinity else {
        throw .parameter("a radius", radius, expected: "positive, finite and above the one before it")
      }
      last = radius
    }
  }

  static func spread(_ points: Tensor, count: Int, checkpoint: Checkpoint) throws -> [Double] {
    guard (2...PairCounts.limit).contains(count) else {
      throw DimensionError.parameter("the number of radii", Double(count), expected: "from 2 to \(PairCounts.limit)")
    }
    let rows = points.shape[0], scale = try Centering(points, checkpoint: checkpoint).scale
    let measure = RowDistances(left: points, right: points, width: points.rowWidth, scale: scale)
    let probes = min(sample, rows)
    let spans = try Parallel.map(probes, checkpoint: checkpoint) { probe in
      measure.withSquares { square in
        let row = probe * rows / probes
        var low = Double.infinity, high = 0.0
        for other in 0..<rows where other != row {
          let value = square(row, other)
          if value > 0 { low = min(low, value) }
          high = max(high, value)
        }
        return (low: low, high: high)
      }
    }
    let low = (spans.map(\.low).min() ?? 0).squareRoot() / scale
    // Just beyond the largest, so that it counts as below.
    let high = (spans.map(\.high).max() ?? 0).squareRoot() / scale * (1 + 1e-9)
    guard high > low, low > 0 else { throw DimensionError.nothingLeft(points: rows, dropped: 0, tied: rows) }
    return (0..<count).map { low * pow(high / low, Double($0) / Double(count - 1)) }
  }
}
