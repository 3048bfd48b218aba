import Glibc

/// Rules that tell signal from independent noise of one variance.
extension Spectrum {
  /// Degrees of freedom behind the covariance.
  private var freedom: Double { Double(points - 1) }

  /// σ² such that the median of the eigenvalues that are not zero is that of the Marchenko-Pastur law.
  private var noiseVariance: Double {
    let positive = values.prefix(rank)
    let middle = positive.count / 2
    let median = positive.count % 2 == 1 ? positive[middle] : (positive[middle - 1] + positive[middle]) / 2
    let few = min(freedom, Double(features)), many = max(freedom, Double(features))
    return median / (MarchenkoPastur(ratio: few / many).median * many / freedom)
  }

  /// σ²(1 + √(D/(N-1)))².
  var edge: Double {
    let root = 1 + (Double(features) / freedom).squareRoot()
    return noiseVariance * root * root
  }

  /// λ*² σ² max(N-1, D)/(N-1), λ*² = 2(β+1) + 8β/(β + 1 + √(β² + 14β + 1)).
  var hardThreshold: Double {
    let few = min(freedom, Double(features)), many = max(freedom, Double(features))
    let ratio = few / many
    let square = 2 * (ratio + 1) + 8 * ratio / (ratio + 1 + (ratio * ratio + 14 * ratio + 1).squareRoot())
    return square * many / freedom * noiseVariance
  }

  /// The first k with λ_{k+1} no larger than the largest of the noise eigenvalues that remain under k signals.
  func kritchmanNadler(_ quantile: Double) -> Int {
    let last = min(points - 1, features) - 1
    for signals in 0..<max(last, 0) {
      let a = (freedom - 0.5).squareRoot(), b = (Double(features - signals) - 0.5).squareRoot()
      let mean = (a + b) * (a + b), spread = (a + b) * cbrt(1 / a + 1 / b)
      if freedom * values[signals] <= noiseVariance(behind: signals) * (mean + quantile * spread) { return signals }
    }
    return max(last, 0)
  }

  /// σ² given k signals: the fixed point of σ² = (Σ_{j>k} λ_j + Σ_{j≤k} (λ_j - ρ_j)) / (D - k) with the signals' own
  /// variances ρ_j freed of the noise that inflates λ_j.
  private func noiseVariance(behind signals: Int) -> Double {
    let rest = values.dropFirst(signals).reduce(0, +)
    let noiseCount = Double(features - signals)
    var variance = rest / noiseCount
    for _ in 0..<30 {
      var sum = rest
      for value in values.prefix(signals) {
        let t = value + variance - variance * noiseCount / freedom
        sum += value - (t + max(t * t - 4 * value * variance, 0).squareRoot()) / 2
      }
      let next = sum / noiseCount
      let change = abs(next - variance)
      if change <= 1e-5 * variance { return next }
      variance = next
    }
    return variance
  }

  /// The k in 1 ..< rank of the largest evidence
  /// log p(U) - N/2 Σ_{j≤k} log λ_j - N(D-k)/2 log v + (m+k)/2 log 2π - log|A|/2 - k/2 log N, m = Dk - k(k+1)/2.
  var minka: Int {
    let largest = values[0]
    let scaled = values.map { $0 / largest } + [Double](repeating: 0, count: features - values.count)
    let threshold = Double(features) * Double.ulpOfOne
    let rank = scaled.prefix { $0 > threshold }.count
    guard rank >= 2 else { return rank }
    let count = Double(points), width = Double(features)
    func logarithm(_ x: Double) -> Double { log(max(x, Double.leastNormalMagnitude)) }
    var best = -Double.infinity, place = 1
    var basis = 0.0, differences = 0.0, inverses = 0.0, logs = 0.0
    for k in 1..<rank {
      let value = scaled[k - 1], half = (width - Double(k - 1)) / 2
      basis += lgamma(half) - half * log(.pi)
      for other in scaled[k...] { differences += logarithm(value - other) }
      for other in scaled[..<(k - 1)] { inverses += logarithm((other - value) / (other * value)) }
      logs += log(value)
      let rest = width - Double(k)
      let noise = scaled[k...].reduce(0, +) / rest
      let tail = scaled[..<k].reduce(0.0) { $0 + logarithm(($1 - noise) / ($1 * noise)) } * rest
      let parameters = width * Double(k) - Double(k * (k + 1)) / 2
      let curvature = parameters * log(count) + differences + inverses + tail
      let evidence =
        basis - Double(k) * log(2) - count / 2 * logs - count * rest / 2 * log(noise)
        + log(2 * .pi) * (parameters + Double(k)) / 2 - curvature / 2 - Double(k) * log(count) / 2
      if evidence > best {
        best = evidence
        place = k
      }
    }
    return place
  }
}
