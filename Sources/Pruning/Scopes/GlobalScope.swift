extension Scope {
  /// All elements of the network compete.
  public static let global = Scope(GlobalScope())
}

struct GlobalScope: ScopeRule {
  let name = ".global"
  var isEven: Bool { true }

  func shares(atSparsity sparsity: Double, of layers: [ScopedLayer]) throws(PruningError) -> [Share] {
    throw .scoresDecide(Scope(self))
  }

  func cut(toSparsity sparsity: Double, of layers: [ScopedLayer]) throws(PruningError) -> Cut {
    let (count, survivors) = (layers.count, layers.survivors)
    let kept = count - Share.rounded(sparsity, of: count)
    guard kept <= survivors else {
      throw .alreadySparser(layer: nil, sparsity: Double(count - survivors) / Double(count), requested: sparsity)
    }
    return try cut(survivors - kept, of: layers)
  }

  func cut(removing fraction: Double, of layers: [ScopedLayer]) throws(PruningError) -> Cut? {
    try cut(Share.rounded(fraction, of: layers.survivors), of: layers)
  }

  private func cut(_ removed: Int, of layers: [ScopedLayer]) throws(PruningError) -> Cut {
    guard removed < layers.survivors || removed == 0 else {
      throw .emptiesLayer("every layer", survivors: layers.survivors, round: nil)
    }
    return .together(removed, among: layers.taking)
  }
}
