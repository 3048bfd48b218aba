import Networks

/// What is removed as one: single weights, weights of a pattern, blocks, or whole units.
///
/// A structure turns the weights of a network into *elements*; scope and score then say how many of them go, and which.
/// Counts, sparsities and `keeping` are of elements.
public struct Structure: Sendable {
  let rule: any StructureRule

  init(_ rule: any StructureRule) { self.rule = rule }
}

extension Structure: Hashable {
  /// Two structures that are written alike are the same.
  public static func == (a: Structure, b: Structure) -> Bool { a.rule.name == b.rule.name }

  /// Feeds the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(rule.name) }
}

extension Structure: CustomStringConvertible {
  /// The structure as it is written in a cell.
  public var description: String { rule.name }
}

/// One structure.
protocol StructureRule: Sendable {
  /// How it is written in a cell.
  var name: String { get }
  /// How many of every so many weights stay, where that is fixed beforehand.
  var pattern: NMStructure? { get }
  /// Whether the elements are the units that a unit's score is about.
  var ranksUnits: Bool { get }
  /// The least of a layer's elements that may be left, whatever is asked for.
  var least: Int { get }

  /// Why it does not go with a scope; nil where it does.
  func refusal(of scope: Scope) -> String?

  /// The elements of a network and what is left of them, layer by layer.
  /// - Parameter excluded: whether a parameter, by its index, is left out.
  /// - Throws: `PruningError` for a layer that does not divide, and where there is nothing to remove.
  func elements(of network: Network, excluding excluded: Set<Int>) throws(PruningError) -> [Elements]
}

extension StructureRule {
  var pattern: NMStructure? { nil }
  var ranksUnits: Bool { false }
  var least: Int { 0 }
  func refusal(of scope: Scope) -> String? { nil }
}
