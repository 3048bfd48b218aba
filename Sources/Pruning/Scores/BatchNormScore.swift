import Networks
import Tensors

extension PruningScore {
  /// |γ| of the batch normalisation right behind the layer, for its channels.
  ///
  /// Source: Liu, Li, Shen, Huang, Yan, Zhang, "Learning efficient convolutional networks through network slimming",
  /// arXiv:1708.06519.
  public static let batchNormScale = PruningScore(
    ".batchNormScale", ofUnits: true, demand: { weight in _ = try weight.batchNormScale() },
    ofLayer: { weight in try weight.batchNormScale().map(\.magnitude) })
}

extension ScoredParameter {
  /// γ, one a unit.
  fileprivate func batchNormScale() throws(PruningError) -> Tensor {
    guard let norm = network.normsBehind[parameter.layerName],
      let scale = network.parameters.first(where: { $0.name == norm + ".weight" }),
      scale.value.count == value.shape[0]
    else { throw .noBatchNorm(layer: parameter.layerName) }
    return scale.value
  }
}

extension Network {
  /// The batch normalisation that each layer with weights goes straight into, by their names.
  fileprivate var normsBehind: [String: String] {
    var norms: [String: String] = [:]
    func walk(_ nodes: [Node]) {
      for (node, next) in zip(nodes, nodes.dropFirst()) {
        if case .batchNorm = next.layer { norms[node.name] = next.name }
      }
      for node in nodes {
        walk(node.body)
        walk(node.shortcut)
      }
    }
    walk(nodes)
    return norms
  }
}
