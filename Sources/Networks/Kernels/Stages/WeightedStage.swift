import CKernels
import Tensors

/// Where the gradients of the ReLUs around a layer are cut.
///
/// The gradient of a ReLU is cut by the layer behind it as it writes ∂X, which costs nothing there, where that layer
/// alone reads the ReLU's output; else by the layer that the ReLU belongs to, in a pass of its own.
struct Rectification: Hashable, Sendable {
  /// Whether a ReLU follows the layer.
  let follows: Bool
  /// Whether its gradient is cut by this layer.
  fileprivate(set) var cutsOwn: Bool
  /// Whether the gradient of the ReLU in front is.
  fileprivate(set) var cutsInput = false

  init(follows: Bool) {
    self.follows = follows
    cutsOwn = follows
  }
}

/// A layer with weights, which takes the ReLU behind it in.
protocol WeightedStage: Stage {
  var relu: Rectification { get set }
}

extension WeightedStage {
  var readsOutput: Bool { relu.cutsOwn }
  var changesOutputGradient: Bool { relu.cutsOwn }
  var rectifies: Bool { relu.follows }

  var gatingInput: (any Stage)? {
    var stage = self
    stage.relu.cutsInput = true
    return stage
  }

  var gatedOutput: (any Stage)? {
    guard relu.follows else { return nil }
    var stage = self
    stage.relu.cutsOwn = false
    return stage
  }

  /// Cuts the gradient of the ReLU behind, where that falls to this layer.
  func cutOwnGradient(_ pass: Pass, _ at: Pullback) throws(Interrupted) {
    guard relu.cutsOwn else { return }
    let stride = pass.lanes.stride
    let shards = Shards(rows: outputCount, work: stride)
    try Parallel.forEach(shards.count, checkpoint: pass.checkpoint) { shard in
      let start = shards[shard].lowerBound * stride
      espalier_rectify_gradient(at.outputGradient + start, at.output + start, shards[shard].count * stride)
    }
  }
}
