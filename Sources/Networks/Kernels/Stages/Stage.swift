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

  /// Floats that `forward` leaves for `pullback`, beside input and output.
  func keptCount(_ lanes: Lanes) -> Int
  /// Floats that a call needs for itself.
  func scratchCount(_ lanes: Lanes) -> Int

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
  func keptCount(_ lanes: Lanes) -> Int { 0 }
  func scratchCount(_ lanes: Lanes) -> Int { 0 }
}

/// What the stages of one pass over a batch share.
struct Pass {
  let lanes: Lanes
  /// Where the network's numbers lie; a pass while training moves running statistics there.
  let parameters: UnsafeMutablePointer<Float>
  /// As large as the greediest stage needs; its content lives as long as one call.
  let scratch: UnsafeMutablePointer<Float>
  /// What random layers draw with and count by; nil outside of training.
  let training: Training?
  let checkpoint: Checkpoint

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
  /// Receives ∂loss/∂input, zero in padding lanes; nil where nobody needs it, as in a first layer.
  let inputGradient: UnsafeMutablePointer<Float>?
  /// Receives ∂loss/∂parameter at the parameters' offsets. `ready` is told every range of them as soon as it is
  /// complete and no more of this pullback reads those parameters, so that they may be moved while they are in the
  /// cache; it may be called for disjoint ranges from several threads at once.
  let gradient: UnsafeMutablePointer<Float>
}
