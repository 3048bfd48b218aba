import Tensors

/// A layer as it runs: forward on the lanes of a batch, and back again.
///
/// All parameters of a network lie in one buffer, their gradients in another at the same offsets.
protocol Stage: Sendable {
  /// Features in.
  var inputCount: Int { get }
  /// Features out.
  var outputCount: Int { get }
  /// Whether `pullback` reads the input.
  var readsInput: Bool { get }
  /// Whether `pullback` reads the output.
  var readsOutput: Bool { get }
  /// Whether `pullback` changes the gradient that it is given.
  var changesOutputGradient: Bool { get }
  /// Whether what it gives is a ReLU's.
  var rectifies: Bool { get }
  /// The same layer with the gradient of a ReLU in front, whose output it reads, cut in its own pullback; nil where it
  /// cannot.
  var gatingInput: (any Stage)? { get }
  /// The same layer with the gradient of its ReLU cut by the layer that reads its output; nil without a ReLU.
  var gatedOutput: (any Stage)? { get }

  /// Floats that `forward` leaves for `pullback`, beside input and output.
  func keptCount(_ lanes: Lanes) -> Int

  /// Computes the outputs.
  /// - Parameter kept: what `pullback` will want; nil where there will be none.
  func forward(
    _ pass: Pass, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
    kept: UnsafeMutablePointer<Float>?
  ) throws(Interrupted)

  /// Turns the gradient at the outputs into the gradient at the inputs and at the parameters.
  func pullback(_ pass: Pass, _ at: Pullback, ready: (Range<Int>) -> Void) throws(Interrupted)
}

extension Stage {
  var readsInput: Bool { true }
  var readsOutput: Bool { false }
  var changesOutputGradient: Bool { false }
  var rectifies: Bool { false }
  var gatingInput: (any Stage)? { nil }
  var gatedOutput: (any Stage)? { nil }
  func keptCount(_ lanes: Lanes) -> Int { 0 }
}

/// What the stages of one pass over a batch share.
struct Pass {
  let lanes: Lanes
  /// Where the network's numbers lie; a pass while training moves running statistics there.
  let parameters: UnsafeMutablePointer<Float>
  /// Memory whose content lives as long as one call of a stage.
  let scratch: Scratch
  /// What random layers draw with and count by; nil outside of training.
  let training: Training?
  /// Whether a backward pass follows, for which stages leave what it wants.
  let isDifferentiated: Bool
  /// What batch normalisation goes by.
  let statistics: Statistics
  let checkpoint: Checkpoint

  /// What batch normalisation goes by.
  enum Statistics {
    /// The running averages.
    case running
    /// The batch's own, towards which the running averages move: by each layer's momentum, or by one for all.
    case batch(momentum: Double?)
  }

  /// What is different while training.
  struct Training {
    /// The run's seed.
    let seed: Int
    /// The step under way.
    let step: Int
  }
}

/// The memory of one pullback.
struct Pullback {
  /// What `forward` was given; valid where the stage reads it.
  let input: UnsafePointer<Float>
  /// What `forward` gave; valid where the stage reads it.
  let output: UnsafePointer<Float>
  /// What `forward` left.
  let kept: UnsafeMutablePointer<Float>
  /// ∂loss/∂output, zero in padding lanes.
  let outputGradient: UnsafeMutablePointer<Float>
  /// Receives ∂loss/∂input, zero in padding lanes; nil where nobody needs it, as mostly in a first layer.
  let inputGradient: UnsafeMutablePointer<Float>?
  /// Receives ∂loss/∂parameter at the parameters' offsets; nil where nobody needs them. `ready` is told every range of them as soon as it is
  /// complete and no more of this pullback reads those parameters, so that they may be moved while they are in the
  /// cache; it may be called for disjoint ranges from several threads at once.
  let gradient: UnsafeMutablePointer<Float>?
}
