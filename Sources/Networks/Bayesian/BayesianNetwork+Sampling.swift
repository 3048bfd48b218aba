public import Tensors

extension BayesianNetwork {
  /// The stream of one draw among many: `posterior`, numbered.
  static func stream(seed: Int, pass: Int) -> RandomStream { RandomStream(seed: seed, name: "posterior", index: pass) }

  /// One draw of all weights: w = μ + σ ε.
  ///
  /// Pass i of a seed is the network that pass i of `predict` goes by.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(parameters).
  public func sampled(seed: Int, pass: Int = 0, checkpoint: Checkpoint = .none) throws(Interrupted) -> Network {
    let plan = ExecutionPlan(means)
    let vectors = PosteriorVectors(self, plan: plan)
    let weights = FloatBuffer(count: plan.count)
    try vectors.draw(BayesianNetwork.stream(seed: seed, pass: pass), into: weights.base, checkpoint: checkpoint)
    return plan.unload(weights, into: means)
  }
}
