import CommandLanguage
import Datasets
import Experiments
import Networks
import Pruning

extension CommandModule {
  /// Measures over the steps of a run or the rounds of a search.
  static let traces = CommandModule("traces", summary: "Any measure of a network, as training and pruning go on.") {
    Command(
      "trace", "Trains a copy of a network and measures it on the way; the run is the one that 'train' gives.",
      .positional("net", Network.self, "the network to start from"),
      .labelled("on", Dataset.self, "what to learn from"),
      .labelled("every", Interval.self, default: .epochs(1), "how often to measure, beside before and after"),
      .labelled("epochs", Int.self, default: 10, "passes over the training part", unit: "epochs"),
      .labelled("batch", Int.self, default: 60, "samples a step", unit: "samples"),
      .labelled(
        "optimizer", Optimizer.self, default: .adam(rate: 1.2e-3), ".adam(rate: …), .adamW(rate: …) or .sgd(rate: …)",
        written: ".adam(rate: 0.0012)"),
      .labelled(
        "schedule", [Schedule].self, default: [], "factors of the rate, multiplied: [.warmup(.epochs(1)), .cosine()]"),
      .labelled("pruning", PruningSchedule?.self, "when weights go, and come back: .gradual(to: 0.9), …"),
      .labelled("seed", Int?.self, "orders the samples; the session's seed unless given"),
      .positional(
        "measure", FunctionValue.self, "gives a number of the network, or several as [name: number]",
        signature: .function([Network.valueType], .unknown)),
      purity: .effectful,
      example:
        "trace(mlp([64, 20, 10]), on: digits(), epochs: 2) { net in net.accuracy(on: digits().test) }.values(\"value\")"
    ) { call, net, data, interval, epochs, batch, optimizer, schedule, pruning, seed, measure -> Trace in
      let settings = TrainingSettings(
        epochs: epochs, batch: batch, optimizer: optimizer, schedule: schedule, seed: try seed ?? call.cell.seed)
      return try call.working { checkpoint in
        try trace(net, on: data, settings, pruning: pruning, every: interval, checkpoint: checkpoint) { network in
          try call.numbers(measure, of: network)
        }
      }
    }
    Command(
      "trace", "Measures the network of each round of a search for tickets.",
      .positional("lottery", Lottery.self, "the search"),
      .positional(
        "measure", FunctionValue.self, "gives a number of the network, or several as [name: number]",
        signature: .function([Network.valueType], .unknown)),
      purity: .effectful,
      example: """
        trace(lottery(mlp([64, 20, 10]), on: digits(), rounds: 2, removing: 0.5, epochs: 1)) { net in net.sparsity }
        """
    ) { call, lottery, measure -> Trace in
      try call.working { checkpoint in
        try trace(lottery, checkpoint: checkpoint) { try call.numbers(measure, of: $0) }
      }
    }
    TypeDeclaration(Trace.self, "Measures of a network over the steps of a run or the rounds of a search.") {
      Property("names", "What the measures are called.") { $0.names }
      Property("positions", "The steps made, or the rounds, row by row.") { $0.rows.map(\.position) }
      Property("sparsities", "The fraction of prunable weights that is pruned, row by row.") { $0.rows.map(\.sparsity) }
      Property("run", "The run that was watched; nil for a search.") { $0.run }
      Method(
        "values", "The numbers of one measure, row by row.",
        .positional("name", String.self, default: "value", "the measure; a lone number is \"value\""),
        example: "trace(mlp([64, 10]), on: digits(), epochs: 1) { net in net.sparsity }.values()"
      ) { call, trace, name -> [Double] in
        guard let values = trace.values(name) else {
          throw call.invalid("name", expected: trace.names.joined(separator: ", "), found: "\"\(name)\"")
        }
        return values
      }
    }
  }
}

extension CallContext {
  /// What a measure gives for a network: a number, or numbers with names in their order as text.
  fileprivate func numbers(_ measure: FunctionValue, of network: Network) throws -> NamedNumbers {
    let value = try apply(measure, to: [network.value])
    func number(_ value: Value) -> Double? { Double.from(value) ?? Int.from(value).map(Double.init) }
    if let lone = number(value) { return [("value", lone)] }
    if let table = [String: Value].from(value) {
      let numbers = table.sorted { $0.key < $1.key }.compactMap { name, value in number(value).map { (name, $0) } }
      if numbers.count == table.count { return numbers }
    }
    throw invalid("measure", expected: "a closure that gives a number or [String: Double]", found: "\(value.type)")
  }
}
