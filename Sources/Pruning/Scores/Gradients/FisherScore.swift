public import Datasets
import Networks
import Tensors

extension PruningScore {
  /// ½ w² F, F the mean over samples of the squared gradient of a sample's loss at its label: the diagonal of the
  /// empirical Fisher information, in the place of the second derivative of optimal brain damage. Batch normalisation goes
  /// by its running averages.
  ///
  /// Source: LeCun, Denker, Solla, "Optimal brain damage" (NIPS 1989); Theis et al., "Faster gaze prediction with dense
  /// networks and Fisher pruning", arXiv:1801.05787.
  public static func fisher(on samples: Samples) -> PruningScore {
    PruningScore(".fisher(on: \(samples.count) samples)", demand: fits(samples, 1)) { network, checkpoint in
      let gradients = SampleGradients(network, on: samples)
      var squares = [Double](repeating: 0, count: gradients.ranges.last?.upperBound ?? 0)
      try gradients.forEach(samples.count, checkpoint: checkpoint) { gradient in
        for place in squares.indices { squares[place] += Double(gradient[place]) * Double(gradient[place]) }
      }
      var scores: [String: Tensor] = [:]
      for (parameter, range) in zip(network.parameters, gradients.ranges) where parameter.isPrunable {
        scores[parameter.name] = Tensor(
          parameter.value.shape,
          zip(parameter.value.doubles, range).map { 0.5 * $0 * $0 * squares[$1] / Double(samples.count) })
      }
      return scores
    }
  }
}
