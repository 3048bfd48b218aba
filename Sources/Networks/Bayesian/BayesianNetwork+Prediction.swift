public import Datasets
import Glibc
public import Tensors

extension BayesianNetwork {
  /// What the distribution of networks says of samples: the mean of its draws' probabilities, with what they disagree
  /// on.
  /// - Parameters:
  ///   - passes: draws, each over all samples.
  ///   - seed: what they are drawn with.
  /// - Throws: `NetworkError.setting` for a number of passes out of range; as `Network.evaluate(on:)`; `Interrupted`.
  /// - Complexity: O(passes · rows · weights).
  public func predict(
    _ samples: Samples, passes: Int = 10, seed: Int = 0, checkpoint: Checkpoint = .none
  ) throws -> PredictiveDistribution {
    try NetworkError.demand(passes >= 1 && passes <= 100_000, "passes", "1 to 100000", passes)
    try means.check(samples, .crossEntropy(), part: "given")
    let plan = ExecutionPlan(means)
    let vectors = PosteriorVectors(self, plan: plan)
    let weights = FloatBuffer(count: plan.count)
    let inference = Inference(plan, parameters: weights, rows: samples.count)
    var sums = PredictiveSums(labels: samples.labels, classes: means.outputWidth)
    for pass in 0..<passes {
      try vectors.draw(BayesianNetwork.stream(seed: seed, pass: pass), into: weights.base, checkpoint: checkpoint)
      sums.add(logits: try inference.logits(samples.inputs.floats, checkpoint: checkpoint))
      checkpoint.report(Progress("predict", pass + 1, of: passes, unit: "pass"))
    }
    return sums.distribution
  }
}

/// Sums over the passes of a prediction.
private struct PredictiveSums {
  let labels: [Int]
  let classes: Int
  private var probabilities: [Double]
  private var entropies: [Double]
  private var passErrors: [Double] = []

  init(labels: [Int], classes: Int) {
    self.labels = labels
    self.classes = classes
    probabilities = [Double](repeating: 0, count: labels.count * classes)
    entropies = [Double](repeating: 0, count: labels.count)
  }

  mutating func add(logits: [Float]) {
    var wrong = 0
    var exponentials = [Double](repeating: 0, count: classes)
    for row in labels.indices {
      let first = row * classes
      var best = 0
      for class_ in 1..<max(classes, 1) where logits[first + class_] > logits[first + best] { best = class_ }
      if best != labels[row] { wrong += 1 }
      let top = Double(logits[first + best])
      var total = 0.0
      var weighted = 0.0
      for class_ in 0..<classes {
        let below = Double(logits[first + class_]) - top
        exponentials[class_] = exp(below)
        total += exponentials[class_]
        weighted += exponentials[class_] * below
      }
      for class_ in 0..<classes { probabilities[first + class_] += exponentials[class_] / total }
      // H = ln Σ e^z - Σ p z, z from the largest logit.
      entropies[row] += log(total) - weighted / total
    }
    passErrors.append(Double(wrong) / Double(labels.count))
  }

  var distribution: PredictiveDistribution {
    let passes = Double(passErrors.count)
    return PredictiveDistribution(
      probabilities: Tensor([labels.count, classes], probabilities.map { $0 / passes }), labels: labels,
      expectedEntropy: entropies.map { $0 / passes }, passErrors: passErrors)
  }
}
