public import Datasets
public import Tensors

/// A feed-forward network: its layers, what they have learned, and what is pruned. A value that nothing changes in
/// place.
public struct Network: Hashable, Sendable {
  /// What a sample is; a row of n numbers is n channels of one pixel.
  public let input: ImageShape
  /// The layers from input to logits, as they were written.
  public let layers: [Layer]
  /// The same with their names and the shapes that they take and give.
  public let nodes: [Node]
  /// The numbers of the layers that have any, in the order of the layers; of a residual layer the body first.
  public private(set) var parameters: [Parameter]
  /// How fresh weights of this network are drawn.
  public let initializer: Initializer
  /// What was done to the inputs that the network learned from, and is to be done to any other; nil for nothing.
  public private(set) var standardization: Standardization?

  /// A network with fresh weights.
  ///
  /// Parameter i is drawn by the stream `init` (index i) of the seed, so one layer's weights do not depend on another's
  /// shape.
  /// - Parameters:
  ///   - input: what a sample is.
  ///   - layers: from input to logits; every layer takes what the one before gives.
  ///   - initializer: how weights are drawn.
  ///   - seed: what they are drawn with.
  /// - Throws: `NetworkError.noLayers` without a layer with weights, `.layerInput`, `.layerSetting` and
  ///   `.residualShapes` with the name of a layer that does not fit, `.duplicateName` where two share a name, `.tooLarge`
  ///   above 2²⁸ parameters or numbers a layer; `Interrupted`.
  /// - Complexity: O(parameters), on all threads.
  public init(
    input: ImageShape, _ layers: [Layer], initializer: Initializer = .glorotNormal, seed: Int = 0,
    checkpoint: Checkpoint = .none
  ) throws {
    self.input = input
    self.layers = layers
    nodes = try Resolver.nodes(layers, input: input)
    self.initializer = initializer
    parameters = try Network.fresh(nodes, initializer, seed, checkpoint)
  }

  /// A network of layers that are known to fit each other, with parameters that are at hand.
  /// - Precondition: the layers fit, and there is a parameter for every one that they declare.
  init(input: ImageShape, _ layers: [Layer], initializer: Initializer, parameters: [String: Parameter]) {
    guard let nodes = try? Resolver.nodes(layers, input: input) else { preconditionFailure("the layers do not fit") }
    self.input = input
    self.layers = layers
    self.nodes = nodes
    self.initializer = initializer
    self.parameters = nodes.flatMap(\.parameters).map { declaration in
      guard let parameter = parameters[declaration.name], parameter.value.shape == declaration.shape else {
        preconditionFailure("no parameter \(declaration.name) of shape \(declaration.shape)")
      }
      return parameter
    }
  }

  /// Numbers in an input row.
  public var inputWidth: Int { input.count }

  /// What the last layer gives.
  public var output: ImageShape { nodes.last?.output ?? input }

  /// Logits in an output row: the classes.
  public var outputWidth: Int { output.count }

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
    let fresh = try Network.fresh(nodes, initializer, seed, checkpoint)
    var network = self
    for index in parameters.indices {
      network.parameters[index] = parameters[index].replacing(fresh[index].value.floats)
    }
    return network
  }

  /// The network as one that learned from inputs to which this was done.
  func expecting(_ standardization: Standardization?) -> Network {
    var network = self
    network.standardization = standardization
    return network
  }

  /// The network with every parameter mapped.
  /// - Precondition: the map keeps names and shapes.
  func mapParameters(_ transform: (Parameter) throws -> Parameter) rethrows -> Network {
    var network = self
    network.parameters = try parameters.map(transform)
    return network
  }

  private static func fresh(
    _ nodes: [Node], _ initializer: Initializer, _ seed: Int, _ checkpoint: Checkpoint
  ) throws(Interrupted) -> [Parameter] {
    var parameters: [Parameter] = []
    for declaration in nodes.flatMap(\.parameters) {
      let stream = RandomStream(seed: seed, name: "init", index: parameters.count)
      let values = try initializer.values(of: declaration, from: stream, checkpoint: checkpoint)
      parameters.append(Parameter(declaration.name, declaration.kind, Tensor(declaration.shape, values)))
    }
    return parameters
  }
}
