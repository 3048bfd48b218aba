import Tensors

/// A layer as it runs: forward on a batch of rows, and back again.
///
/// Rows are contiguous; all parameters of a network lie in one buffer, their gradients in another at the same offsets.
protocol Stage: Sendable {
  /// Numbers in an input row.
  var inputWidth: Int { get }
  /// Numbers in an output row.
  var outputWidth: Int { get }

  /// Computes the outputs of `rows` rows.
  func forward(
    rows: Int, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, parameters: UnsafePointer<Float>,
    checkpoint: Checkpoint
  ) throws(Interrupted)

  /// Turns the gradient at the outputs into the gradient at the inputs and at the parameters.
  ///
  /// - Parameters:
  ///   - output: what `forward` gave.
  ///   - outputGradient: ∂loss/∂output; changed into the gradient before the activation.
  ///   - inputGradient: receives ∂loss/∂input; nil where nobody needs it, as in a first layer.
  ///   - gradient: receives ∂loss/∂parameter at the parameters' offsets.
  ///   - ready: called for every range of offsets as soon as its gradient is complete and no more of this pullback
  ///     reads those parameters, so that they may be updated while they are in the cache. Calls for disjoint ranges may
  ///     come from several threads at once.
  func pullback(
    rows: Int, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    outputGradient: UnsafeMutablePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?,
    parameters: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>, checkpoint: Checkpoint,
    ready: (Range<Int>) -> Void
  ) throws(Interrupted)
}
