import Tensors

extension Scope {
  /// Densities as in a random graph: a layer of n inputs and m outputs keeps ε·(n + m)/(n·m) of its weights, those for
  /// which that is more than all stay dense, and ε meets the sparsity with the others. Of N weights floor(sparsity · N)
  /// go, as in the authors' code.
  ///
  /// Source: Mocanu et al., "Scalable training of artificial neural networks with adaptive sparse connectivity inspired
  /// by network science", doi:10.1038/s41467-018-04316-3; Evci et al., arXiv:1911.11134.
  public static let erdosRenyi = Scope(ErdosRenyiScope(countsKernel: false))

  /// The same with the sides of a kernel counted: ε·(n + m + height + width)/(n·m·height·width).
  ///
  /// Source: Evci, Gale, Menick, Castro, Elsen, "Rigging the lottery", arXiv:1911.11134, section 3.
  public static let erdosRenyiKernel = Scope(ErdosRenyiScope(countsKernel: true))
}

struct ErdosRenyiScope: ScopeRule {
  let countsKernel: Bool

  var name: String { countsKernel ? ".erdosRenyiKernel" : ".erdosRenyi" }
  var isOfWeights: Bool { true }

  func shares(atSparsity sparsity: Double, of layers: [ScopedLayer]) -> [Share] {
    let taking = layers.taking
    func zeros(_ place: Int) -> Int { Int((sparsity * Double(layers[place].count)).rounded(.down)) }
    let raw = layers.map(rawDensity)
    var dense: Set<Int> = []
    var epsilon = 0.0
    while dense.count < taking.count {
      var (ones, divisor) = (0, 0.0)
      for place in taking {
        if dense.contains(place) {
          ones -= zeros(place)
        } else {
          ones += layers[place].count - zeros(place)
          divisor += raw[place] * Double(layers[place].count)
        }
      }
      epsilon = Double(ones) / divisor
      let largest = taking.filter { !dense.contains($0) }.map { raw[$0] }.max() ?? 0
      if epsilon * largest <= 1 { break }
      for place in taking where raw[place] == largest { dense.insert(place) }
    }
    return layers.indices.map { place in
      let density = dense.contains(place) || layers[place].isExcluded ? 1 : epsilon * raw[place]
      let count = layers[place].count
      return Share(sparsity: 1 - density, kept: count - Int(((1 - density) * Double(count)).rounded(.down)))
    }
  }

  private func rawDensity(_ layer: ScopedLayer) -> Double {
    let sides = countsKernel ? layer.shape.extents : Array(layer.shape.extents.prefix(2))
    return Double(sides.reduce(0, +)) / Double(sides.reduce(1, *))
  }
}
