import Datasets
import Tensors

/// A run of Bayes by Backprop under way: distributions, gradients and Adam's memory as flat vectors.
final class BayesianTrainer {
  private let initial: BayesianNetwork
  private let settings: BayesianSettings
  private let plan: ExecutionPlan
  private let differentiator: Differentiator
  private let vectors: PosteriorVectors
  private let slopes: FloatBuffer
  private let memory: (means: Moments, spreads: Moments)
  private let inference: Inference
  private let drawn: FloatBuffer
  private let batches: Int

  /// Adam's two moving means.
  private struct Moments {
    let first: FloatBuffer
    let second: FloatBuffer

    init(count: Int) {
      first = FloatBuffer(count: count)
      second = FloatBuffer(count: count)
    }
  }

  init(_ network: BayesianNetwork, _ settings: BayesianSettings, samples: Int) {
    initial = network
    self.settings = settings
    plan = ExecutionPlan(network.means)
    differentiator = Differentiator(network.means, batch: settings.batch, statistics: .running)
    vectors = PosteriorVectors(network, plan: plan)
    slopes = FloatBuffer(count: plan.count)
    memory = (Moments(count: plan.count), Moments(count: plan.count))
    drawn = FloatBuffer(count: plan.count)
    inference = Inference(plan, parameters: drawn, rows: samples)
    batches = settings.training.stepsPerEpoch(samples)
  }

  /// One step: a draw, its gradient, and Adam's move.
  /// - Returns: loss and accuracy of the batch by the draw, and ln q - ln p.
  func step(
    _ rows: ArraySlice<Int>, of samples: Samples, at step: Int, checkpoint: Checkpoint
  ) throws -> (Evaluation, divergence: Double) {
    guard let weights = differentiator.parameters.baseAddress, let gradient = differentiator.gradient.baseAddress else {
      preconditionFailure("a network has parameters")
    }
    let stream = RandomStream(seed: settings.seed, name: "weights", index: step)
    try vectors.draw(stream, into: weights, checkpoint: checkpoint)
    let evaluation = try differentiator.differentiate(rows, of: samples, checkpoint: checkpoint)
    let sums = try vectors.pullBack(
      gradient, spreads: slopes.base, weights: weights, rows: rows.count,
      weight: settings.temperature / Double(batches), prior: settings.prior, checkpoint: checkpoint)
    guard evaluation.loss.isFinite, sums.logPosterior.isFinite, sums.logPrior.isFinite else {
      throw NetworkError.diverged(step: step, loss: evaluation.loss)
    }
    let factor = settings.schedule.factor(step: step, total: settings.epochs * batches, stepsPerEpoch: batches)
    let rule = UpdateRule(.adam(rate: settings.rate), step: step + 1, factor: factor)
    let (means, spreads) = memory
    // The last shard of a step is not to be missing, so an interrupt waits for the step's end.
    try? vectors.forEachShard(checkpoint: .none) { range in
      let first = range.lowerBound
      rule.move(
        vectors.means.base + first, by: gradient + first, first: means.first.base + first,
        second: means.second.base + first, mask: nil, count: range.count)
      rule.move(
        vectors.spreads.base + first, by: slopes.base + first, first: spreads.first.base + first,
        second: spreads.second.base + first, mask: nil, count: range.count)
    }
    return (evaluation, sums.logPosterior - sums.logPrior)
  }

  /// Samples by one draw (stream `validation`, index epoch).
  func evaluate(_ samples: Samples, epoch: Int, checkpoint: Checkpoint) throws(Interrupted) -> Evaluation {
    let stream = RandomStream(seed: settings.seed, name: "validation", index: epoch)
    try vectors.draw(stream, into: drawn.base, checkpoint: checkpoint)
    return try samples.withView { view throws(Interrupted) in
      try inference.evaluate(view, .crossEntropy(), checkpoint: checkpoint)
    }
  }

  /// The distributions as they stand.
  var network: BayesianNetwork {
    func arrays(_ buffer: FloatBuffer) -> [Tensor] {
      zip(plan.places, initial.spreads).map { place, shaped in
        Tensor(shaped.shape, place.dense(buffer, count: shaped.count))
      }
    }
    return BayesianNetwork(
      means: plan.unload(vectors.means, into: initial.means), spreads: arrays(vectors.spreads), form: initial.form,
      secondMoments: arrays(memory.means.second))
  }
}
