package import Tensors

/// A network that begins with an affine map A, for many images that differ by linear combinations of few:
/// A(x + Σ r·u) = A(x) + Σ r·(A(u) - A(0)), so the first layers run once for every x and every u.
///
/// `@unchecked Sendable`: the buffer of parameters is only read once it is filled.
///
/// The rest sees the numbers of a whole pass up to the rounding of the sum, a few units in the last place of a number of
/// the first layer.
package final class SplitNetwork: @unchecked Sendable {
  private let front: Network
  private let plan: ExecutionPlan
  private let parameters: FloatBuffer
  /// Whether a ReLU is right behind the map: it is applied as the sum is written.
  let rectifies: Bool
  /// Numbers of a sample behind the affine map.
  package let featureCount: Int
  /// Samples that a pass takes at once: few enough that the activations stay in the cache where they can.
  package let batch: Int

  /// - Returns: nil for a network that does not begin with an affine map or is nothing else.
  package init?(_ network: Network) {
    guard let (front, rectifies, rest) = network.affineSplit else { return nil }
    self.front = front
    featureCount = rest.input.count
    self.rectifies = rectifies
    plan = ExecutionPlan(rest)
    parameters = FloatBuffer(count: plan.count)
    plan.load(rest, into: parameters)
    batch = min(Inference.rowsPerBatch(plan), 128)
  }

  /// A(x) of rows, [rows, features].
  /// - Throws: as `Network.logits(_:)`.
  package func features(_ inputs: Tensor, checkpoint: Checkpoint) throws -> Tensor {
    try front.logits(inputs, checkpoint: checkpoint)
  }

  /// A pass with memory of its own, for one thread at a time.
  package func makePass() -> SplitPass { SplitPass(self, plan: plan, parameters: parameters) }
}
