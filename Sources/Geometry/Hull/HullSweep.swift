public import Tensors

/// How many queries lie in the hull of the points in the first d principal components, for every d up to a limit.
public struct HullSweep: Hashable, Sendable {
  /// The components, fitted on the points.
  public let axes: PrincipalAxes
  /// For each query the first number of components in which it is outside; nil where it is inside in all.
  public let firstOutside: [Int?]
  /// P(inside) for normal points and queries, for d = 1, 2, …: the fraction to expect of no structure at all.
  public let gaussian: [Double]
  /// Membership searches that the bisection asked.
  public let searches: Int

  /// d = 1, 2, …
  public var dimensions: [Int] { Array(1...axes.count) }

  /// The share of queries inside, for d = 1, 2, …; it never rises.
  public var fractions: [Double] {
    dimensions.map { dimension in
      Double(firstOutside.count { $0 ?? .max > dimension }) / Double(firstOutside.count)
    }
  }

  /// The binomial standard errors √(p(1-p)/M), with the points held fixed.
  public var standardErrors: [Double] {
    fractions.map { ($0 * (1 - $0) / Double(firstOutside.count)).squareRoot() }
  }

  /// Which queries are inside in the first `dimension` components.
  /// - Throws: `HullError` for a dimension outside the sweep.
  public func inside(dimension: Int) throws(HullError) -> [Bool] {
    try HullError.check("dimension", dimension, in: 1...axes.count)
    return firstOutside.map { $0 ?? .max > dimension }
  }

  /// The bootstrap intervals of the fractions; see `HullMembership.fractionInterval`.
  public func fractionIntervals(
    level: Double = 0.95, resamples: Int = 1000, seed: Int = 0, checkpoint: Checkpoint = .none
  ) throws -> [ClosedRange<Double>] {
    try dimensions.map {
      try Bootstrap.interval(
        of: inside(dimension: $0), level: level, resamples: resamples, seed: seed, checkpoint: checkpoint)
    }
  }
}

/// Sweeps hull membership over the leading principal components of the points.
///
/// A query outside in some components is outside in more: its separating normal still separates. So for each query a
/// bisection finds the first dimension in which it is outside, in log₂ K searches instead of K.
/// - Parameters:
///   - queries: [M, …] as wide as the points.
///   - points: [N, …]; the components are theirs.
///   - limit: K, the largest number of components.
/// - Throws: `HullError` for sets that are no sets of points, differ in width, or have fewer than K components;
///   `Interrupted`.
/// - Complexity: O(M·log K) queries in at most K dimensions, and the components of the points.
public func hullSweep(
  of queries: Tensor, in points: Tensor, upTo limit: Int, checkpoint: Checkpoint = .none
) throws -> HullSweep {
  let queries = try HullError.checked(queries, .queries)
  let axes = try PrincipalAxes(of: points, count: limit, checkpoint: checkpoint)
  let coordinates = try axes.coordinates(of: queries, checkpoint: checkpoint)
  let reference = try axes.coordinates(of: points, checkpoint: checkpoint)
  // Inside at `low`, outside at `high`; 0 and limit + 1 stand for what was not asked.
  let count = queries.shape[0]
  var low = [Int](repeating: 0, count: count), high = [Int](repeating: limit + 1, count: count)
  var searches = 0, settled = 0
  while true {
    var waiting: [Int: [Int]] = [:]
    for query in 0..<count where high[query] - low[query] > 1 {
      waiting[(low[query] + high[query]) / 2, default: []].append(query)
    }
    if waiting.isEmpty { break }
    for (dimension, asked) in waiting.sorted(by: { $0.key < $1.key }) {
      settled = (0..<count).count { high[$0] - low[$0] <= 1 }
      checkpoint.report(Progress("hull sweep", settled, of: count, unit: "query"))
      let membership = try hullMembership(
        of: coordinates.leadingColumns(dimension, rows: asked),
        in: reference.leadingColumns(dimension, rows: nil), aim: .membership,
        checkpoint: checkpoint.observed(by: nil))
      for (query, isInside) in zip(asked, membership.inside) {
        if isInside { low[query] = dimension } else { high[query] = dimension }
      }
      searches += asked.count
    }
  }
  checkpoint.report(Progress("hull sweep", count, of: count, unit: "query"))
  return HullSweep(
    axes: axes, firstOutside: high.map { $0 > limit ? nil : $0 },
    gaussian: try (1...limit).map { try gaussianHullProbability(points: reference.shape[0], dimension: $0) },
    searches: searches)
}

extension Tensor {
  /// The first columns of some rows, or of all.
  fileprivate func leadingColumns(_ columns: Int, rows: [Int]?) -> Tensor {
    let width = rowWidth, values = doubles
    let chosen = rows ?? Array(0..<shape[0])
    var picked: [Double] = []
    picked.reserveCapacity(chosen.count * columns)
    for row in chosen { picked += values[row * width..<row * width + columns] }
    return Tensor([chosen.count, columns], picked)
  }
}
