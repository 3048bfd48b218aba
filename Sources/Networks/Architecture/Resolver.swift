import Tensors

/// Works out what every layer takes and gives, and what it is called.
struct Resolver {
  private var counts: [String: Int] = [:]
  private var names: Set<String> = []
  private var total = 0
  private var hasWeights = false

  /// More parameters than this are refused before memory is asked for.
  static let largestCount = 1 << 28
  /// So are images and rows larger than this.
  static let largestActivation = 1 << 28

  /// The nodes of a network.
  /// - Throws: `NetworkError` with the name of the layer that does not fit.
  static func nodes(_ layers: [Layer], input: ImageShape) throws(NetworkError) -> [Node] {
    var resolver = Resolver()
    let nodes = try resolver.resolve(layers, from: input, prefix: "")
    guard resolver.hasWeights else { throw .noLayers }
    return nodes
  }

  private mutating func resolve(
    _ layers: [Layer], from input: ImageShape, prefix: String
  ) throws(NetworkError) -> [Node] {
    var nodes: [Node] = []
    var shape = input
    for layer in layers {
      let node = try resolve(layer, from: shape, prefix: prefix)
      nodes.append(node)
      shape = node.output
    }
    return nodes
  }

  private mutating func resolve(
    _ layer: Layer, from input: ImageShape, prefix: String
  ) throws(NetworkError) -> Node {
    let name = prefix + ownName(layer)
    var body: [Node] = [], shortcut: [Node] = []
    let output: ImageShape
    switch layer {
    case .residual(let residual):
      body = try resolve(residual.body, from: input, prefix: name + ".")
      shortcut = try resolve(residual.shortcut, from: input, prefix: name + ".")
      output = body.last?.output ?? input
      let other = shortcut.last?.output ?? input
      guard !body.isEmpty else { throw .layerSetting(name, "body", expected: "at least one layer", found: "none") }
      guard output == other else { throw .residualShapes(name, body: output, shortcut: other) }
    default: output = try layer.output(from: input, name: name)
    }
    let node = Node(layer: layer, name: name, input: input, output: output, body: body, shortcut: shortcut)
    if case .residual = layer { return node }
    try count(node)
    return node
  }

  /// Refuses a name that is taken and parameters beyond the limit.
  private mutating func count(_ node: Node) throws(NetworkError) {
    let declarations = node.parameters
    if declarations.isEmpty { return }
    guard names.insert(node.name).inserted else { throw .duplicateName(node.name) }
    for declaration in declarations {
      guard declaration.shape.count <= Resolver.largestCount - total else {
        throw .tooLarge(layer: node.name, limit: Resolver.largestCount)
      }
      total += declaration.shape.count
      if declaration.kind == .weight { hasWeights = true }
    }
  }

  /// The name given, or the kind's abbreviation and a number.
  private mutating func ownName(_ layer: Layer) -> String {
    let (given, kind) =
      switch layer {
      case .dense(let dense): (dense.name, "fc")
      case .convolution(let convolution): (convolution.name, "conv")
      case .batchNorm(let norm): (norm.name, "bn")
      case .residual(let residual): (residual.name, "block")
      case .maxPool, .averagePool, .globalAveragePool: (nil, "pool")
      case .relu: (nil, "relu")
      case .leakyReLU: (nil, "leaky")
      case .gelu: (nil, "gelu")
      case .tanh: (nil, "tanh")
      case .sigmoid: (nil, "sigmoid")
      case .dropout: (nil, "dropout")
      case .flatten: (nil, "flatten")
      } as (String?, String)
    if let given { return given }
    counts[kind, default: 0] += 1
    return kind + "\(counts[kind, default: 0])"
  }
}
