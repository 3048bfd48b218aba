import Tensors

/// How long a layer's training step is predicted to take, dense and sparse: a function of shape, mask and batch alone,
/// so that the choice, and with it the order of every sum, is the same whenever a run is repeated.
///
/// Times are in cycles of one core. The constants were fitted once to the kernels on an AVX-512 machine (Zen 4); on the
/// shapes they were not fitted to, 239 of 240 choices between dense and sparse dense layers were the faster ones.
public struct CostModel: Hashable, Sendable {
  /// A layer whose weight has a mask.
  public struct Estimate: Hashable, Sendable {
    /// The name of the weight.
    public let parameter: String
    /// The fraction of weights that is present.
    public let density: Double
    /// Predicted cycles of a step with all weights.
    public let dense: Double
    /// Predicted cycles with the weights present alone.
    public let sparse: Double

    /// The faster of the two.
    public var choice: Execution { sparse < dense ? .sparse : .dense }
  }

  /// The estimates of every layer whose weight has a mask, for steps of so many samples.
  /// - Complexity: O(layers).
  public static func estimates(_ network: Network, batch: Int) -> [Estimate] {
    let lanes = Lanes(batch)
    var next = 0
    return network.weightedNodes.enumerated().compactMap { ordinal, node -> Estimate? in
      let weight = network.parameters[next]
      next += node.parameters.count
      guard weight.isPrunable, let mask = weight.mask else { return nil }
      let present = Double(mask.remaining)
      let (dense, sparse) =
        switch node.layer {
        case .convolution(let convolution):
          ConvolutionCost(node, convolution, lanes, isFirst: ordinal == 0).cycles(present: present)
        default:
          DenseCost(outputs: node.output.count, inputs: node.input.count, lanes: lanes, isFirst: ordinal == 0)
            .cycles(present: present)
        }
      // The update of a weight costs the same either way, but sparse layers have fewer.
      let update = 1.14
      return Estimate(
        parameter: weight.name, density: 1 - mask.sparsity, dense: dense + update * Double(mask.kept.count),
        sparse: sparse + update * present)
    }
  }

  /// The faster way for every layer whose weight has a mask.
  public static func choose(_ network: Network, batch: Int) -> [String: Execution] {
    Dictionary(uniqueKeysWithValues: estimates(network, batch: batch).map { ($0.parameter, $0.choice) })
  }
}

/// Cycles of a dense layer.
private struct DenseCost {
  let outputs: Double
  let inputs: Double
  let samples: Double
  let stride: Int
  let isFirst: Bool

  init(outputs: Int, inputs: Int, lanes: Lanes, isFirst: Bool) {
    self.outputs = Double(outputs)
    self.inputs = Double(inputs)
    samples = Double(lanes.count)
    stride = lanes.stride
    self.isFirst = isFirst
  }

  /// Vectors of a row of lanes, and the widths of the blocks they are worked on in.
  private var vectors: Double { Double(stride / Lanes.vector) }
  private var widths: [Double] {
    let all = stride / Lanes.vector
    let blocks = (all + 3) / 4
    return (0..<blocks).map { Double(all / blocks + ($0 < all % blocks ? 1 : 0)) }
  }

  func cycles(present: Double) -> (dense: Double, sparse: Double) {
    let products = outputs * inputs
    let forward = 1.02 * products * vectors
    let inputGradient = 1.04 * products * vectors * (inputs >= 1_024 ? 1.25 : 1)
    let weightGradient = products * samples / 16 + 10 * inputs * vectors
    let dense = forward + weightGradient + (isFirst ? 0 : inputGradient)

    let term = cyclesPerTerm(present)
    let sparseForward = widths.reduce(14 * outputs) { $0 + present * max(2.4, term * $1) }
    guard !isFirst else {
      return (dense, sparseForward + widths.reduce(25 * outputs) { $0 + present * max(2.7, term * $1) })
    }
    let both = (outputs <= 112 ? 2.6 : 3.2) + (stride > 64 ? 0.15 : 0)
    let isLarge = products > 524_288 && present > 262_144
    let gradients = widths.reduce(0) { $0 + present * max(4.4, both * $1) + (4 + 5 * $1) * inputs }
    return (dense, sparseForward + gradients * (isLarge ? 1.6 : 1))
  }

  /// Cycles of a vector of a multiply-add: more where the rows that it reads do not stay in the first-level cache.
  private func cyclesPerTerm(_ present: Double) -> Double {
    let takesParts = inputs >= 192 && present * 96 >= (inputs > 384 ? 8 : 12) * outputs * inputs
    if takesParts { return stride <= 64 ? 1.55 : stride < 256 ? 1.75 : 2.2 }
    var base = inputs * Double(min(stride, 64)) * 4 <= 28_672 ? 1.4 : inputs <= 512 ? 1.7 : 2.0
    if stride > 64 { base = max(base, 1.7) + 0.15 }
    return base + (stride >= 256 ? 0.15 : 0)
  }
}

/// Cycles of a convolution.
private struct ConvolutionCost {
  let channels: Double, outputs: Double, taps: Double
  let pixels: Double, inputPixels: Double
  let vectors: Double
  let isFirst: Bool
  let isWinograd: Bool
  /// What reading and writing a vector of the images costs, dearer where they do not stay in the caches.
  let read: Double, write: Double

  init(_ node: Node, _ convolution: Convolution, _ lanes: Lanes, isFirst: Bool) {
    channels = Double(node.input.channels)
    outputs = Double(node.output.channels)
    taps = Double(convolution.kernel * convolution.kernel)
    pixels = Double(node.output.height * node.output.width)
    inputPixels = Double(node.input.height * node.input.width)
    vectors = Double(lanes.stride / Lanes.vector)
    self.isFirst = isFirst
    isWinograd =
      convolution.kernel == 3 && convolution.stride == 1 && convolution.padding == 1 && convolution.groups == 1
    let isLarge = 4 * lanes.stride * (node.input.count + node.output.count) > 8 << 20
    (read, write) = isLarge ? (12, 18) : (6, 9)
  }

  func cycles(present: Double) -> (dense: Double, sparse: Double) {
    // Winograd's transforms are shared by the channels: few of them share less.
    let perTerm = isWinograd ? min(1.05, 0.33 + 3.8 / channels) : 1.05
    let dense = (isFirst ? 2 : 3) * perTerm * channels * outputs * taps * pixels * vectors

    // A part of the image is copied with its border before it is worked on.
    let border = 1.3
    let terms = present * pixels * vectors
    let forward = 1.9 * terms + vectors * pixels * (channels * border * read + outputs * write)
    let weightGradient = 2.1 * terms + vectors * pixels * (channels * border * read + 1.6 * outputs * write)
    let inputGradient = 1.9 * terms + vectors * inputPixels * (outputs * border * read + channels * write)
    return (dense, forward + weightGradient + (isFirst ? 0 : inputGradient))
  }
}
