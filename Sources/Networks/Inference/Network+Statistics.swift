public import Datasets
public import Tensors

extension Network {
  /// The network with the running statistics of its batch normalisations taken anew: the plain averages over the
  /// batches of some samples, each seen once, with the weights as they are. Dropout stays out of it.
  ///
  /// Weights that were pruned, averaged or rewound after training no longer go with the statistics that training left.
  ///
  /// Source: Izmailov, Podoprikhin, Garipov, Vetrov, Wilson, "Averaging weights leads to wider optima and better
  /// generalization", arXiv:1803.05407, section 3.
  /// - Parameters:
  ///   - samples: what the averages are taken over.
  ///   - batch: samples a batch; a batch of one number a channel has no variance and counts as 0.
  /// - Throws: as `evaluate(on:)`; `NetworkError.setting` for a batch out of range.
  /// - Complexity: O(rows · weights).
  public func withStatistics(
    from samples: Samples, batch: Int = 128, checkpoint: Checkpoint = .none
  ) throws -> Network {
    try NetworkError.demand(batch >= 1 && batch <= 65_536, "batch", "1 to 65536", batch)
    try check(samples, .crossEntropy(), part: "given")
    return try samples.withView { view throws(Interrupted) in
      try StatisticsPass(self, batch: min(batch, view.count)).network(over: view, checkpoint: checkpoint)
    }
  }
}
