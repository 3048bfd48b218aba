public import Datasets
public import Tensors

/// How often the outputs of a ReLU are zero on some samples.
public struct ReLUActivity: Hashable, Sendable {
  /// The ReLU's name in the network.
  public let name: String
  /// How many of the samples each output is zero for; an image's outputs are its pixels, channel by channel.
  public let zeros: [Int]
  /// The samples looked at.
  public let samples: Int

  /// Zeros among all outputs of all samples: Σ zeros / (outputs · samples).
  public var zeroShare: Double { Double(zeros.reduce(0, +)) / Double(zeros.count * samples) }

  /// Outputs that are zero for every sample, among all outputs: what is statically dead.
  public var deadShare: Double { Double(dead) / Double(zeros.count) }

  /// Zeros of outputs that are not zero for every sample, among all outputs of all samples: the dynamic dead-neuron
  /// rate, `zeroShare - deadShare`.
  public var dynamicShare: Double { zeroShare - deadShare }

  /// How many outputs are zero for every sample.
  public var dead: Int { zeros.count { $0 == samples } }
}

extension Network {
  /// How often the outputs of each ReLU are zero on samples, those inside residual layers included, in the order in
  /// which they run.
  ///
  /// Source of the dynamic rate: Liu, Ghosh, Tan, Motani, "AP: selective activation for de-sparsifying pruned neural
  /// networks", arXiv:2212.06145.
  /// - Throws: as `evaluate(on:)`.
  /// - Complexity: O(rows · weights).
  public func activity(on samples: Samples, checkpoint: Checkpoint = .none) throws -> [ReLUActivity] {
    try check(samples, .crossEntropy(), part: "given")
    let zeros = try ActivityPass(self, batch: min(samples.count, 128))
      .zeros(samples.inputs.floats, rows: samples.count, checkpoint: checkpoint)
    return zip(Node.rectifiers(nodes), zeros).map { ReLUActivity(name: $0, zeros: $1, samples: samples.count) }
  }
}

extension [ReLUActivity] {
  /// Zeros among all outputs of all ReLUs, dead ones among them, and the others: each output counts the same.
  public var shares: (zero: Double, dead: Double, dynamic: Double) {
    let outputs = reduce(0) { $0 + $1.zeros.count }
    guard outputs > 0 else { return (0, 0, 0) }
    func mean(_ share: (ReLUActivity) -> Double) -> Double {
      reduce(0) { $0 + share($1) * Double($1.zeros.count) } / Double(outputs)
    }
    return (mean(\.zeroShare), mean(\.deadShare), mean(\.dynamicShare))
  }
}

extension Node {
  /// The names of the ReLUs among nodes, in the order in which they run.
  fileprivate static func rectifiers(_ nodes: [Node]) -> [String] {
    nodes.flatMap { node -> [String] in
      switch node.layer {
      case .relu: [node.name]
      case .residual: rectifiers(node.body) + rectifiers(node.shortcut)
      default: []
      }
    }
  }
}
