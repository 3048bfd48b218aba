import Tensors

/// Turns nodes into steps, an activation that follows a layer into a part of it.
struct PlanBuilder {
  private(set) var steps: [ExecutionPlan.Step] = []
  /// Features of every activation made so far; the batch is the first.
  private(set) var sizes: [Int]
  /// Where the parameters met so far lie.
  private(set) var places: [ExecutionPlan.Place] = []
  /// The length of the parameter buffer so far.
  private(set) var end = 0
  private let parameters: [Parameter]
  private let execution: [String: Execution]
  /// What ReLUs and max pools go by, where they are not to choose anew.
  private let gates: FrozenGates?
  private var gateCount = 0
  private var dropouts = 0
  /// The activation that the next layer reads.
  private var current = 0

  /// Parameters start on a cache line.
  private static let line = 16

  init(_ network: Network, execution: [String: Execution], gates: FrozenGates? = nil) {
    parameters = network.parameters
    self.gates = gates
    self.execution = execution
    sizes = [network.input.count]
  }

  /// Appends the steps of nodes that follow each other.
  mutating func append(_ nodes: [Node]) {
    var index = 0
    while index < nodes.count {
      let node = nodes[index]
      // A ReLU that is held has a stage of its own.
      let follower = index + 1 < nodes.count && gates == nil ? nodes[index + 1].layer : nil
      if case .residual = node.layer {
        append(residual: node, rectifies: follower == .relu)
      } else if let stage = stage(of: node, rectifies: follower == .relu) {
        append(stage)
      }
      index += node.takesFollowingReLU && follower == .relu ? 2 : 1
    }
  }

  /// Leaves the gradient of a ReLU to the only layer that reads its output, where that can cut it on the way out.
  mutating func fuseGradients() {
    var readers = [Int](repeating: 0, count: sizes.count)
    for step in steps {
      switch step {
      case .stage(_, let input, _): readers[input] += 1
      case .join(let body, let shortcut, _, _):
        readers[body] += 1
        readers[shortcut] += 1
      }
    }
    var makers: [Int: Int] = [:]
    for index in steps.indices {
      if case .stage(let stage, let input, let output) = steps[index], readers[input] == 1, let maker = makers[input],
        case .stage(let before, let source, _) = steps[maker], let gated = before.gatedOutput,
        let gating = stage.gatingInput
      {
        steps[maker] = .stage(gated, input: source, output: input)
        steps[index] = .stage(gating, input: input, output: output)
      }
      makers[steps[index].output] = index
    }
  }

  private mutating func append(_ stage: any Stage) {
    sizes.append(stage.outputCount)
    steps.append(.stage(stage, input: current, output: sizes.count - 1))
    current = sizes.count - 1
  }

  private mutating func append(residual node: Node, rectifies: Bool) {
    let start = current
    append(node.body)
    let body = current
    current = start
    append(node.shortcut)
    sizes.append(node.output.count)
    steps.append(.join(body: body, shortcut: current, output: sizes.count - 1, rectifies: rectifies))
    current = sizes.count - 1
  }

  /// Gives the next parameter its place; of its numbers only those in `order`, where that is given.
  private mutating func offset(_ order: [Int32]? = nil) -> Int {
    let start = end
    let count = order?.count ?? parameters[places.count].value.count
    places.append(ExecutionPlan.Place(range: start..<start + count, order: order))
    end = (start + count + PlanBuilder.line - 1) / PlanBuilder.line * PlanBuilder.line
    return start
  }

  /// The mask of the next parameter where the layer is to run sparse.
  private var sparseMask: Mask? {
    let parameter = parameters[places.count]
    guard execution[parameter.name] == .sparse, let mask = parameter.mask, mask.remaining < 1 << 31 else { return nil }
    return mask
  }

