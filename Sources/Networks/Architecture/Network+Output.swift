public import Tensors

extension Network {
  /// The network without its last layer with weights: what it has learned of the inputs, for another task. Its outputs
  /// are those of the last hidden layer, behind its activation.
  /// - Throws: `NetworkError.outputLayer` unless a dense layer with other layers with weights before it is the last.
  /// - Complexity: O(parameters).
  public func withoutOutput() throws(NetworkError) -> Network {
    let layers = try hiddenLayers()
    let names = Set(nodes.dropLast().flatMap(\.parameters).map(\.name))
    var kept: [String: Parameter] = [:]
    for parameter in parameters where names.contains(parameter.name) { kept[parameter.name] = parameter }
    return Network(input: input, layers, initializer: initializer, parameters: kept)
      .expecting(standardization)
  }

  /// The network with a fresh last layer for another task; all others stay as they are, masks included.
  /// - Parameters:
  ///   - classes: outputs of the fresh layer.
  ///   - seed: what its weights are drawn with.
  /// - Throws: `NetworkError.outputLayer` as `withoutOutput()`; `.layerSetting` for no classes; `Interrupted`.
  /// - Complexity: O(parameters).
  public func withOutput(classes: Int, seed: Int, checkpoint: Checkpoint = .none) throws -> Network {
    let hidden = try hiddenLayers()
    guard case .dense(let last) = layers.last else { throw NetworkError.outputLayer(found: Layer.list(layers)) }
    let output = Layer.dense(Dense(outputs: classes, bias: last.bias, name: last.name))
    let fresh = try Network(
      input: input, hidden + [output], initializer: initializer, seed: seed, checkpoint: checkpoint)
    let own = Set(nodes.last?.parameters.map(\.name) ?? [])
    var parameters: [String: Parameter] = [:]
    for parameter in fresh.parameters { parameters[parameter.name] = parameter }
    for parameter in self.parameters where !own.contains(parameter.name) { parameters[parameter.name] = parameter }
    return Network(input: input, fresh.layers, initializer: initializer, parameters: parameters)
      .expecting(standardization)
  }

  private func hiddenLayers() throws(NetworkError) -> [Layer] {
    guard case .dense = layers.last, nodes.dropLast().contains(where: { !$0.parameters.isEmpty }) else {
      throw .outputLayer(found: Layer.list(layers))
    }
    return Array(layers.dropLast())
  }
}
