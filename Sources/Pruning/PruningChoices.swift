import Networks
import Tensors

/// The choices behind one pruning: what ranks, what competes, what goes as one, and what is left out.
public struct PruningChoices: Sendable {
  /// What elements are ranked by.
  public var score: PruningScore
  /// Among which elements they compete, and how many go.
  public var scope: Scope
  /// What goes as one.
  public var structure: Structure
  /// Layers by name that stay as they are and out of the count.
  public var excluded: [String]
  /// The least of a layer's elements that a global scope leaves.
  public var keeping: Int

  /// The choices.
  public init(
    by score: PruningScore = .magnitude, scope: Scope = .global, structure: Structure = .unstructured,
    excluding excluded: [String] = [], keeping: Int = 0
  ) {
    self.score = score
    self.scope = scope
    self.structure = structure
    self.excluded = excluded
    self.keeping = keeping
  }

  /// The elements of a network, where the choices go with each other and with it.
  /// - Throws: `PruningError` with the reason where they do not; nothing has been computed by then.
  func elements(of network: Network) throws -> [Elements] {
    guard keeping >= 0 else { throw PruningError.count(name: "keeping", expected: "at least 0", found: keeping) }
    if score.isOfUnits, !structure.rule.ranksUnits {
      throw PruningError.combination(
        "\(score)", "\(structure)", reason: "it scores whole units, not weights; use `structure: .units`")
    }
    if let reason = structure.rule.refusal(of: scope) {
      throw PruningError.combination("\(structure)", "\(scope)", reason: reason)
    }
    if keeping > 0, scope.rule.cutsAtValue {
      throw PruningError.combination(
        "keeping: \(keeping)", "\(scope)", reason: "it reproduces published code, which has no floor; use .global")
    }
    if score.rounds > 1, scope.rule.cutsAtValue || structure.rule.pattern != nil {
      throw PruningError.combination(
        "\(score)", structure.rule.pattern == nil ? "\(scope)" : "\(structure)",
        reason: "it is taken again and again on the way to a count, which is not known beforehand; use `rounds: 1`")
    }
    if score.ranksBiases, structure != .unstructured || scope != .global {
      throw PruningError.combination(
        "\(score)", structure == .unstructured ? "\(scope)" : "\(structure)",
        reason: "biases compete with single weights of all layers; use `biases: false`")
    }
    let left = try network.excluded(excluded)
    var elements = try structure.rule.elements(of: network, excluding: left)
    if score.ranksBiases { elements += biases(of: network, excluding: left) }
    try score.validate(for: network, PruningChoices.ranked(elements))
    return elements
  }

  /// The biases of the layers with weights that are not left out.
  private func biases(of network: Network, excluding excluded: Set<Int>) -> [Elements] {
    let layers = Set(network.prunableIndices.filter { !excluded.contains($0) }.map { network.parameters[$0].layerName })
    return network.parameters.indices.compactMap { index in
      let parameter = network.parameters[index]
      guard parameter.kind == .bias, layers.contains(String(parameter.name.dropLast(".bias".count))) else { return nil }
      return Elements(
        name: parameter.name, network, count: parameter.value.count,
        ranked: [.init(parameter: index, mapping: .weights)], aggregation: nil)
    }
  }

  /// Refuses what cannot be carried on from round to round.
  func demandRounds() throws(PruningError) {
    if let pattern = structure.rule.pattern { throw .patternInRounds(structure: pattern.name) }
    if score.ranksBiases {
      throw .combination(
        "\(score)", "rounds", reason: "biases have no mask that says which are gone; use `biases: false`")
    }
  }

  /// The least that a layer may be left with.
  var least: Int { max(keeping, structure.rule.least) }

  /// What a round may take, in view of the least that is to be left.
  /// - Throws: `PruningError.leavesTooFew`.
  func demandLeast(_ cut: Cut, of layers: [ScopedLayer]) throws(PruningError) {
    switch cut {
    case .together(let count, let places):
      let free = places.reduce(0) { $0 + max(0, layers[$1].survivors - least) }
      guard count <= free else { throw .leavesTooFew(layer: nil, least: least, asked: count, free: free) }
    case .each(let counts):
      for (layer, count) in zip(layers, counts) where count > max(0, layer.survivors - least) {
        throw .leavesTooFew(
          layer: layer.name, least: least, asked: count, free: max(0, layer.survivors - least))
      }
    }
  }

  /// The parameters that are ranked.
  static func ranked(_ elements: [Elements]) -> [Int] {
    elements.filter { !$0.layer.isExcluded }.flatMap { $0.ranked.map(\.parameter) }.sorted()
  }
}

extension PruningChoices: CustomStringConvertible {
  /// The choices as they are written in a cell; structure, exclusions and floor only where they are not the defaults.
  public var description: String {
    var parts = ["by: \(score)", "scope: \(scope)"]
    if structure != .unstructured { parts.append("structure: \(structure)") }
    if !excluded.isEmpty { parts.append("excluding: \(excluded)") }
    if keeping > 0 { parts.append("keeping: \(keeping)") }
    return parts.joined(separator: ", ")
  }
}