  private mutating func dense(_ dense: Dense, inputs: Int, rectifies: Bool) -> any Stage {
    if let mask = sparseMask {
      let index = SparseIndex(mask, outputs: dense.outputs, inputs: inputs)
      return SparseDenseStage(
        index, inputCount: inputs, outputCount: dense.outputs, weights: offset(index.order),
        biases: dense.bias ? offset() : nil, rectifies: rectifies)
    }
    return DenseStage(
      inputCount: inputs, outputCount: dense.outputs, weights: offset(), biases: dense.bias ? offset() : nil,
      rectifies: rectifies)
  }

  private mutating func convolution(_ convolution: Convolution, _ node: Node, rectifies: Bool) -> any Stage {
    if convolution.kernel <= 16, let mask = sparseMask {
      let shape = SparseConvolutionStage.shape(convolution, input: node.input, output: node.output)
      let index = SparseIndex(mask, shape, groups: convolution.groups)
      return SparseConvolutionStage(
        index, shape: shape, weights: offset(index.order), biases: convolution.bias ? offset() : nil,
        rectifies: rectifies)
    }
    return ConvolutionStage(
      convolution, input: node.input, output: node.output, weights: offset(),
      biases: convolution.bias ? offset() : nil, rectifies: rectifies)
  }

  /// The stage of a layer that chooses, held to its choice; nil for any other.
  private func heldStage(of node: Node, _ gates: FrozenGates) -> (any Stage)? {
    switch node.layer {
    case .relu: GateStage(inputCount: node.input.count, slope: 0, gates: gates, ordinal: gateCount)
    case .leakyReLU(let slope):
      GateStage(inputCount: node.input.count, slope: Float(slope), gates: gates, ordinal: gateCount)
    case .maxPool(let window):
      GatedPoolStage(input: node.input, output: node.output, window: window, gates: gates, ordinal: gateCount)
    default: nil
    }
  }

  /// The stage of a layer; nil where nothing has to be done.
  private mutating func stage(of node: Node, rectifies: Bool) -> (any Stage)? {
    let count = node.input.count
    if let gates, let stage = heldStage(of: node, gates) {
      gateCount += 1
      return stage
    }
    switch node.layer {
    case .dense(let layer): return dense(layer, inputs: count, rectifies: rectifies)
    case .convolution(let layer): return convolution(layer, node, rectifies: rectifies)
    case .batchNorm(let norm):
      return BatchNormStage(
        channels: node.input.channels, pixels: node.input.height * node.input.width, momentum: norm.momentum,
        epsilon: norm.epsilon, scales: offset(), shifts: offset(), means: offset(), variances: offset(),
        rectifies: rectifies)
    case .relu: return ActivationStage(inputCount: count, function: .relu)
    case .leakyReLU(let slope):
      return ActivationStage(inputCount: count, function: .leakyReLU(slope: Float(slope)))
    case .gelu: return ActivationStage(inputCount: count, function: .gelu)
    case .tanh: return ActivationStage(inputCount: count, function: .tanh)
    case .sigmoid: return ActivationStage(inputCount: count, function: .sigmoid)
    case .maxPool(let window):
      return PoolStage(input: node.input, output: node.output, window: window, takesMaximum: true)
    case .averagePool(let window):
      return PoolStage(input: node.input, output: node.output, window: window, takesMaximum: false)
    case .globalAveragePool:
      return GlobalPoolStage(channels: node.input.channels, pixels: node.input.height * node.input.width)
    // Held passes are to be the same, so nothing is drawn.
    case .dropout where gates != nil: return nil
    case .dropout(let rate):
      dropouts += 1
      return DropoutStage(inputCount: count, rate: rate, ordinal: dropouts)
    // Images lie as flattening would lay them.
    case .flatten, .residual: return nil
    }
  }
}

extension Node {
  /// Whether a ReLU that follows becomes a part of the stage.
  fileprivate var takesFollowingReLU: Bool {
    switch layer {
    case .dense, .convolution, .batchNorm, .residual: true
    default: false
    }
  }
}
