import CommandLanguage
import Datasets
import Networks
import Tensors

extension CommandModule {
  /// Training.
  static let training = CommandModule("training", summary: "Training networks: optimisers, stopping, runs.") {
    Command(
      "train", "Trains a copy of a network on a data set.",
      .positional("net", Network.self, "the network to start from; masked weights stay zero"),
      .labelled("on", Dataset.self, "train to learn from, validation to watch, test to report on"),
      .labelled("epochs", Int.self, default: 10, "passes over the training part", unit: "epochs"),
      .labelled("batch", Int.self, default: 60, "samples a step", unit: "samples"),
      .labelled(
        "optimizer", Optimizer.self, default: .adam(rate: 1.2e-3), ".adam(rate: …) or .sgd(rate: …)",
        written: ".adam(rate: 0.0012)"),
      .labelled("seed", Int?.self, "orders the samples; the session's seed unless given"),
      .labelled("stop", StoppingRule?.self, "when to stop before the last epoch"),
      .labelled("evaluateEvery", Interval.self, default: .epochs(1), "how often to evaluate: .epochs(1), .steps(100)"),
      purity: .pure(hint: "'net' is unchanged; use the run's '.network'"),
      formula: "softmax cross-entropy: loss = -Σ ln softmax(z)ₗₐᵦₑₗ / n",
      example: "train(mlp([64, 30, 10]), on: digits(), epochs: 2).test.accuracy"
    ) { call, net, data, epochs, batch, optimizer, seed, stop, evaluateEvery in
      let settings = TrainingSettings(
        epochs: epochs, batch: batch, optimizer: optimizer, seed: try seed ?? call.cell.seed, stop: stop,
        evaluateEvery: evaluateEvery)
      return try call.working { try Networks.train(net, on: data, settings, checkpoint: $0) }
    }
    TypeDeclaration(TrainingRun.self, "What training gave: the trained network and how it got there.") {
      Property("network", "The network after the last step.") { $0.network }
      Property("history", "The evaluations on the way, first to last.") { $0.history }
      Property("train", "The trained network on the training part.") { $0.train }
      Property("validation", "The trained network on the validation part.") { run in
        try run.validation.orThrow(part: "validation")
      }
      Property("test", "The trained network on the test part.") { run in try run.test.orThrow(part: "test") }
      Property("steps", "The number of steps taken.") { $0.steps }
      Property("seed", "The seed that ordered the samples.") { $0.settings.seed }
      Property("earlyStopStep", "The step of least validation loss; nil where nothing was validated.") {
        $0.earlyStopStep
      }
      Property("leastValidationLoss", "The least validation loss on the way.") { run in
        guard let least = run.history.compactMap({ $0.validation?.loss }).min() else {
          throw NetworkError.emptySamples(part: "validation")
        }
        return least
      }
      Property("description", "Every setting of the run, one a line.") { "\($0.description)" }
    }
    TypeDeclaration(TrainingRun.Record.self, "One evaluation on the way.") {
      Property("step", "The step after which it was made.") { $0.step }
      Property("epoch", "The same in epochs.") { $0.epoch }
      Property("train", "Loss and accuracy over the samples trained on since the last one.") { $0.train }
      Property("validation", "Loss and accuracy on the validation part; nil without one.") { $0.validation }
    }
    TypeDeclaration(Evaluation.self, "Loss and accuracy on samples.") {
      Property("loss", "The mean softmax cross-entropy.", formula: "-Σ ln softmax(z)ₗₐᵦₑₗ / n") { $0.loss }
      Property("accuracy", "The fraction classified correctly.") { $0.accuracy }
      Property("error", "The fraction classified wrongly.") { $0.error }
      Property("correct", "How many were classified correctly.") { $0.correct }
      Property("count", "How many there were.") { $0.count }
    }
    TypeDeclaration(Optimizer.self, "How a step changes the weights.") {
      StaticMethod(
        "sgd", "Stochastic gradient descent, with momentum.",
        .labelled("rate", Double.self, "the learning rate"),
        .labelled("momentum", Double.self, default: 0, "from 0 to below 1"),
        .labelled("nesterov", Bool.self, default: false, "whether to look ahead along the momentum"),
        .labelled("weightDecay", Double.self, default: 0, "added to the gradient, times the weight"),
        formula: "v ← μv + g, w ← w - ηv",
        example:
          "train(mlp([64, 10]), on: digits(), epochs: 1, optimizer: .sgd(rate: 0.1, momentum: 0.9)).test.accuracy"
      ) { _, rate, momentum, nesterov, weightDecay in
        Optimizer.sgd(rate: rate, momentum: momentum, nesterov: nesterov, weightDecay: weightDecay)
      }
      StaticMethod(
        "adam", "Adam: steps of a size that the mean and the mean square of the gradient set.",
        .labelled("rate", Double.self, default: 1e-3, "the learning rate"),
        .labelled("beta1", Double.self, default: 0.9, "memory of the mean gradient"),
        .labelled("beta2", Double.self, default: 0.999, "memory of the mean squared gradient"),
        .labelled("epsilon", Double.self, default: 1e-8, "added to the denominator"),
        formula: "w ← w - η m̂ / (√v̂ + ε)",
        example: "train(mlp([64, 10]), on: digits(), epochs: 1, optimizer: .adam(rate: 1e-3)).test.accuracy",
        paper: "Kingma and Ba 2015, arXiv:1412.6980"
      ) { _, rate, beta1, beta2, epsilon in
        Optimizer.adam(rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon)
      }
    }
    TypeDeclaration(StoppingRule.self, "When to stop before the last epoch.") {
      StaticMethod(
        "earliest", "Stops once a measure has not improved for a while.",
        .positional("metric", StoppingRule.Metric.self, ".validationLoss"),
        .labelled("patience", Int.self, "how long to wait without an improvement", unit: "evaluations"),
        example:
          "train(mlp([64, 10]), on: digits(), epochs: 4, stop: .earliest(.validationLoss, patience: 1)).earlyStopStep"
      ) { _, metric, patience in StoppingRule.earliest(metric, patience: patience) }
    }
    TypeDeclaration(choice: StoppingRule.Metric.self, "What a stopping rule watches.") { metric in
      switch metric {
      case .validationLoss: "The loss on the validation part; least is best."
      }
    }
    TypeDeclaration(Interval.self, "How often something happens.") {
      StaticMethod(
        "steps", "Every n steps.", .positional("count", Int.self, "n", unit: "steps"),
        example: "train(mlp([64, 10]), on: digits(), epochs: 1, evaluateEvery: .steps(10)).history.count"
      ) { _, count in Interval.steps(count) }
      StaticMethod(
        "epochs", "Every n epochs.", .positional("count", Int.self, "n", unit: "epochs"),
        example: "train(mlp([64, 10]), on: digits(), epochs: 4, evaluateEvery: .epochs(2)).history.count"
      ) { _, count in
        Interval.epochs(count)
      }
    }
  }
}

extension Evaluation? {
  /// - Throws: `NetworkError.emptySamples` where there was nothing to evaluate on.
  func orThrow(part: String) throws(NetworkError) -> Evaluation {
    guard let self else { throw .emptySamples(part: part) }
    return self
  }
}
