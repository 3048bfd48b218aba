import Glibc
public import Tensors

/// The estimator of Levina and Bickel with distances that carry Gaussian noise.
///
/// An observed distance r_j stands for a true one x of density exp(-(x - r_j)²/2σ²) on x > 0, and ln(r_k/r_j) becomes
/// its mean: Sᵢ = Σ_{j<k} E ln(r_k/x), the value at a point (k-1)/Sᵢ, pooled (k-1)N/ΣSᵢ. This is the approximation of
/// Haro et al. in which the factor x^{d-1} of the density is taken as constant over the noise; with σ = 0 it is
/// `LevinaBickel`.
///
/// Source: Haro, Randall, Sapiro, "Translated Poisson mixture model for stratification learning",
/// doi:10.1007/s11263-008-0144-6.
public struct NoiseCorrectedLikelihood: DimensionEstimator {
  /// k; the k-th distance is the reference of the others.
  public let neighbors: Int
  /// σ, the standard deviation of a distance about its true value: √2 times that of a coordinate where the noise of
  /// both points is isotropic.
  public let noise: Double

  /// The estimator with its noise; values out of range are refused when it estimates.
  public init(neighbors: Int = 20, noise: Double) {
    self.neighbors = neighbors
    self.noise = noise
  }

  /// Estimator, noise and pooling in words.
  public var convention: String {
    "Levina-Bickel MLE corrected for noise of deviation \(noise) in distances, k = \(neighbors), numerator (k-1), "
      + "pooled (harmonic mean over points)"
  }

  /// Yes.
  public var readsListsAlone: Bool { true }

  /// - Throws: `DimensionError` for fewer than two neighbours, a noise that is negative, not finite or as large as the
  ///   distances, neighbour lists too short or of another set, or no point left with neighbours at two distances.
  /// - Complexity: O(N·k).
  public func estimate(_ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint) throws -> DimensionEstimate {
    guard neighbors >= 2 else { throw DimensionError.tooFewNeighbors(neighbors, minimum: 2) }
    guard noise >= 0, noise < .infinity else {
      throw DimensionError.parameter("noise", noise, expected: "at least 0 and finite")
    }
    try check(cloud, lists)
    let sums = try Centering.shards(of: lists.count, checkpoint) { $0.map { sum(lists, $0) } }.flatMap(\.self)
    let used = lists.pointsApart
    let dropped = cloud.count - used.count
    let tied = used.filter { lists.radius($0, rank: 1) == lists.radius($0, rank: neighbors) }.count
    guard tied < used.count else {
      throw DimensionError.nothingLeft(points: cloud.count, dropped: dropped, tied: tied)
    }
    let total = used.reduce(0.0) { $0 + sums[$1] }
    guard total > 0 else {
      throw DimensionError.parameter("noise", noise, expected: "small against the distances between neighbours")
    }
    let shape = Double(neighbors - 1), count = Double(used.count)
    let value = count * shape / total
    var scores = [Double](repeating: 0, count: lists.count)
    for point in used { scores[point] = shape - value * sums[point] }
    let fisher = value / (count * shape).squareRoot()
    let sandwich = Sandwich(scores: scores, factor: 1 / total, fisher: fisher, lists: lists, reach: neighbors)
    var notes = cloud.notes(dropped: dropped)
    if tied > 0 { notes.append("\(tied) points with all \(neighbors) neighbours equally far count") }
    return DimensionEstimate(
      value: value, standardError: sandwich.standardError, fisherStandardError: fisher, interval: nil,
      scale: lists.meanRadius(rank: 1, over: used)...lists.meanRadius(rank: neighbors, over: used),
      local: cloud.spread(sums.map { shape / $0 }), convention: convention,
      counts: cloud.counts(used: used.count, dropped: dropped, tied: tied), notes: notes + sandwich.notes)
  }

  private func sum(_ lists: Neighbors, _ point: Int) -> Double {
    let start = point * lists.neighbors
    let radii = lists.distances[start..<start + neighbors]
    guard let nearest = radii.first, let farthest = radii.last, nearest > 0 else { return .nan }
    return radii.dropLast().reduce(0.0) { sum, radius in
      let ratio = radius / noise
      // Noise so small that it changes no digit, and none at all.
      guard ratio < 1e9 else { return sum + log(farthest / radius) }
      return sum + log(farthest / noise) - NoisyLogarithm.mean(ratio)
    }
  }
}
