import Glibc
public import Tensors

/// The maximum-likelihood estimator of Levina and Bickel.
///
/// With Sᵢ = Σ_{j<k} ln(r_k/r_j) over the k nearest neighbours of point i, the value at a point is (k-1)/Sᵢ or
/// (k-2)/Sᵢ. Under a constant density S is a gamma variable of shape k-1 and rate d, so (k-1)/S has mean
/// d·(k-1)/(k-2) and (k-2)/S is unbiased with variance d²/(k-3); the pooled value with k-1 is nearly unbiased, with
/// k-2 it is low by (k-2)/(k-1).
///
/// Sources: Levina and Bickel, "Maximum likelihood estimation of intrinsic dimension", NIPS 2004; pooling after
/// MacKay and Ghahramani's comment on it, 2005.
public struct LevinaBickel: DimensionEstimator {
  /// How the values at points become one value.
  public enum Aggregation: String, Hashable, Sendable, CaseIterable {
    /// N(k-1)/ΣSᵢ: the harmonic mean, the maximum-likelihood estimate over all points.
    case pooled
    /// Σ(values at points)/N.
    case mean
    /// The middle value, or the mean of the two middle ones.
    case median
  }

  /// The numerator over Sᵢ.
  public enum Normalization: String, Hashable, Sendable, CaseIterable {
    /// k-1: the maximum-likelihood value.
    case kMinusOne
    /// k-2: unbiased at a point.
    case kMinusTwo
  }

  /// k; the k-th distance is the reference of the others.
  public let neighbors: Int
  /// How the values at points become one.
  public let aggregation: Aggregation
  /// The numerator over Sᵢ.
  public let normalization: Normalization

  /// The estimator with its conventions; a k too small is refused when it estimates.
  public init(
    neighbors: Int = 20, aggregation: Aggregation = .pooled, normalization: Normalization = .kMinusOne
  ) {
    self.neighbors = neighbors
    self.aggregation = aggregation
    self.normalization = normalization
  }

  /// Distances are all that it reads.
  public var readsListsAlone: Bool { true }

  /// The same conventions with fewer neighbours; nil below what the numerator allows.
  public func reduced(to neighbors: Int) -> (any DimensionEstimator)? {
    if neighbors < minimum { return nil }
    return LevinaBickel(neighbors: neighbors, aggregation: aggregation, normalization: normalization)
  }

  private var minimum: Int { normalization == .kMinusOne ? 2 : 3 }

  /// Estimator, normalisation and pooling in words.
  public var convention: String {
    let numerator = normalization == .kMinusOne ? "(k-1)" : "(k-2)"
    let pooling =
      switch aggregation {
      case .pooled: "pooled (harmonic mean over points)"
      case .mean: "arithmetic mean over points"
      case .median: "median over points"
      }
    return "Levina-Bickel MLE, k = \(neighbors), numerator \(numerator), \(pooling)"
  }

  /// - Throws: `DimensionError` for fewer neighbours than the numerator allows (2 for k-1, 3 for k-2), neighbour lists
  ///   too short or of another set, or no point left with a positive sum.
  /// - Complexity: O(N·k²).
  public func estimate(
    _ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint
  ) throws -> DimensionEstimate {
    guard neighbors >= minimum else { throw DimensionError.tooFewNeighbors(neighbors, minimum: minimum) }
    try check(cloud, lists)
    let sums = logSums(lists)
    let numerator = Double(normalization == .kMinusOne ? neighbors - 1 : neighbors - 2)
    let apart = lists.pointsApart
    let tied = apart.filter { sums[$0] == 0 }.count
    // A sum of zero has an infinite value, which a mean or a median cannot take in; a pooled sum can.
    let used = aggregation == .pooled ? apart : apart.filter { sums[$0] > 0 }
    guard used.contains(where: { sums[$0] > 0 }) else {
      throw DimensionError.nothingLeft(points: cloud.count, dropped: cloud.count - apart.count, tied: tied)
    }
    let local = sums.map { $0.isNaN ? .nan : numerator / $0 }
    let summary = summarize(used, sums: sums, local: local, numerator: numerator, lists)
    var notes = summary.notes
    if tied > 0 {
      let fate = aggregation == .pooled ? "count with a sum of zero" : "are left out"
      notes.append("\(tied) points with all \(neighbors) neighbours equally far \(fate)")
    }
    return DimensionEstimate(
      value: summary.value, standardError: summary.standardError, fisherStandardError: summary.fisher, interval: nil,
      scale: lists.meanRadius(rank: 1, over: used)...lists.meanRadius(rank: neighbors, over: used),
      local: cloud.spread(local), convention: convention,
      counts: cloud.counts(used: used.count, dropped: cloud.count - apart.count, tied: tied),
      notes: cloud.notes(dropped: cloud.count - apart.count) + notes)
  }

  /// Sᵢ for each point; NaN where a neighbour is at distance zero.
  private func logSums(_ lists: Neighbors) -> [Double] {
    (0..<lists.count).map { point in
      let radii = lists.distances[point * lists.neighbors..<point * lists.neighbors + neighbors]
      guard let nearest = radii.first, let farthest = radii.last, nearest > 0 else { return .nan }
      return radii.dropLast().reduce(0.0) { $0 + log(farthest / $1) }
    }
  }

  private struct Summary {
    var value: Double
    var standardError: Double
    var fisher: Double
    var notes: [String] = []
  }

  private func summarize(
    _ used: [Int], sums: [Double], local: [Double], numerator: Double, _ lists: Neighbors
  ) -> Summary {
    let count = Double(used.count), shape = Double(neighbors - 1)
    var scores = [Double](repeating: 0, count: lists.count)
    let value: Double
    // Standard error = √(variance of the sum of scores) · factor.
    let factor: Double
    let fisher: Double
    switch aggregation {
    case .pooled:
      let total = used.reduce(0.0) { $0 + sums[$1] }
      value = count * numerator / total
      // The scores are those of the maximum-likelihood rate, whatever the numerator.
      let rate = count * shape / total
      for point in used { scores[point] = shape - rate * sums[point] }
      factor = value / (rate * total)
      fisher = value / (count * shape).squareRoot()
    case .mean:
      value = used.reduce(0.0) { $0 + local[$1] } / count
      for point in used { scores[point] = local[point] - value }
      factor = 1 / count
      fisher = neighbors > 3 ? value / (count * Double(neighbors - 3)).squareRoot() : .infinity
    case .median:
      value = Median.of(used.map { local[$0] })
      for point in used { scores[point] = local[point] > value ? 1 : local[point] < value ? -1 : 0 }
      // Under the gamma law of S the density of the values at their median m is q·g(q)/m, q the median of Gamma(k-1).
      let law = GammaDistribution(shape: shape)
      let middle = law.quantile(0.5)
      factor = value / (2 * count * middle * law.density(middle))
      fisher = factor * count.squareRoot()
    }
    var summary = Summary(value: value, standardError: fisher, fisher: fisher)
    if let variance = NeighborGraph(neighbors: lists, reach: neighbors).variance(of: scores) {
      summary.standardError = variance.squareRoot() * factor
    } else {
      summary.notes.append("too few points for a standard error over overlapping neighbourhoods: Fisher's is given")
    }
    if !fisher.isFinite {
      summary.notes.append("the mean over points has no finite variance at k = \(neighbors): use 4 neighbours or more")
    }
    return summary
  }
}
