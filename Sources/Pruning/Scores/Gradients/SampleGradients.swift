import Datasets
import Networks
import Tensors

/// The gradient of each sample's own loss, one after the other; batch normalisation at its running averages, since one
/// sample has no statistics.
final class SampleGradients {
  private let samples: Samples
  private let differentiator: Differentiator

  init(_ network: Network, on samples: Samples) {
    self.samples = samples
    differentiator = Differentiator(network, batch: 1, statistics: .running)
  }

  /// Where each parameter lies.
  var ranges: [Range<Int>] { differentiator.ranges }

  /// Calls `body` with the gradient of each of the first so many samples, all numbers of the network in one vector.
  /// - Throws: `Interrupted`.
  func forEach(_ count: Int, checkpoint: Checkpoint, _ body: (UnsafeMutableBufferPointer<Float>) throws -> Void) throws
  {
    for row in 0..<count {
      _ = try differentiator.differentiate([row], of: samples, checkpoint: checkpoint)
      try body(differentiator.gradient)
      checkpoint.report(Progress("score", row + 1, of: count, unit: "sample"))
    }
  }
}
