import Networks
import Tensors

extension Structure {
  /// Whole units of dense layers and channels of convolutions.
  ///
  /// A unit goes with its row of weights and with the columns that read it, so that `compact` can really take it away; its
  /// bias is no longer read. Channels that residual layers add to each other go together, from all layers that give
  /// them. The outputs of the network are never removed, nor what convolutions with groups give or read. A sparsity is a
  /// fraction of units; the weights that are gone are then more, since those on both sides of a unit go.
  /// The scores of a unit's weights are added up.
  public static let units = Structure.units(.sum)

  /// Units as `units` has them, with another way to make one score out of those of a unit's weights.
  public static func units(_ aggregation: ScoreAggregation) -> Structure {
    Structure(UnitStructure(aggregation: aggregation))
  }
}

/// Every removable unit is an element.
struct UnitStructure: StructureRule {
  let aggregation: ScoreAggregation

  var name: String { aggregation == .sum ? ".units" : ".units(.\(aggregation.rawValue))" }
  var ranksUnits: Bool { true }
  var least: Int { 1 }

  func refusal(of scope: Scope) -> String? {
    if scope.rule.cutsAtValue { return "it reproduces published code, which ranks single weights" }
    return scope.rule.isOfWeights ? "it says how many weights a layer keeps, not how many units" : nil
  }

  func elements(of network: Network, excluding excluded: Set<Int>) throws(PruningError) -> [Elements] {
    let indices = Dictionary(uniqueKeysWithValues: network.prunableIndices.map { (network.parameters[$0].name, $0) })
    var all: [Elements] = []
    for group in network.channelGroups where group.fixture == nil {
      func parts(_ nodes: [Node], _ mapping: (Int) -> Elements.Mapping) -> [Elements.Part] {
        nodes.compactMap { node in
          indices[node.name + ".weight"].map { index in
            let weight = network.parameters[index].value
            return Elements.Part(parameter: index, mapping: mapping(weight.count / weight.shape[0]))
          }
        }
      }
      let rows = parts(group.producers) { .rows(of: $0) }
      guard !rows.contains(where: { excluded.contains($0.parameter) }) else { continue }
      all.append(
        Elements(
          name: group.producers.map(\.name).joined(separator: " + "), network, count: group.units, ranked: rows,
          coupled: parts(group.readers) { .columns(units: group.units, of: $0 / group.units) },
          aggregation: aggregation))
    }
    guard !all.isEmpty else { throw .noUnits }
    return all
  }
}
