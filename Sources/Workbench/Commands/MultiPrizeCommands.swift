import CommandLanguage
import Datasets
import Networks
import Pruning
import Tensors

extension CommandModule {
  /// Subnetworks of random weights.
  static let multiPrize = CommandModule(
    "multiPrize", summary: "Multi-prize tickets: subnetworks of random weights, found by edge-popup or biprop."
  ) {
    Command(
      "multiPrizeTicket", "Finds a subnetwork of frozen random weights that classifies, by learning scores alone.",
      .positional("net", Network.self, "where the frozen weights come from; dense"),
      .labelled("on", Dataset.self, "train to learn from, validation to watch, test to report on"),
      .labelled("keep", Double.self, default: 0.5, "the fraction of each layer's weights that it has, in (0, 1]"),
      .labelled(
        "rule", MultiPrizeSettings.Rule.self, default: .edgePopup,
        ".edgePopup keeps weights as they are, .biprop makes them ± α"),
      .labelled(
        "weights", MultiPrizeSettings.Weights.self, default: .signedConstant,
        ".signedConstant takes the network's signs at ± √(2/fanIn), .asGiven its weights"),
      .labelled("epochs", Int.self, default: 10, "passes over the training part", unit: "epochs"),
      .labelled("batch", Int.self, default: 128, "samples a step", unit: "samples"),
      .labelled(
        "optimizer", Optimizer.self, default: .sgd(rate: 0.1, momentum: 0.9, weightDecay: 1e-4),
        "how scores move", written: ".sgd(rate: 0.1, momentum: 0.9, weightDecay: 0.0001)"),
      .labelled(
        "schedule", [Schedule].self, default: [.cosine()], "factors of the rate, multiplied", written: "[.cosine()]"),
      .labelled("seed", Int?.self, "orders the samples and draws the scores; the session's seed unless given"),
      purity: .pure(hint: "'net' is unchanged; use the ticket's '.network'"),
      formula: "∂L/∂s = ∂L/∂w′ · w · sign s, w′ the weights of the largest |s|",
      example: "multiPrizeTicket(mlp([64, 60, 10]), on: digits(), keep: 0.5, epochs: 2)",
      paper: "Ramanujan et al. 2020, arXiv:1911.13299; Diffenderfer and Kailkhura 2021, arXiv:2103.09377"
    ) { call, net, data, keep, rule, weights, epochs, batch, optimizer, schedule, seed in
      let settings = MultiPrizeSettings(
        keep: keep, rule: rule, weights: weights, epochs: epochs, batch: batch, optimizer: optimizer,
        schedule: schedule, seed: try seed ?? call.cell.seed)
      return try call.working { try Pruning.multiPrizeTicket(net, on: data, settings, checkpoint: $0) }
    }
    TypeDeclaration(MultiPrizeTicket.self, "A subnetwork of random weights that classifies.") {
      Property("network", "The frozen weights under the masks; with .biprop ± α.") { $0.network }
      Property("origin", "The frozen weights that it is a part of.") { $0.origin }
      Property("history", "A line an epoch.") { $0.history }
      Property("train", "The subnetwork on the training part.") { $0.train }
      Property("validation", "The subnetwork on the validation part.") { ticket in
        try ticket.validation.orThrow(part: "validation")
      }
      Property("test", "The subnetwork on the test part.") { ticket in try ticket.test.orThrow(part: "test") }
    }
    TypeDeclaration(MultiPrizeTicket.Record.self, "One epoch of the search for a ticket.") {
      Property("epoch", "Passes over the training part so far.") { $0.epoch }
      Property("step", "Steps so far.") { $0.step }
      Property("train", "Loss and accuracy of the epoch's subnetworks, each before its step.") { $0.train }
      Property("validation", "The validation part; nil without one.") { $0.validation }
      Property("exchanged", "The fraction of the weights that came in during the epoch; as many went.") {
        $0.exchanged
      }
    }
    TypeDeclaration(choice: MultiPrizeSettings.Rule.self, "What becomes of the weights that a ticket keeps.") { rule in
      switch rule {
      case .edgePopup: "They are kept as they are."
      case .biprop: "They become ± α, α the layer's mean |w| over what is kept."
      }
    }
    TypeDeclaration(choice: MultiPrizeSettings.Weights.self, "Where a ticket's frozen weights come from.") { weights in
      switch weights {
      case .asGiven: "Those of the network."
      case .signedConstant: "The network's signs, each ± √(2 / fanIn)."
      }
    }
  }
}
