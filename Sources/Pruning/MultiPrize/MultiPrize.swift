public import Datasets
public import Networks
public import Tensors

/// Looks for a subnetwork of frozen random weights that classifies: a multi-prize ticket.
///
/// Every weight has a score s, drawn uniformly on ± 1/√fanIn (stream `scores`). A pass goes by the weights whose |s| is
/// among the largest round(keep · n) of their layer; the gradient by the score passes the choice straight through:
/// ∂L/∂s = ∂L/∂w′ · w · sign s, w′ the weights of the pass, for the weights left out as well. Weights, biases and the
/// scales of batch normalisation never change; running statistics are taken anew from the training samples.
///
/// Sources: arXiv:1911.13299; arXiv:2103.09377, whose code has the same gradient.
/// - Parameters:
///   - network: where the frozen weights come from; its masks must be empty.
///   - data: what to learn from, to watch and to report on.
///   - settings: how.
///   - checkpoint: asked at every shard of every step; told after every step.
/// - Throws: `PruningError.fraction` for `keep`, `.emptiesLayer` where a layer would keep nothing, `.alreadySparser`
///   for a network with masks; as `train`; `Interrupted`.
/// - Complexity: O(epochs · samples · weights).
public func multiPrizeTicket(
  _ network: Network, on data: Dataset, _ settings: MultiPrizeSettings = MultiPrizeSettings(),
  checkpoint: Checkpoint = .none
) throws -> MultiPrizeTicket {
  guard settings.keep > 0, settings.keep <= 1 else {
    throw PruningError.fraction(name: "keep", expected: "a fraction in (0, 1]", found: settings.keep)
  }
  guard network.sparsity == 0 else {
    throw PruningError.alreadySparser(layer: nil, sparsity: network.sparsity, requested: 1 - settings.keep)
  }
  try settings.training.validate(for: data)
  // An evaluation of one sample refuses what does not fit before the first step.
  for samples in [data.train, data.validation, data.test] where samples.count > 0 {
    _ = try network.evaluate(on: samples[0..<1])
    guard samples.labels.allSatisfy({ $0 < network.outputWidth }) else {
      _ = try network.evaluate(on: samples, checkpoint: checkpoint)
      continue
    }
  }
  var search = try MultiPrizeSearch(network, settings)
  let steps = settings.training.stepsPerEpoch(data.train.count)
  var history: [MultiPrizeTicket.Record] = []
  for epoch in 0..<settings.epochs {
    var order = RandomStream(seed: settings.seed, name: "order", index: epoch)
    let rows = order.permutation(of: data.train.count)
    var sums = (loss: 0.0, correct: 0)
    let before = search.marks
    for position in 0..<steps {
      let batch = rows[position * settings.batch..<min((position + 1) * settings.batch, rows.count)]
      let step = epoch * steps + position
      let factor = settings.schedule.factor(step: step, total: settings.epochs * steps, stepsPerEpoch: steps)
      let evaluation = try search.step(batch, of: data.train, at: step, factor: factor, checkpoint: checkpoint)
      sums.loss += evaluation.loss * Double(batch.count)
      sums.correct += evaluation.correct
      checkpoint.report(
        Progress(
          settings.rule == .edgePopup ? "edge-popup" : "biprop", step + 1, of: settings.epochs * steps, unit: "step",
          measures: [
            .init("epoch", Double(step + 1) / Double(steps)), .init("loss", evaluation.loss),
            .init("accuracy", evaluation.accuracy),
          ]))
    }
    let current = try search.network(statistics: data.train, checkpoint: checkpoint)
    history.append(
      MultiPrizeTicket.Record(
        epoch: epoch + 1, step: (epoch + 1) * steps,
        train: Evaluation(loss: sums.loss / Double(rows.count), correct: sums.correct, count: rows.count),
        validation: data.validation.count == 0
          ? nil : try current.evaluate(on: data.validation, checkpoint: checkpoint),
        exchanged: search.exchanged(since: before)))
  }
  let found = try search.network(statistics: data.train, checkpoint: checkpoint)
  func evaluation(_ samples: Samples) throws -> Evaluation? {
    samples.count == 0 ? nil : try found.evaluate(on: samples, checkpoint: checkpoint)
  }
  return MultiPrizeTicket(
    network: found, origin: search.frozen, history: history,
    train: try found.evaluate(on: data.train, checkpoint: checkpoint), validation: try evaluation(data.validation),
    test: try evaluation(data.test), settings: settings)
}
