import CommandLanguage
import Datasets
import Networks
import Pruning
import Tensors

extension CommandModule {
  /// Bayesian networks.
  static let bayesian = CommandModule(
    "bayesian", summary: "Weights that are distributions: Bayes by Backprop, uncertainty, calibration."
  ) {
    Command(
      "bayesian", "Makes every weight and bias of a network a normal distribution.",
      .positional("net", Network.self, "its layers and masks; no batch normalisation, no dropout"),
      .labelled(
        "form", DeviationForm.self, default: .exponential, "how deviations follow from ρ: .exponential, .softplus"),
      .labelled(
        "meanBound", Double?.self, default: 0.1, "means are drawn uniformly on ± this; nil keeps the network's weights"),
      .labelled("spreads", [Double].self, default: [-5, -4], "ρ is drawn uniformly between these two"),
      .labelled("seed", Int?.self, "draws the numbers; the session's seed unless given"),
      formula: "w = μ + σ ε, σ = exp ρ or ln(1 + exp ρ)", example: "bayesian(mlp([64, 30, 10]))",
      paper: "Blundell et al. 2015, arXiv:1505.05424"
    ) { call, net, form, meanBound, spreads, seed -> BayesianNetwork in
      guard spreads.count == 2, spreads[0] <= spreads[1] else {
        throw call.invalid("spreads", expected: "two numbers, the smaller first", found: "\(spreads)")
      }
      let drawn = try seed ?? call.cell.seed
      return try call.working(operations: 0) { _ in
        try BayesianNetwork(net, form: form, meanBound: meanBound, spreads: spreads[0]...spreads[1], seed: drawn)
      }
    }
    Command(
      "trainBayesian",
      "Trains distributions by Bayes by Backprop; the defaults are those of the radio galaxies' paper.",
      .positional("net", BayesianNetwork.self, "where to start from, as bayesian(mlp([784, 400, 400, 10]))"),
      .labelled("on", Dataset.self, "train to learn from, validation to watch"),
      .labelled("epochs", Int.self, default: 100, "passes over the training part", unit: "epochs"),
      .labelled("batch", Int.self, default: 50, "samples a step", unit: "samples"),
      .labelled("rate", Double.self, default: 5e-5, "Adam's learning rate", written: "5e-5"),
      .labelled("schedule", [Schedule].self, default: [], "factors of the rate, multiplied"),
      .labelled(
        "temperature", Double.self, default: 1e-2,
        "what the divergence from the prior counts; below 1 is a cold posterior"),
      .labelled(
        "prior", WeightPrior.self, default: .gaussian(deviation: 0.1),
        ".gaussian(deviation: …), .laplace(scale: …) or mixtures of two"),
      .labelled(
        "stop", StoppingRule?.self, "when to stop before the last epoch, with the network of least validation loss"),
      .labelled("seed", Int?.self, "orders the samples and draws the weights; the session's seed unless given"),
      purity: .pure(hint: "'net' is unchanged; use the run's '.network'"),
      formula: "T/batches (ln q(w) - ln p(w)) + Σ nll, w = μ + σ ε once a step",
      example: "trainBayesian(bayesian(mlp([64, 30, 10])), on: digits(), epochs: 2, rate: 0.003)",
      paper: "Blundell et al. 2015, arXiv:1505.05424; Mohan et al. 2022, arXiv:2201.01203"
    ) { call, net, data, epochs, batch, rate, schedule, temperature, prior, stop, seed in
      let settings = BayesianSettings(
        epochs: epochs, batch: batch, rate: rate, schedule: schedule, temperature: temperature, prior: prior,
        stop: stop, seed: try seed ?? call.cell.seed)
      return try call.working { try Networks.trainBayesian(net, on: data, settings, checkpoint: $0) }
    }
    Command(
      "prunePosterior", "Removes the weights of a Bayesian network that rank lowest: mean and deviation become 0.",
      .positional("net", BayesianNetwork.self, "what it has lost stays lost and counts"),
      .labelled("removing", Double.self, "the fraction of the weights that may go to be without, in [0, 1)"),
      .labelled("by", PosteriorScore.self, default: .signalToNoise, "what ranks the weights"),
      .labelled("among", PosteriorLayers.self, default: .dense, "which weights may go: .dense or .all"),
      purity: .pure(hint: "'net' is unchanged; use the network that 'prunePosterior' gives"),
      example: "prunePosterior(bayesian(mlp([64, 30, 10])), removing: 0.5).means.sparsity",
      paper: "Mohan et al. 2022, arXiv:2201.01203"
    ) { call, net, fraction, score, layers in
      try call.working(operations: 0) {
        try Pruning.prune(net, removing: fraction, by: score, among: layers, checkpoint: $0)
      }
    }
    Command(
      "calibration", "Whether a network's confidence means what it says: expected calibration error, reliability.",
      .labelled("of", Network.self, "the network"),
      .labelled("on", Samples.self, "what to look at"),
      .labelled("bins", Int.self, default: 10, "ranges of confidence of equal width", unit: "bins"),
      formula: "Σ nᵦ/n |accuracyᵦ - confidenceᵦ|",
      example: "calibration(of: train(mlp([64, 10]), on: digits(), epochs: 2).network, on: digits().test)",
      paper: "Guo et al. 2017, arXiv:1706.04599"
    ) { call, net, samples, bins in
      try call.working(operations: 2 * Double(net.multiplyAdds) * Double(samples.count)) {
        try net.calibration(on: samples, bins: bins, checkpoint: $0)
      }
    }
    TypeDeclaration(BayesianNetwork.self, "A network whose weights are normal distributions.") {
      Property("means", "The means as a network, with the masks.") { $0.means }
      Method(
        "deviation", "σ of a parameter; 0 where it is pruned.", .labelled("of", String.self, "such as fc1.weight"),
        example: "bayesian(mlp([64, 10])).deviation(of: \"fc1.weight\")"
      ) { _, net, name in net.deviations[try net.index(of: name)] }
      Method(
        "signalToNoise", "|μ| / σ of a parameter; 0 where it is pruned.",
        .labelled("of", String.self, "such as fc1.weight"),
        example: "bayesian(mlp([64, 10])).signalToNoise(of: \"fc1.weight\")"
      ) { _, net, name in net.signalToNoise[try net.index(of: name)] }
      Method(
        "sampled", "One draw of all weights.", .labelled("seed", Int.self, default: 0, "draws the weights"),
        .labelled("pass", Int.self, default: 0, "which draw of the seed"),
        example: "bayesian(mlp([64, 10])).sampled(seed: 1)"
      ) { call, net, seed, pass in
        try call.working(operations: 0) { try net.sampled(seed: seed, pass: pass, checkpoint: $0) }
      }
      Method(
        "predict", "What many draws say of samples together.", .positional("samples", Samples.self, "what to look at"),
        .labelled("passes", Int.self, default: 10, "draws", unit: "draws"),
        .labelled("seed", Int.self, default: 0, "draws the weights"),
        example: "bayesian(mlp([64, 10])).predict(digits().test, passes: 3).meanPassError"
      ) { call, net, samples, passes, seed in
        try call.working(operations: 2 * Double(net.means.multiplyAdds) * Double(samples.count * max(passes, 1))) {
          try net.predict(samples, passes: passes, seed: seed, checkpoint: $0)
        }
      }
      Method(
        "divergence", "KL(q ‖ p) from a normal prior in closed form, in nats.",
        .labelled("fromGaussian", Double.self, "the prior's deviation"),
        formula: "Σ ln(σₚ/σ) + (σ² + μ²)/2σₚ² - 1/2",
        example: "bayesian(mlp([64, 10])).divergence(fromGaussian: 0.1)"
      ) { call, net, deviation -> Double in
        guard deviation > 0 else {
          throw call.invalid("fromGaussian", expected: "a positive deviation", found: "\(deviation)")
        }
        return net.divergence(fromGaussian: deviation)
      }
    }
    TypeDeclaration(BayesianRun.self, "What training distributions gave.") {
      Property("network", "The trained distributions.") { $0.network }
      Property("history", "A line an epoch.") { $0.history }
      Property("seed", "The seed that ordered the samples.") { $0.settings.seed }
    }
    TypeDeclaration(BayesianRun.Record.self, "One epoch of a Bayesian run.") {
      Property("epoch", "Passes over the training part so far.") { $0.epoch }
      Property("step", "Steps so far.") { $0.step }
      Property("train", "Loss and accuracy of the epoch's draws, each before its step.") { $0.train }
      Property("divergence", "ln q(w) - ln p(w), the mean over the epoch's draws.") { $0.divergence }
      Property("validation", "The validation part by one draw; nil without one.") { $0.validation }
    }
    TypeDeclaration(PredictiveDistribution.self, "What many draws of a network say of samples.") {
      Property("probabilities", "The mean probability of every class, [samples, classes].") { $0.probabilities }
      Property("predictions", "The most probable class of each sample.") { $0.predictions }
      Property("entropy", "The entropy of the mean probabilities of each sample, in nats.", formula: "-Σ p̄ ln p̄") {
        $0.entropy
      }
      Property("expectedEntropy", "The mean of the draws' entropies of each sample.") { $0.expectedEntropy }
      Property("mutualInformation", "Entropy less expected entropy of each sample: what the draws disagree on.") {
        $0.mutualInformation
      }
      Property("error", "The fraction that the mean probabilities classify wrongly.") { $0.error }
      Property("loss", "The mean of -ln p̄(label), in nats.") { $0.loss }
      Property("passErrors", "The fraction wrong of each draw by itself.") { $0.passErrors }
      Property("meanPassError", "Their mean.") { $0.meanPassError }
      Property("passErrorDeviation", "Their standard deviation.") { $0.passErrorDeviation }
      Method(
        "calibration", "Whether the mean probabilities can be believed.",
        .labelled("bins", Int.self, default: 10, "ranges of confidence of equal width", unit: "bins"),
        example: "bayesian(mlp([64, 10])).predict(digits().test, passes: 3).calibration(bins: 5)"
      ) { call, prediction, bins in try call.working(operations: 0) { _ in try prediction.calibration(bins: bins) } }
    }
    TypeDeclaration(Calibration.self, "Whether confidence means what it says.") {
      Property("expectedError", "The expected calibration error, a fraction.") { $0.expectedError }
      Property("largestError", "The largest of a bin that is not empty.") { $0.largestError }
      Property("bins", "The ranges of confidence.") { $0.bins }
    }
    TypeDeclaration(Calibration.Bin.self, "The samples of one range of confidence.") {
      Property("lower", "Confidences above this.") { $0.lower }
      Property("upper", "Confidences up to this.") { $0.upper }
      Property("count", "How many samples there are.") { $0.count }
      Property("confidence", "Their mean confidence.") { $0.confidence }
      Property("accuracy", "The fraction classified correctly.") { $0.accuracy }
    }
    TypeDeclaration(WeightPrior.self, "What is believed of every weight before any data.") {
      StaticMethod(
        "gaussian", "A normal distribution around 0.", .labelled("deviation", Double.self, default: 0.1, "positive"),
        example: "trainBayesian(bayesian(mlp([64, 10])), on: digits(), epochs: 1, prior: .gaussian(deviation: 1))"
      ) { _, deviation in WeightPrior.gaussian(deviation: deviation) }
      StaticMethod(
        "gaussianMixture", "Two normal distributions around 0.",
        .labelled("share", Double.self, default: 0.5, "of the wide one, between 0 and 1"),
        .labelled("wide", Double.self, default: 0.1, "its deviation"),
        .labelled("narrow", Double.self, default: 1e-3, "that of the other"),
        example: "trainBayesian(bayesian(mlp([64, 10])), on: digits(), epochs: 1, prior: .gaussianMixture())",
        paper: "Blundell et al. 2015, arXiv:1505.05424"
      ) { _, share, wide, narrow in WeightPrior.gaussianMixture(share: share, wide: wide, narrow: narrow) }
      StaticMethod(
        "laplace", "Laplace's distribution around 0.", .labelled("scale", Double.self, default: 1, "positive"),
        formula: "exp(-|w|/b) / 2b",
        example: "trainBayesian(bayesian(mlp([64, 10])), on: digits(), epochs: 1, prior: .laplace(scale: 1))"
      ) { _, scale in WeightPrior.laplace(scale: scale) }
      StaticMethod(
        "laplaceMixture", "Two of Laplace's distributions around 0.",
        .labelled("share", Double.self, default: 0.75, "of the wide one, between 0 and 1"),
        .labelled("wide", Double.self, default: 1, "its scale"),
        .labelled("narrow", Double.self, default: 1e-3, "that of the other"),
        example: "trainBayesian(bayesian(mlp([64, 10])), on: digits(), epochs: 1, prior: .laplaceMixture())"
      ) { _, share, wide, narrow in WeightPrior.laplaceMixture(share: share, wide: wide, narrow: narrow) }
    }
    TypeDeclaration(choice: DeviationForm.self, "How a deviation follows from the number that is learned.") { form in
      switch form {
      case .exponential: "σ = exp ρ."
      case .softplus: "σ = ln(1 + exp ρ)."
      }
    }
    TypeDeclaration(PosteriorScore.self, "What ranks the weights of a Bayesian network; the lowest go first.") {
      StaticMember("signalToNoise", "Mean over deviation.", formula: "|μ| / σ") { PosteriorScore.signalToNoise }
      StaticMember("magnitude", "The absolute value of the mean.", formula: "|μ|") { PosteriorScore.magnitude }
      StaticMember("fisher", "Adam's moving mean of the squared gradient by the mean; needs a trained network.") {
        PosteriorScore.fisher
      }
      StaticMethod(
        "mixed", "First the smallest means, then the least Fisher information among what is left.",
        .labelled("share", Double.self, default: 0.3, "of what goes, by Fisher information"),
        example:
          "prunePosterior(trainBayesian(bayesian(mlp([64, 10])), on: digits(), epochs: 1).network, removing: 0.5, by: .mixed())",
        paper: "Mohan et al. 2022, arXiv:2201.01203"
      ) { _, share in PosteriorScore.mixed(share: share) }
      StaticMethod(
        "random", "A random number, as a control.", .labelled("seed", Int.self, default: 0, "draws the numbers"),
        example: "prunePosterior(bayesian(mlp([64, 30, 10])), removing: 0.5, by: .random(seed: 1)).means.sparsity"
      ) { _, seed in PosteriorScore.random(seed: seed) }
    }
    TypeDeclaration(choice: PosteriorLayers.self, "Which weights of a Bayesian network may go.") { layers in
      switch layers {
      case .dense: "Those of fully connected layers."
      case .all: "All weights; never biases."
      }
    }
  }
}

extension BayesianNetwork {
  /// Where a parameter stands among the others.
  fileprivate func index(of name: String) throws(NetworkError) -> Int {
    guard let index = means.parameters.firstIndex(where: { $0.name == name }) else {
      throw .unknownParameter(name, known: means.parameters.map(\.name))
    }
    return index
  }
}
