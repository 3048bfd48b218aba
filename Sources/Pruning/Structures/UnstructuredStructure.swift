import Networks
import Tensors

extension Structure {
  /// Single weights.
  public static let unstructured = Structure(UnstructuredStructure())
}

/// Every weight is an element.
struct UnstructuredStructure: StructureRule {
  let name = ".unstructured"

  func elements(of network: Network, excluding excluded: Set<Int>) throws(PruningError) -> [Elements] {
    network.prunableIndices.map { index in
      let parameter = network.parameters[index]
      return Elements(
        name: parameter.name, network, count: parameter.value.count,
        ranked: [.init(parameter: index, mapping: .weights)], aggregation: nil, isExcluded: excluded.contains(index))
    }
  }
}
