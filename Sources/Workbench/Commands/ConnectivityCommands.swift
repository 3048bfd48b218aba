import CommandLanguage
import Datasets
import Experiments
import Networks
import Tensors

extension CommandModule {
  /// What lies on the straight line between two networks.
  static let connectivity = CommandModule(
    "connectivity", summary: "Straight lines between networks: error barriers, instability, distance."
  ) {
    Command(
      "errorBarrier", "Measures the error along the straight line between two networks, on samples.",
      .labelled("between", Network.self, "the network at 0"), .labelled("and", Network.self, "the network at 1"),
      .labelled("on", Samples.self, "what errors are measured on"),
      .labelled("points", Int.self, default: 30, "points of the line, the ends among them", unit: "points"),
      formula: "max over α of E((1 - α)a + αb) - (E(a) + E(b))/2",
      example: """
        let start = mlp([64, 10])
        let ends = [1, 2].map { train(start, on: digits(), epochs: 1, seed: $0).network }
        errorBarrier(between: ends[0], and: ends[1], on: digits().test, points: 11).height
        """,
      paper: "Frankle et al. 2020, arXiv:1912.05671"
    ) { call, first, second, samples, points -> ErrorBarrier in
      try call.working {
        try Experiments.errorBarrier(between: first, and: second, on: samples, points: points, checkpoint: $0)
      }
    }
    Command(
      "errorBarrier", "Measures it on the test and the training part of a data set; batch norm may be taken anew.",
      .labelled("between", Network.self, "the network at 0"), .labelled("and", Network.self, "the network at 1"),
      .labelled("on", Dataset.self, "test to report on, train beside it and for batch norm"),
      .labelled("points", Int.self, default: 30, "points of the line, the ends among them", unit: "points"),
      .labelled(
        "statistics", StatisticsPolicy.self, default: .interpolated,
        ".interpolated as the weights are, or .reestimated(batch: 128) over the training part"),
      formula: "max over α of E((1 - α)a + αb) - (E(a) + E(b))/2",
      example: """
        let start = mlp([64, 10])
        let ends = [1, 2].map { train(start, on: digits(), epochs: 1, seed: $0).network }
        errorBarrier(between: ends[0], and: ends[1], on: digits(), points: 11).trainHeight
        """,
      paper: "Frankle et al. 2020, arXiv:1912.05671"
    ) { call, first, second, data, points, statistics -> ErrorBarrier in
      try call.working {
        try Experiments.errorBarrier(
          between: first, and: second, on: data.test.count > 0 ? data.test : data.validation, training: data.train,
          points: points, statistics: statistics, checkpoint: $0)
      }
    }
    Command(
      "instability", "Trains two copies from each step, alike but for the order of the samples, and joins them.",
      .labelled("of", Network.self, "the network at 'startStep'; its masks stay on"),
      .labelled("on", Dataset.self, "train to learn from, test to report on"),
      .labelled("from", [Int].self, default: [0], "where copies part, ascending", unit: "steps"),
      .labelled("epochs", Int.self, default: 10, "passes over the training part", unit: "epochs"),
      .labelled("batch", Int.self, default: 60, "samples a step", unit: "samples"),
      .labelled(
        "optimizer", Optimizer.self, default: .adam(rate: 1.2e-3), ".adam(rate: …), .adamW(rate: …) or .sgd(rate: …)",
        written: ".adam(rate: 0.0012)"),
      .labelled("schedule", [Schedule].self, default: [], "factors of the rate, multiplied"),
      .labelled("augmentation", [Augmentation].self, default: [], "random changes of the training images"),
      .labelled("points", Int.self, default: 30, "points of a line, the ends among them", unit: "points"),
      .labelled(
        "statistics", StatisticsPolicy.self, default: .interpolated,
        ".interpolated as the weights are, or .reestimated(batch: 128) over training samples"),
      .labelled("startStep", Int.self, default: 0, "the step that the network was rewound to", unit: "steps"),
      .labelled("seed", Int?.self, "orders the samples; the session's seed unless given"),
      purity: .pure(hint: "'net' is unchanged; use the copies of a point"),
      example: "instability(of: mlp([64, 20, 10]), on: digits(), from: [0, 10], epochs: 1, points: 5)",
      paper: "Frankle et al. 2020, arXiv:1912.05671"
    ) {
      call, net, data, steps, epochs, batch, optimizer, schedule, augmentation, points, statistics, start,
      seed -> Instability in
      let training = TrainingSettings(
        epochs: epochs, batch: batch, optimizer: optimizer, schedule: schedule, augmentation: augmentation,
        seed: try seed ?? call.seed, startStep: start)
      let settings = InstabilitySettings(training: training, points: points, statistics: statistics)
      return try call.drawing { checkpoint, draw in
        try Experiments.instability(of: net, on: data, from: steps, settings, checkpoint: checkpoint) {
          draw($0.chart)
        }
      }
    }
    TypeDeclaration(ErrorBarrier.self, "The error along the straight line between two networks.") {
      Property("height", "The barrier, as a fraction of the samples.") { $0.height }
      Property("trainHeight", "The same on training samples; nil where there were none.") { $0.trainHeight }
      Property("isStable", "Whether the barrier is below 2 %.") { $0.isStable }
      Property("fractions", "The points, from 0 to 1.") { $0.fractions }
      Property("errors", "The error at each point.") { $0.path.map(\.error) }
      Property("trainErrors", "The same on training samples; nil where there were none.") {
        $0.trainPath?.map(\.error)
      }
      Property("distance", "The Euclidean distance of the two networks.") { $0.distance }
      Property("disagreement", "The fraction of samples that they take for different classes.") { $0.disagreement }
      Property("statistics", "What became of batch norm; nil for networks without.") { $0.statistics }
    }
    TypeDeclaration(Instability.self, "From when on a network is stable to the order of the samples.") {
      Property("points", "A point a step, in order.") { $0.points }
      Property("stableFrom", "The first step from which on every barrier is below 2 %; nil where there is none.") {
        $0.stableFrom
      }
      Property("sparsity", "The fraction of prunable weights that is pruned.") { $0.sparsity }
    }
    TypeDeclaration(Instability.Point.self, "Two copies that part at one step.") {
      Property("step", "The step.") { $0.step }
      Property("start", "The network there.") { $0.start }
      Property("copies", "The trainings of the two copies.") { $0.copies }
      Property("barrier", "The line between them.") { $0.barrier }
      Property("travelled", "The mean distance that the copies moved.") { $0.travelled }
      Property("error", "The mean error of the copies.") { $0.error }
    }
    TypeDeclaration(StatisticsPolicy.self, "What becomes of batch norm's running statistics on a line.") {
      StaticMember("interpolated", "They are interpolated as the weights are.") { StatisticsPolicy.interpolated }
      StaticMethod(
        "reestimated", "They are taken anew at every point but the ends, over the training samples.",
        .labelled("batch", Int.self, default: 128, "samples a batch", unit: "samples"),
        example: """
          let start = network(input: [64]) { [.dense(10), .batchNorm(), .relu, .dense(10)] }
          let ends = [1, 2].map { train(start, on: digits(), epochs: 1, seed: $0).network }
          errorBarrier(between: ends[0], and: ends[1], on: digits(), points: 5, statistics: .reestimated()).height
          """,
        paper: "Izmailov et al. 2018, arXiv:1803.05407"
      ) { _, batch in StatisticsPolicy.reestimated(batch: batch) }
    }
  }
}
