/// Among which elements the lowest scores are looked for, and how many go: weights, unless a `Structure` says otherwise.
///
/// Counts are exact. Where a fraction of n goes, that is round(fraction · n), halves away from zero; of equal scores the
/// element that comes first goes first (layers in the network's order, weights row-major). The Erdős-Rényi densities take
/// the floor, as their code does, and the two ladders of publications cut at a value, so equal scores go together.
public struct Scope: Sendable {
  let rule: any ScopeRule

  init(_ rule: any ScopeRule) { self.rule = rule }
}

extension Scope: Hashable {
  /// Two scopes that are written alike are the same.
  public static func == (a: Scope, b: Scope) -> Bool { a.rule.name == b.rule.name }

  /// Feeds the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(rule.name) }
}

extension Scope: CustomStringConvertible {
  /// The scope as it is written in a cell.
  public var description: String { rule.name }
}

/// What is cut away.
enum Cut: Hashable {
  /// So many of the elements of some layers together.
  case together(Int, among: [Int])
  /// So many of each layer's.
  case each([Int])
}

/// One scope.
protocol ScopeRule: Sendable {
  /// How it is written in a cell.
  var name: String { get }
  /// Whether equal scores go together, at the price of the exact count, as published code does.
  var cutsAtValue: Bool { get }
  /// Whether all layers lose the same share, or compete.
  var isEven: Bool { get }
  /// Whether its counts only make sense for weights.
  var isOfWeights: Bool { get }
  /// Whether it brings its own fractions.
  var hasOwnFractions: Bool { get }

  /// What of each layer is to be there at a sparsity, from counts and shapes alone.
  /// - Throws: `PruningError.scopeForRounds`, `.scoresDecide`, and what the scope cannot meet.
  func shares(atSparsity sparsity: Double, of layers: [ScopedLayer]) throws(PruningError) -> [Share]

  /// What goes on the way to a sparsity.
  func cut(toSparsity sparsity: Double, of layers: [ScopedLayer]) throws(PruningError) -> Cut

  /// What a round goes without; nil at the floor of a ladder.
  /// - Parameter fraction: of the survivors, in (0, 1).
  func cut(removing fraction: Double, of layers: [ScopedLayer]) throws(PruningError) -> Cut?
}

/// What a layer is to keep.
struct Share: Hashable {
  /// The fraction that goes, before it is made a count.
  let sparsity: Double
  /// The count of what stays.
  let kept: Int

  /// count - round(sparsity · count).
  init(sparsity: Double, of count: Int) {
    self.init(sparsity: sparsity, kept: count - Share.rounded(sparsity, of: count))
  }

  init(sparsity: Double, kept: Int) {
    self.sparsity = sparsity
    self.kept = kept
  }

  /// round(fraction · count), halves away from zero.
  static func rounded(_ fraction: Double, of count: Int) -> Int { Int((fraction * Double(count)).rounded()) }
}

extension ScopeRule {
  var cutsAtValue: Bool { false }
  var isEven: Bool { false }
  var isOfWeights: Bool { false }
  var hasOwnFractions: Bool { false }

  func cut(toSparsity sparsity: Double, of layers: [ScopedLayer]) throws(PruningError) -> Cut {
    .each(try removals(shares(atSparsity: sparsity, of: layers), of: layers))
  }

  /// On the way to the sparsity that leaves survivors - round(fraction · survivors) of all.
  func cut(removing fraction: Double, of layers: [ScopedLayer]) throws(PruningError) -> Cut? {
    let left = layers.survivors - Share.rounded(fraction, of: layers.survivors)
    let sparsity = 1 - Double(left) / Double(max(layers.count, 1))
    let shares = try shares(atSparsity: sparsity, of: layers)
    // A layer that has less than its share already loses nothing.
    let met = zip(shares, layers).map { Share(sparsity: $0.sparsity, kept: min($0.kept, $1.survivors)) }
    return .each(try removals(met, of: layers))
  }

  /// What every layer loses for its share.
  /// - Throws: `PruningError.alreadySparser`, `.emptiesLayer`.
  func removals(_ shares: [Share], of layers: [ScopedLayer]) throws(PruningError) -> [Int] {
    var removals: [Int] = []
    for (share, layer) in zip(shares, layers) {
      if layer.isExcluded {
        removals.append(0)
        continue
      }
      guard share.kept <= layer.survivors else {
        throw .alreadySparser(
          layer: layer.name, sparsity: Double(layer.count - layer.survivors) / Double(layer.count),
          requested: share.sparsity)
      }
      guard share.kept > 0 else { throw .emptiesLayer(layer.name, survivors: layer.survivors, round: nil) }
      removals.append(layer.survivors - share.kept)
    }
    return removals
  }

  /// What every layer loses of its survivors.
  /// - Throws: `PruningError.emptiesLayer`.
  func removals(of layers: [ScopedLayer], _ count: (ScopedLayer) -> Int) throws(PruningError) -> [Int] {
    var removals: [Int] = []
    for layer in layers {
      let removal = layer.isExcluded ? 0 : count(layer)
      guard removal == 0 || removal < layer.survivors else {
        throw .emptiesLayer(layer.name, survivors: layer.survivors, round: nil)
      }
      removals.append(removal)
    }
    return removals
  }
}
