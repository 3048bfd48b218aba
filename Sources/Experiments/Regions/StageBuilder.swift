import Geometry
import Networks
import Tensors

/// Cuts a network into the stages of a piecewise linear map.
struct StageBuilder {
  private let parameters: [Parameter]
  /// The first parameter that no layer has taken.
  private var next = 0
  private var stages: [AffineStage] = []
  /// Blocks on the way into the stage at hand, from the top down.
  private var inputWidths: [Int]
  private var operations: [AffineStage.Operation] = []
  /// What the stage at hand is called after.
  private var name: String?

  init(parameters: [Parameter], inputs: Int) {
    self.parameters = parameters
    inputWidths = [inputs]
  }

  /// - Throws: `RegionError.unsupported`, and what stages refuse.
  mutating func append(_ nodes: [Node]) throws(RegionError) {
    for node in nodes { try append(node) }
  }

  /// The map of all that was appended.
  mutating func map() throws(RegionError) -> PiecewiseLinearMap {
    if !operations.isEmpty || stages.isEmpty { try close(.open, "output") }
    return try PiecewiseLinearMap(stages)
  }

  private mutating func append(_ node: Node) throws(RegionError) {
    switch node.layer {
    case .flatten, .dropout: break
    case .dense(let dense):
      let weight = take()
      apply(try DenseStep(node.name, weights: weight, bias: dense.bias ? take() : nil), node.name)
    case .convolution(let convolution):
      let weight = take()
      apply(
        try ConvolutionStep(
          node.name, weights: weight, bias: convolution.bias ? take() : nil, input: node.input,
          stride: convolution.stride, padding: convolution.padding, groups: convolution.groups), node.name)
    case .batchNorm(let norm):
      apply(try normalization(norm, node), name ?? node.name)
    case .averagePool(let window):
      apply(
        try AveragePoolStep(
          node.name, input: node.input, height: window.size, width: window.size, stride: window.stride),
        name ?? node.name)
    case .globalAveragePool: apply(AveragePoolStep(global: node.input), name ?? node.name)
    case .relu: try close(.rectifier(count: node.input.count, slope: 0), node.name)
    case .leakyReLU(let slope): try close(.rectifier(count: node.input.count, slope: slope), node.name)
    case .maxPool(let window):
      let windows = try Gate.Windows(node.name, input: node.input, size: window.size, stride: window.stride)
      try close(.largest(windows), node.name)
    case .residual:
      operations.append(.duplicate)
      try append(node.body)
      if !node.shortcut.isEmpty {
        operations.append(.swap)
        try append(node.shortcut)
      }
      operations.append(.add)
      name = node.name
    case .gelu, .tanh, .sigmoid: throw .unsupported(node.name, kind: node.layer.kind)
    }
  }

  private mutating func apply(_ step: some AffineStep, _ name: String) {
    operations.append(.apply(step))
    self.name = name
  }

  /// Ends the stage at hand with a gate.
  private mutating func close(_ gate: Gate, _ own: String) throws(RegionError) {
    let stage = try AffineStage(name ?? own, inputWidths: inputWidths, operations, gate: gate)
    stages.append(stage)
    inputWidths = stage.activationWidths
    operations = []
    name = nil
  }

  /// γ·(x - μ) / √(σ² + ε) + β with the running averages.
  private mutating func normalization(_ norm: BatchNorm, _ node: Node) throws(RegionError) -> ChannelStep {
    let weight = take().doubles, bias = take().doubles, mean = take().doubles, variance = take().doubles
    let scales = zip(weight, variance).map { $0 / ($1 + norm.epsilon).squareRoot() }
    let shifts = bias.indices.map { bias[$0] - scales[$0] * mean[$0] }
    return try ChannelStep(
      node.name, scales: scales, shifts: shifts, pixels: node.input.height * node.input.width)
  }

  private mutating func take() -> Tensor {
    defer { next += 1 }
    return parameters[next].value
  }
}
