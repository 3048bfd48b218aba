import Networks
import Tensors

extension Structure {
  /// Blocks of the matrix of a layer, one row an output, its columns the inputs of a unit (channel by channel, kernels
  /// row by row). A block's score is the sum of its weights'; those that are gone do not count.
  public static func block(rows: Int, columns: Int) -> Structure {
    Structure(BlockStructure(rows: rows, columns: columns))
  }
}

/// Every block is an element.
struct BlockStructure: StructureRule {
  let rows: Int
  let columns: Int

  var name: String { ".block(rows: \(rows), columns: \(columns))" }

  func refusal(of scope: Scope) -> String? {
    scope.rule.cutsAtValue ? "it reproduces published code, which ranks single weights" : nil
  }

  func elements(of network: Network, excluding excluded: Set<Int>) throws(PruningError) -> [Elements] {
    guard rows >= 1, columns >= 1 else { throw .pattern(structure: name, expected: "positive sides") }
    var all: [Elements] = []
    for index in network.prunableIndices where !excluded.contains(index) {
      let parameter = network.parameters[index]
      let outputs = parameter.value.shape[0]
      let width = parameter.value.count / outputs
      func demand(_ axis: String, _ extent: Int, by side: Int) throws(PruningError) {
        guard extent.isMultiple(of: side) else {
          throw .indivisible(structure: name, layer: parameter.layerName, axis: axis, extent: extent, by: side)
        }
      }
      try demand("outputs", outputs, by: rows)
      try demand("columns", width, by: columns)
      all.append(
        Elements(
          name: parameter.name, network, count: outputs / rows * (width / columns),
          ranked: [
            .init(parameter: index, mapping: .blocks(rows: rows, columns: columns, width: width))
          ], aggregation: .sum))
    }
    return all
  }
}
