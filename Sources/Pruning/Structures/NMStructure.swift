import Networks
import Tensors

extension Structure {
  /// At most `kept` of every `group` weights that follow each other along the input axis of a row; with convolutions,
  /// input channels at one place of the kernel. The sparsity is 1 - kept/group, whatever the scope.
  ///
  /// Source: Mishra et al., "Accelerating sparse deep neural networks", arXiv:2104.08378.
  public static func nm(_ kept: Int, of group: Int) -> Structure { Structure(NMStructure(kept: kept, group: group)) }
}

/// Every weight is an element, and competes with the few beside it.
struct NMStructure: StructureRule {
  let kept: Int
  let group: Int

  var name: String { ".nm(\(kept), of: \(group))" }
  var pattern: NMStructure? { self }
  var sparsity: Double { 1 - Double(kept) / Double(group) }

  func refusal(of scope: Scope) -> String? {
    scope.rule.isEven
      ? nil
      : "it leaves \(kept) of every \(group) weights in every layer, so layers cannot differ; use .layerwise, and "
        + "`excluding:` for layers that are to stay"
  }

  func elements(of network: Network, excluding excluded: Set<Int>) throws(PruningError) -> [Elements] {
    guard group >= 2, kept >= 1, kept < group else {
      throw .pattern(structure: name, expected: "1 to M - 1 of every M, M at least 2")
    }
    for index in network.prunableIndices where !excluded.contains(index) {
      let parameter = network.parameters[index]
      let width = parameter.value.shape[1]
      guard width.isMultiple(of: group) else {
        throw .indivisible(structure: name, layer: parameter.layerName, axis: "inputs", extent: width, by: group)
      }
    }
    return try UnstructuredStructure().elements(of: network, excluding: excluded)
  }

  /// The weights of a layer that stay: of every group the best that are there; of equal scores later ones.
  /// - Complexity: O(weights · group).
  func kept(_ marks: [UInt8], scores: [Double], of parameter: Parameter) -> [UInt8] {
    let shape = parameter.value.shape
    let area = shape.count / shape[0] / shape[1]
    var result = marks
    for row in 0..<shape[0] {
      for first in stride(from: 0, to: shape[1], by: group) {
        for place in 0..<area {
          let offsets = (first..<first + group).map { (row * shape[1] + $0) * area + place }
          let present = offsets.filter { marks[$0] != 0 }
          // Stable: of equal scores the one that comes first goes first.
          let ranked = present.enumerated().sorted {
            (scores[$0.element], $0.offset) < (scores[$1.element], $1.offset)
          }
          for lost in ranked.prefix(max(0, present.count - kept)) { result[lost.element] = 0 }
        }
      }
    }
    return result
  }
}
