public import Datasets
public import Networks
public import Tensors

extension Network {
  /// The class that each sample is taken for: the largest logit, the first of equals.
  /// - Throws: as `evaluate(on:)`.
  /// - Complexity: O(rows · weights).
  package func predictions(on samples: Samples, checkpoint: Checkpoint = .none) throws -> [Int] {
    let logits = try logits(samples.inputs, checkpoint: checkpoint).floats
    let classes = outputWidth
    return (0..<samples.count).map { row in
      var best = row * classes
      for index in best..<(row + 1) * classes where logits[index] > logits[best] { best = index }
      return best - row * classes
    }
  }

  /// The fraction of samples that two networks take for different classes.
  /// - Throws: as `evaluate(on:)`.
  /// - Complexity: O(rows · weights).
  public func disagreement(
    with other: Network, on samples: Samples, checkpoint: Checkpoint = .none
  ) throws -> Double {
    guard samples.count > 0 else { throw NetworkError.emptySamples(part: "given") }
    let own = try predictions(on: samples, checkpoint: checkpoint)
    let others = try other.predictions(on: samples, checkpoint: checkpoint)
    return Double(zip(own, others).count { $0 != $1 }) / Double(samples.count)
  }
}
