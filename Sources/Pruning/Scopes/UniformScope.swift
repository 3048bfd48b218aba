extension Scope {
  /// Each layer loses the same fraction of its own; a first layer that is a convolution stays dense and out of the count.
  ///
  /// Source: Evci, Gale, Menick, Castro, Elsen, "Rigging the lottery", arXiv:1911.11134, section 3.
  public static let uniform = Scope(UniformScope())

  /// A first layer that is a convolution stays dense, the last layer keeps a fifth of its own at least, and all others
  /// lose one fraction, such that the network has the sparsity asked for, exactly.
  ///
  /// Source: Gale, Elsen, Hooker, "The state of sparsity in deep neural networks", arXiv:1902.09574.
  public static let uniformPlus = Scope(UniformPlusScope())
}

struct UniformScope: ScopeRule {
  let name = ".uniform"

  func shares(atSparsity sparsity: Double, of layers: [ScopedLayer]) -> [Share] {
    layers.map { Share(sparsity: $0.isFirstConvolution ? 0 : sparsity, of: $0.count) }
  }

  func cut(removing fraction: Double, of layers: [ScopedLayer]) throws(PruningError) -> Cut? {
    .each(try removals(of: layers) { $0.isFirstConvolution ? 0 : Share.rounded(fraction, of: $0.survivors) })
  }
}

struct UniformPlusScope: ScopeRule {
  let name = ".uniformPlus"
  var isOfWeights: Bool { true }
  private static let most = 0.8

  func shares(atSparsity sparsity: Double, of layers: [ScopedLayer]) throws(PruningError) -> [Share] {
    let open = layers.taking.filter { !layers[$0].isFirstConvolution }
    var sum = Share.rounded(sparsity, of: layers.count)
    var rest = open
    func count(_ places: [Int]) -> Int { places.reduce(0) { $0 + layers[$1].count } }
    var removed = [Int](repeating: 0, count: layers.count)
    if let output = open.last, layers[output].isOutput, open.count > 1,
      Double(sum) > UniformPlusScope.most * Double(count(open))
    {
      removed[output] = Int(UniformPlusScope.most * Double(layers[output].count))
      sum -= removed[output]
      rest = Array(open.dropLast())
    }
    guard sum < count(rest) || sum == 0 else {
      let most = Double(count(open)) / Double(max(layers.count, 1))
      throw .unreachable(scope: Scope(self), sparsity: sparsity, below: most)
    }
    // The floor of each, then one more where the remainder is largest, so that the sum is exact.
    let exact = rest.map { Double(sum) * Double(layers[$0].count) / Double(max(count(rest), 1)) }
    for (place, value) in zip(rest, exact) { removed[place] = Int(value) }
    let missing = sum - exact.reduce(0) { $0 + Int($1) }
    let order = rest.indices.sorted { a, b in
      let (x, y) = (exact[a] - exact[a].rounded(.down), exact[b] - exact[b].rounded(.down))
      return (y, a) < (x, b)
    }
    for index in order.prefix(missing) { removed[rest[index]] += 1 }
    return zip(layers, removed).map { layer, removed in
      Share(sparsity: Double(removed) / Double(layer.count), kept: layer.count - removed)
    }
  }
}
