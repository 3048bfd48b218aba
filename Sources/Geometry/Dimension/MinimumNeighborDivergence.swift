import Glibc
public import Tensors

/// MiND-KL: the integer d whose uniform balls have ratios r₁/r_{k+1} most like those of the points.
///
/// For each d as many points are drawn uniformly in a d-ball as there are points, so that boundary and finite number
/// weigh on both alike. With ρᵢ the ratios of the points, δᵢ the distance from ρᵢ to the nearest other ratio of the
/// points and δ'ᵢ to the nearest of the ball's, the divergence is ln(N/(N-1)) + mean ln(δ'ᵢ/δᵢ), the nearest-neighbour
/// estimate of Wang, Kulkarni and Verdú (doi:10.1109/ISIT.2006.261842).
///
/// This is the paper's direction; the authors' MATLAB toolbox takes the divergence the other way round, at the ratios of
/// the ball, and its absolute value. On the sets that both are recorded for they find the same integer, the toolbox's
/// less often.
///
/// The candidates are the integers from half to five halves (and two) of MiND-MLk's value, which is biased by far less,
/// within 1 and the number of coordinates.
///
/// Source: Lombardi, Rozza, Ceruti, Casiraghi, Campadelli, "Minimum neighbor distance estimators of intrinsic
/// dimension", doi:10.1007/978-3-642-23783-6_24.
public struct MinimumNeighborDivergence: DimensionEstimator {
  /// k; the neighbour of rank k+1 is the reference.
  public let k: Int
  /// Balls drawn for each candidate, their ratios taken together.
  public let calibrations: Int
  /// What the balls are drawn with.
  public let seed: Int

  /// The estimator with its conventions; values below 1 are refused when it estimates.
  public init(k: Int = 10, calibrations: Int = 1, seed: Int = 0) {
    self.k = k
    self.calibrations = calibrations
    self.seed = seed
  }

  /// k+1.
  public var neighbors: Int { min(max(k, 0), Int.max - 1) + 1 }

  /// Estimator, calibration and seed in words.
  public var convention: String {
    "MiND-KL, k = \(k), ratio of the first to neighbour k+1, least divergence from \(calibrations) uniform ball(s) of "
      + "as many points, seed \(seed)"
  }

  /// - Throws: `DimensionError` for k or calibrations out of range, neighbour lists too short or of another set, or no
  ///   ratio left that differs from 1; `Interrupted`.
  /// - Complexity: O(d·N²·d) for the answer d.
  public func estimate(_ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint) throws -> DimensionEstimate {
    guard k >= 1 else { throw DimensionError.parameter("k", Double(k), expected: "at least 1") }
    guard (1...1000).contains(calibrations) else {
      throw DimensionError.parameter("calibrations", Double(calibrations), expected: "from 1 to 1000")
    }
    try check(cloud, lists)
    let sample = FarRatios(cloud, lists, rank: k + 1)
    let likelihood = RatioLikelihood(logs: sample.logs, near: 1, far: k + 1)
    guard sample.used.count > 2, let start = likelihood.root(terms: Double(sample.used.count)), start.isFinite else {
      throw sample.nothingLeft
    }
    let bound = Double(cloud.points.rowWidth)
    let low = Int(min(max(start / 2, 1), bound)), high = Int(min(max(start * 2.5 + 2, 1), bound))
    let ratios = sample.logs.map { exp(-$0) }.sorted()
    var best = low, least = Double.infinity
    for candidate in low...high {
      let divergence = try divergence(from: ratios, count: cloud.count, dimension: candidate, checkpoint)
      if divergence < least { (best, least) = (candidate, divergence) }
      checkpoint.report(Progress("calibration", candidate - low + 1, of: high - low + 1, unit: "dimension"))
    }
    var notes = sample.notes(cloud) + ["an integer has no standard error: MiND-MLk states one"]
    if best == low && low > 1 || best == high && Double(high) < bound {
      notes.append("the least divergence is at an end of the candidates \(low)…\(high)")
    }
    let moment = Polygamma.digamma(Double(k + 1)) - Polygamma.digamma(1)
    return DimensionEstimate(
      value: Double(best), standardError: .nan, fisherStandardError: .nan, interval: nil, scale: sample.scale(lists),
      local: cloud.spread(sample.all.map { moment / $0 }), convention: convention,
      counts: cloud.counts(used: sample.used.count, dropped: sample.dropped, tied: sample.tied), notes: notes)
  }

  /// The divergence of sorted ratios from those of uniform balls of `count` points.
  /// - Throws: `Interrupted`.
  package func divergence(
    from ratios: [Double], count: Int, dimension: Int, _ checkpoint: Checkpoint
  ) throws -> Double {
    var drawn: [Double] = []
    for calibration in 0..<calibrations {
      try checkpoint.check()
      var stream = RandomStream(seed: seed, name: "mind ball \(dimension)", index: calibration)
      let points = UniformBall.points(count, dimension: dimension, stream: &stream)
      let quiet = checkpoint.observed(by: nil)
      let lists = try Neighbors(of: points, neighbors: k + 1, checkpoint: quiet)
      for point in 0..<count where lists.radius(point, rank: k + 1) > 0 {
        drawn.append(lists.radius(point, rank: 1) / lists.radius(point, rank: k + 1))
      }
    }
    return NearestDivergence.estimate(of: ratios, from: drawn.sorted())
  }
}

/// Points drawn uniformly in the unit ball.
enum UniformBall {
  /// [count, dimension], by normal directions and radii u^{1/d}.
  static func points(_ count: Int, dimension: Int, stream: inout RandomStream) -> Tensor {
    var values: [Double] = []
    values.reserveCapacity(count * dimension)
    for _ in 0..<count {
      let start = values.count
      var square = 0.0
      for _ in 0..<dimension {
        let x = stream.nextNormal()
        square += x * x
        values.append(x)
      }
      let factor = pow(stream.nextDouble(), 1 / Double(dimension)) / max(square.squareRoot(), 1e-300)
      for place in start..<values.count { values[place] *= factor }
    }
    return Tensor([count, dimension], values)
  }
}

/// The Kullback-Leibler divergence between two samples of numbers by their nearest neighbours.
package enum NearestDivergence {
  /// ln(M/(N-1)) + mean ln(δ'/δ) over the N values of `sample`, both sorted; values equal to another are left out.
  package static func estimate(of sample: [Double], from other: [Double]) -> Double {
    var sum = 0.0, used = 0, place = 0
    for (index, x) in sample.enumerated() {
      var own = Double.infinity
      if index > 0 { own = min(own, x - sample[index - 1]) }
      if index + 1 < sample.count { own = min(own, sample[index + 1] - x) }
      while place < other.count, other[place] < x { place += 1 }
      var away = Double.infinity
      if place > 0 { away = min(away, x - other[place - 1]) }
      if place < other.count { away = min(away, other[place] - x) }
      guard own > 0, own < .infinity, away > 0, away < .infinity else { continue }
      sum += log(away / own)
      used += 1
    }
    guard used > 0 else { return .infinity }
    return log(Double(other.count) / Double(max(sample.count - 1, 1))) + sum / Double(used)
  }
}
