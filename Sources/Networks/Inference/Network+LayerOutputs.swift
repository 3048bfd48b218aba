public import Tensors

/// What a network has made of its inputs behind one of its layers.
public struct LayerOutput: Hashable, Sendable {
  /// The layer with weights, or the residual layer, that the values come out of; `input` for the inputs themselves.
  public let name: String
  /// The values behind the layer's normalisation and activation, [rows, numbers]; an image channel by channel.
  public let values: Tensor
}

extension Network {
  /// The layers whose outputs `layerOutputs(of:)` gives, from the inputs to the logits: each layer with weights that no
  /// residual layer holds, and each residual layer.
  public var outputLayers: [String] {
    ["input"]
      + nodes.filter { node in
        switch node.layer {
        case .dense, .convolution, .residual: true
        default: false
        }
      }.map(\.name)
  }

  /// Calls `body` with the output of one layer after another; only one is in memory at a time.
  /// - Throws: as `logits(_:)`; what `body` throws.
  /// - Complexity: O(rows · weights) for each layer, the layers before it included.
  public func forEachLayerOutput(
    of inputs: Tensor, checkpoint: Checkpoint = .none, _ body: (LayerOutput) throws -> Void
  ) throws {
    guard inputs.rank >= 2 else { throw NetworkError.inputRank(inputs.shape) }
    let rows = inputs.shape[0]
    for name in outputLayers {
      if name == "input" {
        try body(LayerOutput(name: name, values: Tensor([rows, inputs.rowWidth], inputs.floats)))
      } else {
        let part = try prefix(through: name)
        try body(LayerOutput(name: name, values: part.logits(inputs, checkpoint: checkpoint)))
      }
    }
  }

  /// The outputs of all layers, from the inputs to the logits.
  /// - Throws: as `logits(_:)`.
  /// - Complexity: as `forEachLayerOutput(of:)`; all outputs are in memory.
  public func layerOutputs(of inputs: Tensor, checkpoint: Checkpoint = .none) throws -> [LayerOutput] {
    var outputs: [LayerOutput] = []
    try forEachLayerOutput(of: inputs, checkpoint: checkpoint) { outputs.append($0) }
    return outputs
  }
}
