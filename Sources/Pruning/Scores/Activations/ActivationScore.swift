public import Datasets
import Networks
import Tensors

extension PruningScore {
  /// The mean magnitude of a unit's output on samples, behind its normalisation and activation, pixels of a channel
  /// averaged; for `structure: .units`.
  ///
  /// Source: Molchanov, Tyree, Karras, Aila, Kautz, arXiv:1611.06440.
  public static func activation(on samples: Samples) -> PruningScore {
    activity(".activation(on: \(samples.count) samples)", samples) { $0.magnitude }
  }

  /// How often a unit's output is not zero on samples, behind its activation, pixels of a channel counted alike: one minus
  /// the average percentage of zeros; for `structure: .units`.
  ///
  /// Source: Hu, Peng, Tai, Tang, "Network trimming: a data-driven neuron pruning approach towards efficient deep
  /// architectures", arXiv:1607.03250.
  public static func apoz(on samples: Samples) -> PruningScore {
    activity(".apoz(on: \(samples.count) samples)", samples) { $0 == 0 ? 0 : 1 }
  }

  private static func activity(
    _ name: String, _ samples: Samples, _ term: @escaping @Sendable (Float) -> Float
  ) -> PruningScore {
    PruningScore(name, ofUnits: true, demand: fits(samples, 1)) { network, checkpoint in
      var scores: [String: Tensor] = [:]
      for group in network.channelGroups where group.fixture == nil {
        for producer in group.producers {
          let part = try network.prefix(through: producer.name)
          var sums = [Double](repeating: 0, count: group.units)
          let size = part.outputWidth / group.units
          for first in stride(from: 0, to: samples.count, by: 256) {
            let rows = try samples[first..<min(first + 256, samples.count)]
            let outputs = try part.logits(rows.inputs, checkpoint: checkpoint).floats
            for (place, value) in outputs.enumerated() { sums[place / size % group.units] += Double(term(value)) }
          }
          let count = Double(samples.count * size)
          scores[producer.name + ".weight"] = Tensor([group.units], sums.map { $0 / count })
        }
      }
      // Outputs are never ranked.
      for index in network.prunableIndices where scores[network.parameters[index].name] == nil {
        scores[network.parameters[index].name] = Tensor(zeros: [network.parameters[index].value.shape[0]])
      }
      return scores
    }
  }
}
