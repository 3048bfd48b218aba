import CommandLanguage
import Datasets
import Experiments
import Networks
import Pruning
import Tensors

extension CommandModule {
  /// Variants of the ticket search, and what becomes of pruned networks elsewhere.
  static let tickets = CommandModule(
    "tickets", summary: "Variants of the ticket search, transfer of pruned networks, pruned architectures from scratch."
  ) {
    Command(
      "overlappingTickets", "Looks for the weights that networks trained on different classes agree on.",
      .labelled("of", Network.self, "the initial network"),
      .labelled("on", Dataset.self, "with all classes, which are split into groups in their order"),
      .labelled("groups", Int.self, default: 2, "groups of classes"),
      .labelled("removing", Double.self, default: 0.15, "the fraction of survivors that each group cuts a round"),
      .labelled("toSparsity", Double.self, default: 0.991, "of the layers that are pruned, where it ends"),
      .labelled(
        "excluding", [String]?.self,
        "layers that stay as they are; the output, and beside convolutions all dense layers, unless given"),
      .labelled("epochs", Int.self, default: 50, "passes over its part a training", unit: "epochs"),
      .labelled("batch", Int.self, default: 256, "samples a step", unit: "samples"),
      .labelled(
        "optimizer", Optimizer.self, default: .sgd(rate: 0.1), ".sgd(rate: …), .adam(rate: …) or .adamW(rate: …)",
        written: ".sgd(rate: 0.1)"),
      .labelled(
        "schedule", [Schedule].self, default: [.warmup(.epochs(1))], "factors of the rate, multiplied",
        written: "[.warmup(.epochs(1))]"),
      .labelled("seed", Int?.self, "orders the samples; the session's seed unless given"),
      formula: "independent masks keep (1 - removing)^groups a round, equal ones 1 - removing",
      example:
        "overlappingTickets(of: mlp([64, 20, 10]), on: digits(), toSparsity: 0.3, epochs: 1, batch: 60).rounds.count",
      paper: "Hossain et al. 2022, arXiv:2212.12770"
    ) {
      call, net, data, groups, removing, sparsity, excluding, epochs, batch, optimizer, schedule, seed
        -> OverlappingTickets in
      let training = TrainingSettings(
        epochs: epochs, batch: batch, optimizer: optimizer, schedule: schedule, seed: try seed ?? call.seed,
        evaluateEvery: .epochs(epochs))
      let settings = OverlapSettings(
        groups: groups, removing: removing, toSparsity: sparsity, excluding: excluding, training: training)
      return try call.drawing { checkpoint, draw in
        try Experiments.overlappingTickets(net, on: data, settings, checkpoint: checkpoint) {
          draw(OverlappingTickets.chart($0))
        }
      }
    }
    Command(
      "activatedPruning", "A lottery that spends a part of every cut on keeping units active.",
      .labelled("of", Network.self, "the initial network"),
      .labelled("on", Dataset.self, "activity and accuracy are those on its test part"),
      .labelled("rounds", Int.self, default: 25, "prunings after the dense round", unit: "rounds"),
      .labelled("removing", Double.self, default: 0.2, "the fraction of survivors cut a round"),
      .labelled(
        "activating", Double.self, default: 0.02, "the part of it for activity; 0 is magnitude alone"),
      .labelled("epochs", Int.self, default: 20, "passes over the training part a round", unit: "epochs"),
      .labelled("batch", Int.self, default: 128, "samples a step", unit: "samples"),
      .labelled(
        "optimizer", Optimizer.self, default: .sgd(rate: 0.1), ".sgd(rate: …), .adam(rate: …) or .adamW(rate: …)",
        written: ".sgd(rate: 0.1)"),
      .labelled("schedule", [Schedule].self, default: [], "factors of the rate, multiplied"),
      .labelled("seed", Int?.self, "orders the samples; the session's seed unless given"),
      example: "activatedPruning(of: mlp([64, 20, 10]), on: digits(), rounds: 2, epochs: 1).rounds[2].dynamicShare",
      paper: "Liu et al. 2022, arXiv:2212.06145"
    ) {
      call, net, data, rounds, removing, activating, epochs, batch, optimizer, schedule, seed -> ActivatedPruning in
      let training = TrainingSettings(
        epochs: epochs, batch: batch, optimizer: optimizer, schedule: schedule, seed: try seed ?? call.seed,
        evaluateEvery: .epochs(epochs))
      let settings = ActivationSettings(
        rounds: rounds, removing: removing, activating: activating, training: training)
      return try call.drawing { checkpoint, draw in
        try Experiments.activatedPruning(net, on: data, settings, checkpoint: checkpoint) {
          draw(ActivatedPruning(rounds: $0).chart)
        }
      }
    }
    Command(
      "ticketSearch", "Searches for tickets with a budget of steps for all rounds together.",
      .labelled("of", Network.self, "the initial network"),
      .labelled("on", Dataset.self, "validation chooses, test reports"),
      .labelled("budget", Int.self, "steps of all rounds together", unit: "steps"),
      .labelled("rounds", Int.self, default: 8, "prunings after the dense round", unit: "rounds"),
      .labelled("removing", Double.self, default: 0.3, "the fraction of survivors cut a round"),
      .labelled("batch", Int.self, default: 60, "samples a step", unit: "samples"),
      .labelled(
        "optimizer", Optimizer.self, default: .adam(rate: 1.2e-3), ".adam(rate: …), .adamW(rate: …) or .sgd(rate: …)",
        written: ".adam(rate: 0.0012)"),
      .labelled("seed", Int?.self, "orders the samples; the session's seed unless given"),
      formula: "gain = accuracy of the best sparse model - accuracy of the dense one",
      example: "ticketSearch(of: mlp([64, 20, 10]), on: digits(), budget: 100, rounds: 2).gain",
      paper: "Sahu et al. 2022, arXiv:2206.08175"
    ) { call, net, data, budget, rounds, removing, batch, optimizer, seed -> TicketSearch in
      let training = TrainingSettings(batch: batch, optimizer: optimizer, seed: try seed ?? call.seed)
      return try call.working {
        try Experiments.ticketSearch(
          net, on: data, budget: budget, rounds: rounds, removing: removing, training, checkpoint: $0)
      }
    }
    Command(
      "transfer", "Trains a network, pruned or not, for another task; its masks hold.",
      .positional("net", Network.self, "trained before; its last layer is drawn anew"),
      .labelled("to", Dataset.self, "the other task"),
      .labelled("mode", TransferMode.self, default: .linear, ".linear for the output layer alone, or .full"),
      .labelled("epochs", Int.self, default: 150, "passes over the training part", unit: "epochs"),
      .labelled("batch", Int.self, default: 64, "samples a step", unit: "samples"),
      .labelled(
        "optimizer", Optimizer?.self,
        "SGD with momentum 0.9 and weight decay 5e-4, rate 0.01 for .linear and 0.001 for .full, unless given"),
      .labelled(
        "schedule", [Schedule]?.self, "the rate falls to a tenth after each third of the epochs, unless given"),
      .labelled("seed", Int?.self, "draws the output layer and orders the samples; the session's seed unless given"),
      example: """
        let net = prune(mlp([64, 30, 10]), toSparsity: 0.8)
        transfer(net, to: digits(), mode: .linear, epochs: 3).test.accuracy
        """,
      paper: "Iofinova et al. 2022, arXiv:2111.13445"
    ) { call, net, data, mode, epochs, batch, optimizer, schedule, seed -> Transfer in
      let standard = Optimizer.sgd(rate: mode == .linear ? 0.01 : 0.001, momentum: 0.9, weightDecay: 5e-4)
      let thirds = Schedule.step(milestones: [.epochs(max(epochs, 0) / 3), .epochs(max(epochs, 0) / 3 * 2)])
      let training = TrainingSettings(
        epochs: epochs, batch: batch, optimizer: optimizer ?? standard, schedule: schedule ?? [thirds],
        seed: try seed ?? call.seed)
      return try call.working {
        try Experiments.transfer(net, to: data, mode: mode, training, checkpoint: $0)
      }
    }
    Command(
      "compareArchitecture",
      "Compares a network without some of its units, fine-tuned, with the same one from scratch.",
      .labelled("of", Network.self, "the initial network"),
      .labelled("on", Dataset.self, "train to learn from, test to report on"),
      .labelled("removing", Double.self, default: 0.3, "the fraction of units that every hidden layer loses"),
      .labelled("by", PruningScore.self, default: .l1Norm, "what ranks units"),
      .labelled("epochs", Int.self, default: 160, "of the dense network and of Scratch-E", unit: "epochs"),
      .labelled("batch", Int.self, default: 64, "samples a step", unit: "samples"),
      .labelled("rate", Double.self, default: 0.1, "of SGD with momentum 0.9, a tenth after a half and three quarters"),
      .labelled("fineTuningEpochs", Int.self, default: 40, "of the pruned network", unit: "epochs"),
      .labelled("fineTuningRate", Double.self, default: 1e-3, "of the same SGD, constant"),
      .labelled("seed", Int?.self, "draws fresh weights and orders the samples; the session's seed unless given"),
      formula: "epochs of Scratch-B = epochs · multiply-adds before / after",
      example: """
        compareArchitecture(of: mlp([64, 20, 10]), on: digits(), removing: 0.5, epochs: 2, fineTuningEpochs: 1).ratio
        """,
      paper: "Liu et al. 2019, arXiv:1810.05270"
    ) {
      call, net, data, removing, score, epochs, batch, rate, tuningEpochs, tuningRate, seed -> ArchitectureComparison in
      let seed = try seed ?? call.seed
      let training = TrainingSettings(
        epochs: epochs, batch: batch, optimizer: .sgd(rate: rate, momentum: 0.9, weightDecay: 1e-4),
        schedule: [.step(milestones: [.epochs(max(epochs, 0) / 2), .epochs(max(epochs, 0) / 4 * 3)])], seed: seed)
      let fineTuning = TrainingSettings(
        epochs: tuningEpochs, batch: batch, optimizer: .sgd(rate: tuningRate, momentum: 0.9, weightDecay: 1e-4),
        seed: seed)
      return try call.working {
        try Experiments.compareArchitecture(
          net, on: data,
          ArchitectureSettings(removing: removing, by: score, training: training, fineTuning: fineTuning),
          checkpoint: $0)
      }
    }
    TypeDeclaration(OverlappingTickets.self, "Tickets that networks trained on different classes agree on.") {
      Property("rounds", "The rounds in order.") { $0.rounds }
      Property("groups", "The classes of each group.") { $0.groups }
      Property("ticket", "The initial weights under the last masks.") { $0.ticket }
      Property("run", "The ticket's training on all classes.") { $0.run }
    }
    TypeDeclaration(OverlappingTickets.Round.self, "A round: every group trained and pruned, and what all keep.") {
      Property("index", "The round, from 1.") { $0.index }
      Property("remaining", "The weights left in the layers that are pruned.") { $0.remaining }
      Property("keptFraction", "What is left of what there was before.") { $0.keptFraction }
      Property("overlap", "Weights that all groups keep among those that any keeps: Jaccard's index.") { $0.overlap }
      Property("chance", "The same for independent masks of the same sizes.") { $0.chance }
      Property("sparsity", "The fraction of all prunable weights that is gone.") { $0.sparsity }
    }
    TypeDeclaration(ActivatedPruning.self, "A ladder of pruning with the activity of its ReLUs.") {
      Property("rounds", "The rounds in order; rounds[0] is dense.") { $0.rounds }
    }
    TypeDeclaration(ActivatedPruning.Round.self, "A trained network of the ladder.") {
      Property("index", "The round, 0 for dense.") { $0.index }
      Property("run", "Its training.") { $0.run }
      Property("network", "The trained network.") { $0.run.network }
      Property("activity", "How often each ReLU's outputs are zero on the test part.") { $0.activity }
      Property("zeroShare", "Zeros among all outputs of all ReLUs.") { $0.shares.zero }
      Property("deadShare", "Outputs that are zero for every sample.") { $0.shares.dead }
      Property("dynamicShare", "The dynamic dead-neuron rate: the difference of the two.") { $0.shares.dynamic }
    }
    TypeDeclaration(TicketSearch.self, "A ticket search with a budget of steps.") {
      Property("candidates", "The dense network, then a candidate a round.") { $0.candidates }
      Property("best", "The best sparse model, chosen on validation.") { $0.best }
      Property("sparsestMatching", "The sparsest model no worse than the dense one, on validation.") {
        $0.sparsestMatching
      }
      Property("gain", "Test accuracy of the best sparse model less that of the dense one.") { $0.gain }
      Property("steps", "Steps of all rounds together.") { $0.steps }
      Property("parameterCount", "The network's parameters, masks aside.") { $0.parameterCount }
    }
    TypeDeclaration(TicketSearch.Candidate.self, "A network of a ticket search.") {
      Property("sparsity", "The fraction of prunable weights that is gone.") { $0.sparsity }
      Property("validation", "On the validation part; on the test part where there is none.") { $0.validation }
      Property("test", "On the test part.") { $0.test }
    }
    TypeDeclaration(choice: TransferMode.self, "What of a network learns another task.") { mode in
      switch mode {
      case .linear: "A fresh output layer on features that stay as they are."
      case .full: "Everything; masks hold."
      }
    }
    TypeDeclaration(Transfer.self, "A network that has learned another task.") {
      Property("mode", "What of it learned.") { $0.mode }
      Property("network", "The network on the new task.") { $0.network }
      Property("run", "The training.") { $0.run }
      Property("test", "The network on the new task's test part.") { transfer in
        try transfer.test.orThrow(part: "test")
      }
    }
    TypeDeclaration(ArchitectureComparison.self, "A pruned architecture, fine-tuned and from scratch.") {
      Property("dense", "The dense network's training.") { $0.dense }
      Property("pruned", "The smaller network with the weights it inherits.") { $0.pruned }
      Property("ratio", "Multiply-adds before over after.") { $0.ratio }
      Property("fineTuned", "Its inherited weights, trained on.") { $0.fineTuned }
      Property("scratchE", "Fresh weights, as many epochs as the dense network.") { $0.scratchE }
      Property("scratchB", "Fresh weights, as many operations as the dense network.") { $0.scratchB }
    }
  }
}
