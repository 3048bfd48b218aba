public import Tensors

/// A feed-forward network: its layers, what they have learned, and what is pruned. A value that nothing changes in
/// place.
public struct Network: Hashable, Sendable {
  /// The layers from input to logits.
  public let layers: [Layer]
  /// The numbers of the layers that have any, in the order of the layers, weight before bias.
  public private(set) var parameters: [Parameter]
  /// How fresh weights of this network are drawn.
  public let initializer: Initializer

  /// A network with fresh weights.
  ///
  /// Parameter i is drawn by the stream `init` (index i) of the seed, so one layer's weights do not depend on another's
  /// shape.
  /// - Throws: `NetworkError.noLayers` without a dense layer, `.leadingActivation` where the first is not one, `.chain`
  ///   where a layer does not take what the one before gives, `.duplicateName` where two share a name, `.tooLarge`
  ///   above 2²⁸ weights; `Interrupted`.
  /// - Complexity: O(parameters), on all threads.
  public init(
    _ layers: [Layer], initializer: Initializer = .glorotNormal, seed: Int = 0, checkpoint: Checkpoint = .none
  ) throws {
    try Network.validate(layers)
    self.layers = layers
    self.initializer = initializer
    parameters = try Network.fresh(layers, initializer, seed, checkpoint)
  }

  /// Numbers in an input row.
  public var inputWidth: Int { dense.first?.inputs ?? 0 }

  /// Logits in an output row: the classes.
  public var outputWidth: Int { dense.last?.outputs ?? 0 }

  /// The dense layers in order.
  package var dense: [Dense] {
    layers.compactMap { if case .dense(let dense) = $0 { dense } else { nil } }
  }

  /// The parameter of a name.
  /// - Throws: `NetworkError.unknownParameter` with the names there are.
  public func parameter(_ name: String) throws(NetworkError) -> Parameter {
    guard let parameter = parameters.first(where: { $0.name == name }) else {
      throw .unknownParameter(name, known: parameters.map(\.name))
    }
    return parameter
  }

  /// The network with other numbers in one parameter; what its mask prunes stays zero.
  /// - Throws: `NetworkError.unknownParameter`, or `.parameterShape` where the shapes differ.
  public func setting(_ name: String, to value: Tensor) throws(NetworkError) -> Network {
    let shape = try parameter(name).value.shape
    guard value.shape == shape else { throw .parameterShape(name, expected: shape, found: value.shape) }
    return mapParameters { $0.name == name ? $0.replacing(value.floats) : $0 }
  }

  /// Fresh weights from another seed, under the same masks.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(parameters), on all threads.
  public func reinitialized(seed: Int, checkpoint: Checkpoint = .none) throws(Interrupted) -> Network {
    let fresh = try Network.fresh(layers, initializer, seed, checkpoint)
    var network = self
    for index in parameters.indices {
      network.parameters[index] = parameters[index].replacing(fresh[index].value.floats)
    }
    return network
  }

  /// The network with every parameter mapped.
  /// - Precondition: the map keeps names and shapes.
  func mapParameters(_ transform: (Parameter) -> Parameter) -> Network {
    var network = self
    network.parameters = parameters.map(transform)
    return network
  }

  private static func fresh(
    _ layers: [Layer], _ initializer: Initializer, _ seed: Int, _ checkpoint: Checkpoint
  ) throws(Interrupted) -> [Parameter] {
    var parameters: [Parameter] = []
    func nextStream() -> RandomStream { RandomStream(seed: seed, name: "init", index: parameters.count) }
    for case .dense(let dense) in layers {
      let weights = try initializer.weights(of: dense, from: nextStream(), checkpoint: checkpoint)
      parameters.append(
        Parameter(dense.name + ".weight", Tensor([dense.outputs, dense.inputs], weights), isPrunable: true))
      let biases = try initializer.biases(of: dense, from: nextStream(), checkpoint: checkpoint)
      parameters.append(Parameter(dense.name + ".bias", Tensor([dense.outputs], biases), isPrunable: false))
    }
    return parameters
  }

  /// More parameters than this are refused before memory is asked for.
  private static let largestCount = 1 << 28

  private static func validate(_ layers: [Layer]) throws(NetworkError) {
    var names: Set<String> = []
    var previous: Dense?
    var count = 0
    for case .dense(let dense) in layers {
      if let previous, previous.outputs != dense.inputs {
        throw .chain(layer: dense.name, expected: previous.outputs, found: dense.inputs)
      }
      guard names.insert(dense.name).inserted else { throw .duplicateName(dense.name) }
      let size = dense.inputs * dense.outputs
      guard size <= largestCount - count else { throw .tooLarge(layer: dense.name, limit: largestCount) }
      count += size
      previous = dense
    }
    guard previous != nil else { throw .noLayers }
    guard case .dense = layers[0] else { throw .leadingActivation(layers[0]) }
  }
}
