extension Scope {
  /// Each layer loses the same fraction of its own.
  public static let layerwise = Scope(LayerwiseScope())

  /// Each layer loses its own fraction of the survivors, in the order of the layers that are not excluded; it takes the
  /// place of the fraction of a command.
  public static func layerwise(_ rates: [Double]) -> Scope { Scope(RatesScope(rates: rates)) }
}

struct LayerwiseScope: ScopeRule {
  let name = ".layerwise"
  var isEven: Bool { true }

  func shares(atSparsity sparsity: Double, of layers: [ScopedLayer]) -> [Share] {
    layers.map { Share(sparsity: sparsity, of: $0.count) }
  }

  func cut(removing fraction: Double, of layers: [ScopedLayer]) throws(PruningError) -> Cut? {
    .each(try removals(of: layers) { Share.rounded(fraction, of: $0.survivors) })
  }
}

struct RatesScope: ScopeRule {
  let rates: [Double]

  var name: String { ".layerwise(\(rates))" }
  var hasOwnFractions: Bool { true }

  func shares(atSparsity sparsity: Double, of layers: [ScopedLayer]) throws(PruningError) -> [Share] {
    throw .scopeForRounds(Scope(self))
  }

  func cut(removing fraction: Double, of layers: [ScopedLayer]) throws(PruningError) -> Cut? {
    let taking = layers.taking
    guard rates.count == taking.count else {
      throw .rates(expected: taking.map { layers[$0].name }, found: rates.count)
    }
    for (rate, place) in zip(rates, taking) where !(rate >= 0 && rate < 1) {
      throw .fraction(name: "rate of \(layers[place].name)", expected: "a fraction in [0, 1)", found: rate)
    }
    let own = Dictionary(uniqueKeysWithValues: zip(taking.map { layers[$0].name }, rates))
    return .each(try removals(of: layers) { Share.rounded(own[$0.name] ?? 0, of: $0.survivors) })
  }
}
