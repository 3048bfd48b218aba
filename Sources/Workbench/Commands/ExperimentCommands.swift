import CommandLanguage
import Datasets
import Experiments
import Tensors

extension CommandModule {
  /// Papers reproduced, and numbers over seeds.
  static let experiments = CommandModule(
    "experiments", summary: "Papers reproduced with verdicts, and numbers over seeds with intervals."
  ) {
    Command(
      "reproduce", "Measures a paper's signature on several seeds side by side and says what they say of its claims.",
      .positional("paper", Reproduction.self, "whose signature"),
      .labelled(
        "size", ReproductionSize.self, default: .quick,
        ".quick (at most 3 minutes a seed on 2 cores) or .paper (the paper's own scale)"),
      .labelled("seeds", [Int].self, default: [0, 1, 2, 3, 4], "fixed beforehand; a verdict takes five"),
      .labelled(
        "on", [Dataset].self, default: [], "sets in place of the paper's own, as many as it has", unit: "images"),
      purity: .effectful,
      formula: "appears: mean ± t(0.975; n - 1) · s / √n lies wholly on the stated side",
      example: "reproduce(.lotteryTickets, seeds: [0], on: [digits(train: 120, validation: 60, test: 60)])"
    ) { call, paper, size, seeds, data -> ReproductionReport in
      let folder = try call.cell.environment.data
      return try call.drawing { checkpoint, draw in
        try Experiments.reproduce(
          paper, size: size, seeds: seeds, on: data.isEmpty ? nil : data, in: folder, checkpoint: checkpoint
        ) { draw($0.figure) }
      }
    }
    Command(
      "replicate",
      "Measures a number for several seeds, one after another, since a cell's closures run on one thread.",
      .positional("seeds", [Int].self, "what the closure is given"),
      .positional(
        "body", FunctionValue.self, "gives the number of a seed", signature: .function([.int], .double)),
      purity: .effectful, formula: "mean ± t(0.975; n - 1) · s / √n",
      example:
        "replicate([0, 1, 2]) { seed in train(mlp([64, 10], seed: seed), on: digits(), epochs: 1).test.accuracy }"
    ) { call, seeds, body -> MeanInterval in
      guard !seeds.isEmpty else { throw call.invalid("seeds", expected: "a seed or more", found: "none") }
      let line = try call.cell.progressLine
      defer { line.finish() }
      var values: [Double] = []
      for (index, seed) in seeds.enumerated() {
        try call.checkInterrupt()
        guard let value = Double.from(try call.apply(body, to: [.int(seed)])) else {
          throw call.invalid("body", expected: "a closure that gives a Double", found: "something else")
        }
        values.append(value)
        line.report(Progress("replicate", index + 1, of: seeds.count, unit: "seed"))
      }
      return MeanInterval(values)
    }
    Command(
      "compare", "Gives the paired differences of two numbers over the same seeds: first - second.",
      .positional("first", MeanInterval.self, "one number over seeds"),
      .positional("second", MeanInterval.self, "another over the same seeds, in the same order"),
      example: "compare(replicate([0, 1, 2]) { Double($0) + 1 }, replicate([0, 1, 2]) { Double($0) }).mean"
    ) { _, first, second -> MeanInterval in try MeanInterval(of: first.values, minus: second.values) }
    Command(
      "compare", "Gives the paired differences of two lists of numbers: first - second.",
      .positional("first", [Double].self, "a number a seed"),
      .positional("second", [Double].self, "another for the same seeds, in the same order"),
      example: "compare([0.91, 0.93, 0.92], [0.9, 0.91, 0.92])"
    ) { _, first, second -> MeanInterval in try MeanInterval(of: first, minus: second) }
    Command(
      "correlation", "Gives how far two quantities go together, with the probability of as much by chance.",
      .positional("first", [Double].self, "one quantity"), .positional("second", [Double].self, "the other"),
      .labelled("by", Correlation.Kind.self, default: .pearson, ".pearson (values) or .spearman (ranks)"),
      .labelled("permutations", Int.self, default: 9_999, "random orders to try above eight pairs; 0 for no p"),
      .labelled("seed", Int?.self, "draws the orders; the session's seed unless given"),
      formula: "r = Σ(x - x̄)(y - ȳ) / √(Σ(x - x̄)² Σ(y - ȳ)²)",
      example: "correlation([1, 2, 3, 4], [1.1, 1.9, 3.2, 3.9], by: .spearman).coefficient"
    ) { call, first, second, kind, permutations, seed -> Correlation in
      guard (0...1_000_000).contains(permutations) else {
        throw call.invalid("permutations", expected: "from 0 to 1000000", found: "\(permutations)")
      }
      return try Correlation(kind, of: first, and: second, permutations: permutations, seed: seed ?? call.seed)
    }
    TypeDeclaration(Reproduction.self, "A paper's signature as an experiment.") {
      Property("name", "How it is written, without the dot.") { $0.name }
      Property("claims", "What is claimed, in words.") { $0.claims.map(\.statement) }
      Property("notes", "What the paper left open, and what differs from it.") { $0.notes }
      Reproduction.all.map { reproduction in
        StaticMember(
          reproduction.name, reproduction.summary,
          paper: "\(reproduction.paper.authors), arXiv:\(reproduction.paper.arXiv)"
        ) { reproduction }
      }
    }
    TypeDeclaration(choice: ReproductionSize.self, "How large a reproduction is made.") { size in
      switch size {
      case .quick: "At most three minutes a seed on two cores."
      case .paper: "The paper's own scale: hours to days."
      }
    }
    TypeDeclaration(ReproductionReport.self, "What the seeds of a reproduction say of its claims.") {
      Property("findings", "The claims in order, with numbers and verdicts.") { $0.findings }
      Property("seeds", "The seeds.") { $0.seeds }
      Property("data", "The data, with their provenance.") { $0.data }
      Property("notes", "What is to be known beside the numbers.") { $0.notes }
    }
    TypeDeclaration(Finding.self, "What the seeds of a reproduction say of one claim.") {
      Property("statement", "The claim in words.") { $0.claim.statement }
      Property("quantity", "What is measured.") { $0.claim.quantity }
      Property("values", "The number of each seed; nil where a seed had none.") { $0.values }
      Property("interval", "Their mean and 95 % interval.") { $0.interval }
      Property("verdict", "What they say.") { $0.verdict }
      Property("reason", "Why nothing is decided; nil where something is.") { $0.reason }
    }
    TypeDeclaration(choice: Verdict.self, "What seeds say of a claim.") { verdict in
      switch verdict {
      case .appears: "The 95 % interval over five seeds or more lies wholly on the stated side."
      case .contradicted: "The interval lies wholly on the other side."
      case .undecided: "Neither, or there are fewer than five seeds."
      }
    }
    TypeDeclaration(MeanInterval.self, "A number over seeds, with the 95 % interval of its mean by Student's t.") {
      Property("mean", "The mean.") { $0.mean }
      Property("standardDeviation", "The standard deviation, n - 1 in the denominator.") { $0.standardDeviation }
      Property("halfWidth", "Half the width of the interval; infinite for one value.") { $0.halfWidth }
      Property("lower", "The lower end of the interval.") { $0.lower }
      Property("upper", "The upper end of the interval.") { $0.upper }
      Property("values", "The number of each seed.") { $0.values }
      Property("count", "How many there are.") { $0.count }
    }
    TypeDeclaration(Correlation.self, "How far two quantities go together.") {
      Property("coefficient", "From -1 to 1; NaN where one is constant.") { $0.coefficient }
      Property(
        "permutationP", "The fraction of orders with a coefficient at least as far from 0; nil where not asked for."
      ) { $0.permutationP }
      Property("count", "How many pairs there were.") { $0.count }
    }
    TypeDeclaration(choice: Correlation.Kind.self, "What is correlated.") { kind in
      switch kind {
      case .pearson: "The values."
      case .spearman: "Their ranks, equal values sharing the mean of theirs."
      }
    }
  }
}
