import Glibc

/// Logarithms of distance ratios, of which the smallest are used: a sample of an exponential law of rate d, censored
/// on the right.
struct RatioSample {
  /// In the order of the points.
  let logs: [Double]
  let sorted: [Double]
  /// The values used are the `kept` smallest.
  let kept: Int

  init(_ logs: [Double], keeping fraction: Double) {
    self.logs = logs
    sorted = logs.sorted()
    kept = Int(Double(logs.count) * fraction)
  }

  struct Fit {
    var value: Double
    /// The influence of each point up to `factor`.
    var scores: [Double]
    /// Standard error = √(variance of the sum of scores) · factor.
    var factor: Double
    /// The standard error of independent values.
    var fisher: Double
  }

  /// The largest value used.
  var largest: Double { kept > 0 ? sorted[kept - 1] : 0 }

  /// T: the sum of all values, those beyond the largest used counted as equal to it.
  private var total: Double { sorted.prefix(kept).reduce(0, +) + Double(logs.count - kept) * largest }

  /// (n-1)/T.
  func likelihoodFit() -> Fit {
    let total = total, used = Double(kept)
    let value = (used - 1) / total
    // Scores vanish on average at the maximum-likelihood rate n/T.
    let rate = used / total
    let scores = logs.map { ($0 <= largest ? 1 : 0) - rate * min($0, largest) }
    return Fit(value: value, scores: scores, factor: value / used, fisher: value / used.squareRoot())
  }

  /// Shape and rate of the gamma prior on d that DADApy takes.
  private static let prior = (shape: 2.0, rate: 5.0)

  /// (a+N)/(b+Σx) for the prior Gamma(a, b): the mean of the posterior Gamma(a+N, b+Σx).
  func posteriorFit() -> Fit {
    let shape = RatioSample.prior.shape + Double(kept), rate = RatioSample.prior.rate + total
    let mean = Double(kept) / total
    let scores = logs.map { 1 - mean * $0 }
    return Fit(value: shape / rate, scores: scores, factor: 1 / rate, fisher: shape.squareRoot() / rate)
  }

  /// The middle 95 % of the posterior.
  var posteriorInterval: ClosedRange<Double> {
    let law = GammaDistribution(shape: RatioSample.prior.shape + Double(kept))
    let rate = RatioSample.prior.rate + total
    return law.quantile(0.025) / rate...law.quantile(0.975) / rate
  }

  /// The interval [χ²₂ₙ(α/2), χ²₂ₙ(1 - α/2)]/(2T) with α = 5 %, exact for independent values.
  var interval: ClosedRange<Double> {
    let law = GammaDistribution(shape: Double(kept))
    return law.quantile(0.025) / total...law.quantile(0.975) / total
  }

  /// The slope through the origin of y = -ln(1 - i/N) on the i-th smallest value x: Σxy/Σx².
  ///
  /// As a functional of the distribution its influence at z is (d/E)·(mean - min(z, q)²/2), E = ∫_{x≤q} x² dF, q the
  /// largest value used: rank and value enter together, and the terms of the value itself cancel.
  func linearFit() -> Fit {
    let count = Double(logs.count)
    var products = 0.0, squares = 0.0
    for (index, x) in sorted.prefix(kept).enumerated() {
      // The last rank of an untrimmed sample has y = ∞: it carries no point of the line.
      if index + 1 == logs.count { continue }
      products -= x * log1p(-Double(index + 1) / count)
      squares += x * x
    }
    let value = products / squares
    let halves = logs.map { min($0, largest) * min($0, largest) / 2 }
    let mean = halves.reduce(0, +) / count
    return Fit(
      value: value, scores: halves.map { mean - $0 }, factor: value / squares,
      fisher: value * linearRelativeError / count.squareRoot())
  }

  /// √N times the relative standard error of the slope for exponential values, u = -ln(trimmed fraction): with
  /// m = min(z, q)², √(Var m/4) / ∫_{x≤q} x² dF in units of d.
  private var linearRelativeError: Double {
    let rest = 1 - Double(kept) / Double(logs.count)
    let u = rest > 0 ? -log(rest) : 0
    // Tails e⁻ᵘ·(1 + u + …), which vanish without trimming.
    let first = rest * (1 + u), second = rest * (1 + u + u * u / 2)
    let third = rest * (1 + u + u * u / 2 + u * u * u / 6)
    let mean = 2 * (1 - first)
    let variance = (24 * (1 - third) - mean * mean) / 4
    return variance.squareRoot() / (2 * (1 - second))
  }
}
