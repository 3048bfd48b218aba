import Datasets
import Networks
import Tensors

extension PruningScore {
  /// |w|·∂R/∂|w|, R the sum of the outputs for an input of ones when all numbers of the network are replaced by their
  /// magnitudes, batch normalisation at its running averages: the part of all paths from inputs to outputs that leads
  /// through the weight. It needs no data and is taken again `rounds` times on the way down, with densities that fall
  /// exponentially, so that no layer is cut off before the others.
  ///
  /// Source: Tanaka, Kunin, Yamins, Ganguli, "Pruning neural networks without any data by iteratively conserving synaptic
  /// flow", arXiv:2006.05467.
  public static func synflow(rounds: Int = 100) -> PruningScore {
    PruningScore(
      ".synflow(rounds: \(rounds))", rounds: rounds,
      demand: { _ in
        guard rounds >= 1, rounds <= 10_000 else {
          throw PruningError.count(name: "rounds", expected: "1 to 10000", found: rounds)
        }
      },
      ofNetwork: { network, checkpoint in try SynapticFlow(network).scores(checkpoint) })
  }
}

/// One evaluation of the flow.
///
/// Deep networks overflow single precision. For layers that are homogeneous (all but tanh, sigmoid and GELU) the input and
/// everything that is added on the way are then made smaller by one power of two, and the gradient at the outputs by the
/// same: every score is multiplied by one and the same number, exactly, so no comparison changes.
private struct SynapticFlow {
  private let network: Network

  init(_ network: Network) { self.network = network }

  func scores(_ checkpoint: Checkpoint) throws -> [String: Tensor] {
    let differentiator = Differentiator(network, batch: 1, statistics: .running)
    let magnitudes = differentiator.parameters.map(\.magnitude)
    for exponent in network.isHomogeneous ? [0, 40, 80, 120] : [0] {
      try checkpoint.check()
      let scale = Float(sign: .plus, exponent: -exponent, significand: 1)
      for (parameter, range) in zip(network.parameters, differentiator.ranges) {
        let isAdded = parameter.kind == .bias || parameter.kind == .runningMean
        for place in range { differentiator.parameters[place] = magnitudes[place] * (isAdded ? scale : 1) }
      }
      let ones = [Float](repeating: scale, count: network.inputWidth)
      let image = network.input.height > 1 || network.input.width > 1 ? network.input : nil
      let input = try Samples(
        inputs: Tensor([1, ones.count], ones), labels: [0], classes: network.outputWidth, imageShape: image)
      let flow = try differentiator.differentiate([0], of: input, checkpoint: checkpoint) { logits in
        (logits.sum, Tensor(logits.shape, [Float](repeating: scale, count: logits.count)))
      }
      guard flow.isFinite, differentiator.gradient.allSatisfy(\.isFinite) else { continue }
      var scores: [String: Tensor] = [:]
      for (parameter, range) in zip(network.parameters, differentiator.ranges) where parameter.isPrunable {
        let products = range.map { Double(magnitudes[$0]) * Double(differentiator.gradient[$0]) }
        scores[parameter.name] = Tensor(parameter.value.shape, products)
      }
      return scores
    }
    throw PruningError.overflow(score: ".synflow")
  }
}

extension Network {
  /// Whether twice the inputs and biases make twice the outputs.
  fileprivate var isHomogeneous: Bool {
    func holds(_ nodes: [Node]) -> Bool {
      nodes.allSatisfy { node in
        switch node.layer {
        case .tanh, .sigmoid, .gelu: false
        case .residual: holds(node.body) && holds(node.shortcut)
        default: true
        }
      }
    }
    return holds(nodes)
  }
}
