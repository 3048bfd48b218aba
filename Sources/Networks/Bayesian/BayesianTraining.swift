public import Datasets
public import Tensors

/// Trains the distributions of a Bayesian network by Bayes by Backprop.
///
/// A step draws w = μ + σ ε once (stream `weights`, index step) and goes down, by Adam, the gradient by μ and ρ of
///
///     T / batches · (ln q(w | μ, σ) - ln p(w)) + Σ nll(batch; w)
///
/// where the first gradient passes through w by the reparameterisation. Epochs visit every training sample once, in the
/// order of an ordinary run of the same seed. What the means' masks prune stays 0. The result is the same bits for a
/// seed on any number of threads.
///
/// Sources: Blundell, Cornebise, Kavukcuoglu, Wierstra, "Weight uncertainty in neural networks", arXiv:1505.05424;
/// Mohan et al., "Quantifying uncertainty in deep learning approaches to radio galaxy classification",
/// arXiv:2201.01203 (temperature, defaults).
/// - Parameters:
///   - network: where to start from.
///   - data: what to learn from and to watch.
///   - checkpoint: asked at every shard of every step; told after every step.
/// - Throws: `NetworkError` before the first step where network, data and settings do not go together or the data are
///   not finite; `.diverged` once a loss is not finite; `Interrupted`.
/// - Complexity: O(epochs · samples · weights), and about 4 ns a weight and step for drawing and moving it.
public func trainBayesian(
  _ network: BayesianNetwork, on data: Dataset, _ settings: BayesianSettings = BayesianSettings(),
  checkpoint: Checkpoint = .none
) throws -> BayesianRun {
  try settings.validate(for: data)
  for (part, samples) in [("training", data.train), ("validation", data.validation)] where samples.count > 0 {
    try network.means.check(samples, .crossEntropy(), part: part)
    if let place = try samples.firstNotFinite(checkpoint: checkpoint) {
      throw NetworkError.notFinite(part: part, row: place.row, column: place.column)
    }
  }
  let trainer = BayesianTrainer(network, settings, samples: data.train.count)
  let steps = settings.training.stepsPerEpoch(data.train.count)
  var history: [BayesianRun.Record] = []
  var best: (loss: Double, network: BayesianNetwork)?
  var evaluationsSinceBest = 0
  for epoch in 0..<settings.epochs {
    var order = RandomStream(seed: settings.seed, name: "order", index: epoch)
    let rows = order.permutation(of: data.train.count)
    var sums = (loss: 0.0, correct: 0, divergence: 0.0)
    for position in 0..<steps {
      let step = epoch * steps + position
      let batch = rows[position * settings.batch..<min((position + 1) * settings.batch, rows.count)]
      let (evaluation, divergence) = try trainer.step(batch, of: data.train, at: step, checkpoint: checkpoint)
      sums.loss += evaluation.loss * Double(batch.count)
      sums.correct += evaluation.correct
      sums.divergence += divergence
      checkpoint.report(
        Progress(
          "train Bayesian", step + 1, of: settings.epochs * steps, unit: "step",
          measures: [
            .init("epoch", Double(step + 1) / Double(steps)), .init("loss", evaluation.loss),
            .init("accuracy", evaluation.accuracy),
          ]))
    }
    let validation =
      data.validation.count == 0
      ? nil : try trainer.evaluate(data.validation, epoch: epoch, checkpoint: checkpoint)
    history.append(
      BayesianRun.Record(
        epoch: epoch + 1, step: (epoch + 1) * steps,
        train: Evaluation(loss: sums.loss / Double(rows.count), correct: sums.correct, count: rows.count),
        divergence: sums.divergence / Double(steps), validation: validation))
    guard let stop = settings.stop, let validation else { continue }
    if best.map({ validation.loss < $0.loss }) ?? true {
      best = (validation.loss, trainer.network)
      evaluationsSinceBest = 0
    } else {
      evaluationsSinceBest += 1
      if evaluationsSinceBest >= stop.patience { break }
    }
  }
  let trained = best?.network ?? trainer.network
  return BayesianRun(network: trained.expecting(data.standardization), history: history, settings: settings)
}

extension BayesianNetwork {
  /// The network as one that learned from inputs to which this was done.
  fileprivate func expecting(_ standardization: Standardization?) -> BayesianNetwork {
    BayesianNetwork(
      means: means.expecting(standardization ?? means.standardization), spreads: spreads, form: form,
      secondMoments: secondMoments)
  }
}
