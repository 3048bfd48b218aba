import CommandLanguage
import Datasets
import Networks
import Pruning
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
        "optimizer", Optimizer.self, default: .adam(rate: 1.2e-3), ".adam(rate: …), .adamW(rate: …) or .sgd(rate: …)",
        written: ".adam(rate: 0.0012)"),
      .labelled(
        "schedule", [Schedule].self, default: [], "factors of the rate, multiplied: [.warmup(.epochs(1)), .cosine()]"),
      .labelled("clip", GradientClip?.self, "a bound on the gradient: .norm(1) or .value(0.1)"),
      .labelled(
        "loss", Loss.self, default: .crossEntropy(), ".crossEntropy(smoothing: …), .squaredError or .reconstruction",
        written: ".crossEntropy()"),
      .labelled(
        "augmentation", [Augmentation].self, default: [],
        "random changes of the training images: [.flip, .crop(padding: 4)]"),
      .labelled("seed", Int?.self, "orders and augments the samples; the session's seed unless given"),
      .labelled(
        "stop", StoppingRule?.self, "when to stop before the last epoch, with the network of least validation loss"),
      .labelled("evaluateEvery", Interval.self, default: .epochs(1), "how often to evaluate: .epochs(1), .steps(100)"),
      .labelled(
        "execution", ExecutionPolicy.self, default: .automatic,
        "how layers with masks run: .automatic, .dense, .sparse, or what 'tune' says"),
      .labelled(
        "checkpoint", CheckpointRule?.self, "keeps the state on the way, and goes on from it: .every(.epochs(1), in: …)"
      ),
      .labelled(
        "pruning", PruningSchedule?.self, "when weights go, and come back: .gradual(to: 0.9), .rigl(every: 100), …"),
      .labelled(
        "samples", SampleSelection?.self,
        "which part of the samples an epoch visits: .random(keep: 0.3), .epsilonGreedy(keep: 0.3), …"),
      .labelled(
        "onEvaluation", FunctionValue?.self, "called with each line of the history as it is written",
        signature: .optional(.function([TrainingRun.Record.valueType], .unknown))),
      purity: .pure(hint: "'net' is unchanged; use the run's '.network'"),
      formula: "softmax cross-entropy: loss = -Σ ln softmax(z)ₗₐᵦₑₗ / n",
      example: "train(mlp([64, 30, 10]), on: digits(), epochs: 2).test.accuracy"
    ) {
      call, net, data, epochs, batch, optimizer, schedule, clip, loss, augmentation, seed, stop, evaluateEvery,
      execution, rule, pruning, samples, onEvaluation in
      let settings = TrainingSettings(
        epochs: epochs, batch: batch, optimizer: optimizer, schedule: schedule, clip: clip, loss: loss,
        augmentation: augmentation, seed: try seed ?? call.cell.seed, stop: stop, evaluateEvery: evaluateEvery,
        execution: execution, checkpoint: rule)
      return try call.working { checkpoint in
        let observer: EvaluationObserver? = onEvaluation.map { function in
          { record in _ = try call.apply(function, to: [record.value]) }
        }
        guard let pruning else {
          return try Networks.train(
            net, on: data, settings, selector: samples?.selector, checkpoint: checkpoint, onEvaluation: observer)
        }
        return try Pruning.train(
          net, on: data, settings, pruning: pruning, selector: samples?.selector, checkpoint: checkpoint,
          onEvaluation: observer)
      }
    }
    TypeDeclaration(TrainingRun.self, "What training gave: the trained network and how it got there.") {
      Property("network", "The network after the last step; with 'stop', that of least validation loss.") { $0.network }
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
      Property("maskChanges", "How the masks changed on the way, where the run was given a pruning.") {
        MaskChanges($0)
      }
      Property("leastValidationLoss", "The least validation loss on the way.") { run in
        guard let least = run.history.compactMap({ $0.validation?.loss }).min() else {
          throw NetworkError.emptySamples(part: "validation")
        }
        return least
      }
      Property("visitCounts", "How often each sample was visited; nil unless 'samples' chose them.") { $0.visitCounts }
      Property("description", "Every setting of the run, one a line.") { "\($0.description)" }
      Property("name", "The same for the same settings, data and initial weights: SHA-256, defaults left out.") {
        $0.description.name
      }
      Property("csv", "The run as lines metric,step,value, as open_lth logs.") { MetricLog($0).csv }
      Method(
        "saveLog", "Writes the run as lines metric,step,value, as open_lth logs: batch_loss,24,0.3521.",
        .positional("path", String.self, "where to", isPath: true), purity: .effectful, result: .void,
        example: "train(mlp([64, 10]), on: digits(), epochs: 1).saveLog(\"run.csv\")"
      ) { _, run, path -> Value in
        try MetricLog(run).write(to: path)
        return .void
      }
      Method(
        "saveEvents", "Writes the run as an event file for TensorBoard, in a folder that it makes.",
        .labelled("in", String.self, "the folder; one a run, so that TensorBoard tells them apart", isPath: true),
        purity: .effectful, result: .void,
        example: "train(mlp([64, 10]), on: digits(), epochs: 1).saveEvents(in: \"runs/first\")"
      ) { _, run, folder -> Value in
        try EventFile(MetricLog(run)).write(in: folder)
        return .void
      }
    }
    TypeDeclaration(TrainingRun.Record.self, "One evaluation on the way.") {
      Property("step", "The step after which it was made.") { $0.step }
      Property("epoch", "The same in epochs.") { $0.epoch }
      Property("train", "Loss and accuracy over the samples trained on since the last one.") { $0.train }
      Property("validation", "Loss and accuracy on the validation part; nil without one.") { $0.validation }
    }
    TypeDeclaration(Evaluation.self, "Loss and accuracy on samples.") {
      Property(
        "loss", "The mean loss: softmax cross-entropy unless a run had another.", formula: "-Σ ln softmax(z)ₗₐᵦₑₗ / n"
      ) { $0.loss }
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
        .labelled("weightDecay", Double.self, default: 0, "added to the gradient, times the weight"),
        formula: "w ← w - η m̂ / (√v̂ + ε)",
        example: "train(mlp([64, 10]), on: digits(), epochs: 1, optimizer: .adam(rate: 1e-3)).test.accuracy",
        paper: "Kingma and Ba 2015, arXiv:1412.6980"
      ) { _, rate, beta1, beta2, epsilon, weightDecay in
        Optimizer.adam(rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay)
      }
      StaticMethod(
        "adamW", "Adam with a weight decay that is no part of the gradient.",
        .labelled("rate", Double.self, default: 1e-3, "the learning rate"),
        .labelled("beta1", Double.self, default: 0.9, "memory of the mean gradient"),
        .labelled("beta2", Double.self, default: 0.999, "memory of the mean squared gradient"),
        .labelled("epsilon", Double.self, default: 1e-8, "added to the denominator"),
        .labelled("weightDecay", Double.self, default: 1e-2, "what a weight loses a step, times rate and weight"),
        formula: "w ← (1 - ηλ) w - η m̂ / (√v̂ + ε)",
        example: "train(mlp([64, 10]), on: digits(), epochs: 1, optimizer: .adamW(rate: 1e-3)).test.accuracy",
        paper: "Loshchilov and Hutter 2019, arXiv:1711.05101"
      ) { _, rate, beta1, beta2, epsilon, weightDecay in
        Optimizer.adamW(rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay)
      }
    }
    TypeDeclaration(Schedule.self, "A factor of the learning rate, step after step; those of a list are multiplied.") {
      StaticMember("constant", "1 throughout.") { Schedule.constant }
      StaticMethod(
        "step", "Drops: multiplied by the factor from each milestone on.",
        .labelled("milestones", [Interval].self, "when: [.epochs(80), .epochs(120)]"),
        .labelled("factor", Double.self, default: 0.1, "at least 0"),
        formula: "factor^(milestones passed)",
        example:
          "train(mlp([64, 10]), on: digits(), epochs: 3, schedule: [.step(milestones: [.epochs(2)])]).test.accuracy"
      ) { _, milestones, factor in Schedule.step(milestones: milestones, factor: factor) }
      StaticMethod(
        "cosine", "Half a cosine over the run.", .labelled("to", Double.self, default: 0, "the factor at its end"),
        formula: "to + (1 - to)(1 + cos πt/T)/2",
        example: "train(mlp([64, 10]), on: digits(), epochs: 2, schedule: [.cosine()]).test.accuracy",
        paper: "Loshchilov and Hutter 2017, arXiv:1608.03983"
      ) { _, end in Schedule.cosine(to: end) }
      StaticMethod(
        "warmup", "A straight line to 1.", .positional("length", Interval.self, "how long: .epochs(1), .steps(500)"),
        .labelled("from", Double.self, default: 0, "the factor of the first step, from 0 to 1"),
        formula: "from + (1 - from) min(t/n, 1)",
        example:
          "train(mlp([64, 10]), on: digits(), epochs: 2, schedule: [.warmup(.epochs(1)), .cosine()]).test.accuracy",
        paper: "Goyal et al. 2017, arXiv:1706.02677"
      ) { _, length, start in Schedule.warmup(length, from: start) }
      StaticMethod(
        "oneCycle", "Up to the peak and down to nearly nothing, by half cosines.",
        .labelled("peak", Double.self, default: 1, "the greatest factor"),
        .labelled("rise", Double.self, default: 0.3, "the fraction of the run that rises, between 0 and 1"),
        .labelled("divisor", Double.self, default: 25, "the peak over the first factor"),
        .labelled("finalDivisor", Double.self, default: 1e4, "the first factor over the last"),
        example: "train(mlp([64, 10]), on: digits(), epochs: 2, schedule: [.oneCycle()]).test.accuracy",
        paper: "Smith and Topin 2018, arXiv:1708.07120"
      ) { _, peak, rise, divisor, finalDivisor in
        Schedule.oneCycle(peak: peak, rise: rise, divisor: divisor, finalDivisor: finalDivisor)
      }
    }
    TypeDeclaration(GradientClip.self, "A bound on the gradient, before the optimiser sees it.") {
      StaticMethod(
        "norm", "The gradient of all weights as one vector is made no longer than this.",
        .positional("limit", Double.self, "positive"), formula: "g min(1, limit / ‖g‖)",
        example: "train(mlp([64, 10]), on: digits(), epochs: 1, clip: .norm(1)).test.accuracy",
        paper: "Pascanu, Mikolov and Bengio 2013, arXiv:1211.5063"
      ) { _, limit in GradientClip.norm(limit) }
      StaticMethod(
        "value", "Every number of the gradient is cut to ± this.", .positional("limit", Double.self, "positive"),
        formula: "min(max(g, -limit), limit)",
        example: "train(mlp([64, 10]), on: digits(), epochs: 1, clip: .value(0.1)).test.accuracy"
      ) { _, limit in GradientClip.value(limit) }
    }
    TypeDeclaration(Loss.self, "What training makes small.") {
      StaticMethod(
        "crossEntropy", "Softmax cross-entropy, with label smoothing; evaluations leave the smoothing out.",
        .labelled("smoothing", Double.self, default: 0, "what of a label is spread over all classes, from 0 to 1"),
        formula: "(1 - ε) nll(label) + ε/C Σ nll(c)",
        example: "train(mlp([64, 10]), on: digits(), epochs: 1, loss: .crossEntropy(smoothing: 0.1)).test.accuracy",
        paper: "Szegedy et al. 2016, arXiv:1512.00567"
      ) { _, smoothing in Loss.crossEntropy(smoothing: smoothing) }
      StaticMember(
        "squaredError", "The mean squared difference from 1 at the label and 0 elsewhere.", formula: "Σ (z - t)² / C"
      ) { Loss.squaredError }
      StaticMember(
        "reconstruction", "The mean squared difference from the sample itself, for autoencoders.",
        formula: "Σ (z - x)² / D"
      ) { Loss.reconstruction }
    }
    TypeDeclaration(Augmentation.self, "A random change of a training image, drawn anew every epoch.") {
      StaticMember("flip", "Mirrored left to right with probability 1/2.") { Augmentation.flip }
      StaticMethod(
        "crop", "Padded with 0 and cut to its size at a random place.",
        .labelled("padding", Int.self, "on every side", unit: "pixels"),
        example:
          "train(mlp([64, 10]), on: digits(), epochs: 1, augmentation: [.flip, .crop(padding: 1)]).test.accuracy",
        paper: "He et al. 2016, arXiv:1512.03385"
      ) { _, padding in Augmentation.crop(padding: padding) }
      StaticMethod(
        "shift", "Moved along each axis, 0 coming in.", .positional("distance", Int.self, "at most", unit: "pixels"),
        example: "train(mlp([64, 10]), on: digits(), epochs: 1, augmentation: [.shift(1)]).test.accuracy"
      ) { _, distance in Augmentation.shift(distance) }
      StaticMethod(
        "noise", "Gaussian noise on every number, behind all moves; values are not clamped.",
        .labelled("deviation", Double.self, "its standard deviation, above 0", unit: "input units"),
        formula: "x + σ·n",
        example: "train(mlp([64, 10]), on: digits(), epochs: 1, augmentation: [.noise(deviation: 0.1)]).test.accuracy"
      ) { _, deviation in Augmentation.noise(deviation: deviation) }
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
