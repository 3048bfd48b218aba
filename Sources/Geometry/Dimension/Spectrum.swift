import Glibc

/// Covariance eigenvalues, descending, with the extents that they come from, and the rank that each rule reads off.
struct Spectrum {
  /// m = min(N - 1, D) values; what is zero to rounding is zero.
  let values: [Double]
  let points: Int
  let features: Int

  /// - Parameter scatter: eigenvalues of the scatter matrix, descending, min(N, D) or more of them.
  init(scatter: some Sequence<Double>, points: Int, features: Int) {
    let kept = min(points - 1, features)
    let values = scatter.prefix(kept).map { $0 / Double(points - 1) }
    let floor = (values.first ?? 0) * Double(max(points, features)) * Double.ulpOfOne
    self.values = values.map { $0 > floor ? $0 : 0 }
    self.points = points
    self.features = features
  }

  /// Eigenvalues that are not zero.
  var rank: Int { values.prefix { $0 > 0 }.count }
  var total: Double { values.reduce(0, +) }

  /// The rank by a rule that needs the eigenvalues alone.
  ///
  /// - Precondition: the first eigenvalue is positive; the rule is not `parallelAnalysis`, which needs the points.
  func dimension(_ rule: RankRule) -> Double {
    switch rule {
    case .fukunagaOlsen(let fraction): Double(values.prefix { $0 > fraction * values[0] }.count)
    case .fan(let gap, let balance, let signal): Double(fan(gap, balance, signal))
    case .largestGap: Double(largestGap)
    case .explainedVariance(let share): Double(components(holding: share))
    case .participationRatio: total * total / values.reduce(0) { $0 + $1 * $1 }
    case .kaiser:
      // Equal eigenvalues differ from their mean by rounding alone.
      Double(values.prefix { $0 > total / Double(values.count) * (1 + 1e-12) }.count)
    case .brokenStick: Double(brokenStick)
    case .marchenkoPastur: Double(values.prefix { $0 > edge }.count)
    case .gavishDonoho: Double(values.prefix { $0 > hardThreshold }.count)
    case .kritchmanNadler(let significance): Double(kritchmanNadler(RankRule.tracyWidom[significance] ?? 0.9793))
    case .minka: Double(minka)
    case .parallelAnalysis: .nan
    }
  }

  private func components(holding share: Double) -> Int {
    let target = share * total
    var sum = 0.0
    for (index, value) in values.enumerated() {
      sum += value
      if sum >= target { return index + 1 }
    }
    return rank
  }

  /// A zero behind the last positive eigenvalue is an infinite gap: the rank.
  private var largestGap: Int {
    if rank < values.count || rank == 1 { return rank }
    var best = 0.0, place = 1
    for index in 0..<rank - 1 where values[index] / values[index + 1] > best {
      best = values[index] / values[index + 1]
      place = index + 1
    }
    return place
  }

  private func fan(_ gap: Double, _ balance: Double, _ signal: Double) -> Int {
    var sum = 0.0, first = 0
    for (index, value) in values.enumerated() {
      sum += value
      if sum / total > signal {
        first = index
        break
      }
    }
    let noise = values[first...].reduce(0, +) / Double(values.count - first)
    let cleaned = values.map { $0 - noise }
    let cleanedTotal = cleaned.reduce(0, +)
    var cumulated = 0.0
    for index in cleaned.indices {
      cumulated += cleaned[index]
      if cumulated / cleanedTotal > balance { return index + 1 }
      if index + 1 < cleaned.count, cleaned[index] / cleaned[index + 1] > gap { return index + 1 }
    }
    return cleaned.count
  }

  private var brokenStick: Int {
    let count = values.count
    var piece = (1...count).reduce(0.0) { $0 + 1 / Double($1) }
    for (index, value) in values.enumerated() {
      if piece / Double(count) > value / total { return index }
      piece -= 1 / Double(index + 1)
    }
    return count
  }
}
