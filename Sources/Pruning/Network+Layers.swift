import Networks
import Tensors

extension Network {
  /// The places of the parameters that pruning may touch, in order.
  var prunableIndices: [Int] { parameters.indices.filter { parameters[$0].isPrunable } }

  /// The places of the weights of layers by name: `fc3` or `fc3.weight`.
  /// - Throws: `PruningError.unknownLayer` with the names there are, `.everythingExcluded`.
  func excluded(_ names: [String]) throws(PruningError) -> Set<Int> {
    var indices: Set<Int> = []
    for name in names {
      guard
        let index = prunableIndices.first(where: { parameters[$0].name == name || parameters[$0].layerName == name })
      else { throw .unknownLayer(name, known: prunableIndices.map { parameters[$0].layerName }) }
      indices.insert(index)
    }
    guard indices.count < prunableIndices.count else { throw .everythingExcluded }
    return indices
  }
}

extension Parameter {
  /// The name of its layer: `fc1` for `fc1.weight`.
  var layerName: String { name.hasSuffix(".weight") ? String(name.dropLast(".weight".count)) : name }
}
