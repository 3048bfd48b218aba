extension DimensionMethod {
  /// What each point does to the value: the value less its limit is the sum of these up to second order.
  /// - Parameters:
  ///   - value: the estimate.
  ///   - local: the values at the points, NaN where a point has none.
  /// - Throws: `ComparisonError.unpaired` where the value is no sum over points.
  func influences(on value: Double, at local: [Double]) throws(ComparisonError) -> [Double] {
    switch estimator {
    case let estimator as LevinaBickel: return estimator.influences(on: value, at: local)
    case let estimator as TwoNearestNeighbors: return estimator.influences(at: local)
    default:
      let used = local.filter(\.isFinite)
      let mean = used.reduce(0, +) / Double(used.count)
      // Two orders of summation of N numbers.
      guard abs(mean - value) <= Double(used.count) * 0x1p-50 * abs(value) else { throw .unpaired(description) }
      return local.map { $0.isFinite ? ($0 - value) / Double(used.count) : 0 }
    }
  }
}

extension LevinaBickel {
  /// Pooled: (d/ΣS)·((k-1)/d₁ - Sᵢ) with the maximum-likelihood rate d₁; mean: (dᵢ - d)/N; median: the sign of dᵢ - d
  /// over 2N times the density there.
  fileprivate func influences(on value: Double, at local: [Double]) -> [Double] {
    let shape = Double(neighbors - 1)
    let numerator = normalization == .kMinusOne ? shape : shape - 1
    switch aggregation {
    case .pooled:
      // A point whose neighbours are all equally far has an infinite value and a sum of zero.
      let sums = local.map { numerator / $0 }
      let used = sums.filter { !$0.isNaN }
      let total = used.reduce(0, +)
      let rate = Double(used.count) * shape / total
      return sums.map { $0.isNaN ? 0 : value / (rate * total) * (shape - rate * $0) }
    case .mean:
      let count = Double(local.filter(\.isFinite).count)
      return local.map { $0.isFinite ? ($0 - value) / count : 0 }
    case .median:
      let count = Double(local.filter(\.isFinite).count)
      let law = GammaDistribution(shape: shape)
      let middle = law.quantile(0.5)
      let factor = value / (2 * count * middle * law.density(middle))
      return local.map { $0.isFinite ? ($0 > value ? factor : $0 < value ? -factor : 0) : 0 }
    }
  }
}

extension TwoNearestNeighbors {
  /// From the logarithms of the ratios, which are the reciprocals of the values at points.
  fileprivate func influences(at local: [Double]) -> [Double] {
    let used = local.indices.filter { ties == .keep ? !local[$0].isNaN : local[$0].isFinite }
    let sample = RatioSample(used.map { 1 / local[$0] }, keeping: method == .mle ? 1 : 1 - trim)
    let fit = method == .linear ? sample.linearFit() : sample.likelihoodFit()
    var influences = [Double](repeating: 0, count: local.count)
    for (point, score) in zip(used, fit.scores) { influences[point] = score * fit.factor }
    return influences
  }
}
