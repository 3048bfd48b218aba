import Glibc
public import Tensors

/// The dimension from how the length of the minimum spanning tree grows with the number of points.
///
/// The persistence of connected components is carried by the edges of the minimum spanning tree. For subsets of n
/// points E(n) = Σ|e|ᵅ grows as n^((d-α)/d); with the slope s of ln E on ln n by least squares, d = α/(1 - s). Subsets
/// of `sizes` evenly spaced sizes are drawn, `subsamples` of each, from the fraction `smallest` of the points up to all
/// of them.
///
/// No standard error is stated: the subsets share most of their points, so the residuals of the line tell little of the
/// scatter between draws of the set. `scale` runs from the mean edge of the tree of all points to that of the smallest
/// subsets.
///
/// Sources: Schweinhart, "Fractal dimension and the persistent homology of random geometric complexes",
/// arXiv:1808.01079; Jaquette and Schweinhart, doi:10.1016/j.cnsns.2019.105163.
public struct PersistentHomology: DimensionEstimator {
  /// α > 0.
  public let power: Double
  /// Different sizes of subsets.
  public let sizes: Int
  /// Subsets of each size.
  public let subsamples: Int
  /// The smallest size as a fraction of the points.
  public let smallest: Double
  /// What subsets are drawn with.
  public let seed: Int

  /// The estimator with its plan; parameters out of range are refused when it estimates.
  public init(power: Double = 1, sizes: Int = 100, subsamples: Int = 10, smallest: Double = 0.5, seed: Int = 0) {
    self.power = power
    self.sizes = sizes
    self.subsamples = subsamples
    self.smallest = smallest
    self.seed = seed
  }

  /// None: the points alone are read.
  public var neighbors: Int { 0 }

  /// Estimator and plan in words.
  public var convention: String {
    "persistent homology of degree 0, power \(power), \(sizes) sizes from \(smallest) of the points, "
      + "\(subsamples) subsets of each"
  }

  /// - Throws: `DimensionError` for a parameter out of range or fewer than three points apart; `Interrupted`.
  /// - Complexity: O(sizes·subsamples·N²), times D beyond 4,096 points.
  public func estimate(
    _ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint
  ) throws -> DimensionEstimate {
    try checkPlan()
    try check(cloud, lists)
    let count = cloud.count
    let first = max(Int((smallest * Double(count)).rounded(.up)), 2)
    guard count >= 3, first < count else {
      throw DimensionError.nothingLeft(points: count, dropped: 0, tied: 0)
    }
    let tree = try SpanningTree(cloud.points, checkpoint: checkpoint)
    let plan = (0..<sizes).map { index in
      Int((Double(first) + Double(count - first) * Double(index) / Double(sizes - 1)).rounded(.up))
    }
    var lengths: [SpanningTree.Length] = []
    for (index, size) in plan.enumerated() {
      lengths += try Parallel.map(subsamples, checkpoint: checkpoint) { draw in
        // All subsets of the whole size are the whole set.
        let subset = size == count ? (0..<Int32(count)).map(\.self) : subset(of: count, size, index * subsamples + draw)
        return tree.length(of: subset, power: power, checkpoint: checkpoint)
      }
      checkpoint.report(Progress("spanning trees", index + 1, of: sizes, unit: "size"))
    }
    guard lengths.allSatisfy({ $0.power > 0 && $0.power.isFinite }) else {
      throw DimensionError.nothingLeft(points: count, dropped: 0, tied: 0)
    }
    let slope = slope(plan, lengths)
    var notes = cloud.notes(dropped: 0)
    notes.append("no standard error: the subsets share most of their points")
    if slope >= 1 { notes.append("the length grows no slower than the number of points: no finite dimension") }
    let edges = [lengths.count - 1, 0].map { lengths[$0].total / Double(plan[$0 / subsamples] - 1) }
    return DimensionEstimate(
      value: slope < 1 ? power / (1 - slope) : .infinity, standardError: .nan, fisherStandardError: .nan, interval: nil,
      scale: min(edges[0], edges[1])...max(edges[0], edges[1]),
      local: [Double](repeating: .nan, count: cloud.rowCount), convention: convention,
      counts: cloud.counts(used: count, dropped: 0, tied: 0), notes: notes)
  }

  private func checkPlan() throws(DimensionError) {
    guard power > 0, power <= 100 else { throw .parameter("power", power, expected: "above 0 and at most 100") }
    guard (2...10_000).contains(sizes) else { throw .parameter("sizes", Double(sizes), expected: "2 to 10000") }
    guard (1...10_000).contains(subsamples) else {
      throw .parameter("subsamples", Double(subsamples), expected: "1 to 10000")
    }
    guard smallest > 0, smallest < 1 else {
      throw .parameter("smallest", smallest, expected: "above 0 and below 1")
    }
  }

  /// `size` distinct rows, ascending.
  private func subset(of count: Int, _ size: Int, _ draw: Int) -> [Int32] {
    var stream = RandomStream(seed: seed, name: "persistent homology", index: draw)
    var order = (0..<Int32(count)).map(\.self)
    for place in 0..<size { order.swapAt(place, place + stream.nextInt(below: count - place)) }
    return order[..<size].sorted()
  }

  /// The least-squares slope of ln E on ln n.
  private func slope(_ plan: [Int], _ lengths: [SpanningTree.Length]) -> Double {
    let x = plan.flatMap { [Double](repeating: log(Double($0)), count: subsamples) }
    let y = lengths.map { log($0.power) }
    let meanX = x.reduce(0, +) / Double(x.count), meanY = y.reduce(0, +) / Double(y.count)
    let products = zip(x, y).reduce(0.0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    let squares = x.reduce(0.0) { $0 + ($1 - meanX) * ($1 - meanX) }
    return products / squares
  }
}
