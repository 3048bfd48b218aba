extension Scope {
  /// A round of the lottery-ticket paper's code: layerwise, the output layer at half the rate; with n survivors sorted
  /// by score, all up to and with the one at index round(rate · n), halves to even, go.
  ///
  /// Source: Frankle, Carbin, "The lottery ticket hypothesis", arXiv:1803.03635.
  public static let original = Scope(OriginalScope())

  /// A round of open_lth: n = ⌈fraction · survivors⌉ with the output layer, and any that is excluded, counted but never
  /// pruned; of the other survivors sorted by score, all up to and with the one at index n go. The ladder ends where that
  /// would be all of them.
  ///
  /// Source: Frankle, Dziugaite, Roy, Carbin, "Linear mode connectivity and the lottery ticket hypothesis",
  /// arXiv:1912.05671.
  public static let openLTH = Scope(OpenLTHScope())
}

struct OriginalScope: ScopeRule {
  let name = ".original"
  var cutsAtValue: Bool { true }
  var isOfWeights: Bool { true }

  func shares(atSparsity sparsity: Double, of layers: [ScopedLayer]) throws(PruningError) -> [Share] {
    throw .scopeForRounds(Scope(self))
  }

  func cut(removing fraction: Double, of layers: [ScopedLayer]) throws(PruningError) -> Cut? {
    .each(
      try removals(of: layers) { layer in
        let rate = layer.isOutput ? fraction / 2 : fraction
        return Int((rate * Double(layer.survivors)).rounded(.toNearestOrEven)) + 1
      })
  }
}

struct OpenLTHScope: ScopeRule {
  let name = ".openLTH"
  var cutsAtValue: Bool { true }
  var isOfWeights: Bool { true }

  func shares(atSparsity sparsity: Double, of layers: [ScopedLayer]) throws(PruningError) -> [Share] {
    throw .scopeForRounds(Scope(self))
  }

  func cut(removing fraction: Double, of layers: [ScopedLayer]) throws(PruningError) -> Cut? {
    let all = layers.reduce(0) { $0 + $1.survivors }
    let hidden = layers.taking.filter { !layers[$0].isOutput }
    let count = Int((fraction * Double(all)).rounded(.up)) + 1
    return count < hidden.reduce(0) { $0 + layers[$1].survivors } ? .together(count, among: hidden) : nil
  }
}
