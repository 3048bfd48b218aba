import Datasets
import Glibc
import Networks
import Tensors

extension Reproduction {
  /// What a ticket search under a budget gives networks of different widths.
  public static let unequalLotteries = Reproduction(
    "unequalLotteries", "What a ticket search under a fixed budget gains networks of different sizes.",
    paper: Paper(
      14, "Sahu, Mitheran, Mahapatra 2022", "Not all lotteries are made equal", arXiv: "2206.08175"),
    claims: [
      Claim(
        "with a small budget smaller networks gain more",
        quantity: "slope of the gain against log₂ parameters, small budget", unit: "pp a doubling", .below(0)),
      Claim(
        "with four times the budget the difference shrinks",
        quantity: "magnitude of the slope at four times the budget less that at the small one", unit: "pp a doubling",
        .below(0)),
      Claim(
        "with a small budget the sparsest matching model of a smaller network is further from dense",
        quantity: "slope of the sparsest matching model's sparsity against log₂ parameters, small budget",
        unit: "pp a doubling", .below(0)),
    ],
    panels: [
      FigurePanel("What the best sparse model gains", x: "parameters", y: "gain (pp)", xScale: .log),
      FigurePanel("The sparsest matching model", x: "parameters", y: "sparsity", xScale: .log),
    ],
    notes: [
      "Only the paper's opening could be read: the design is this house's, and the claim is thinly evidenced. The dense "
        + "network is trained as long as one round; candidates are chosen on validation images.",
      "Parameters are counted without masks; widths are 1/4, 1/2, 1, 2 and 4 of LeNet-300-100's hidden layers.",
    ],
    sources: { size in
      [
        .published(
          .fashion, train: size == .quick ? 4_000 : 55_000, validation: size == .quick ? 2_000 : 5_000,
          test: size == .quick ? 5_000 : nil)
      ]
    },
    setting: { size in
      let plan = BudgetPlan(size)
      return
        "MLPs, Adam 1.2e-3, batch 60, 8 rounds of 30 %, \(plan.epochs) epochs in all for the small budget and four "
        + "times as many for the large one"
    }
  ) { trial in
    let plan = BudgetPlan(trial.size)
    let data = trial.data[0]
    var gains: [[Double]] = [], matching: [[Double]] = []
    var logs: [Double] = [], counts: [Double] = []
    var series: [Measurement.Series] = []
    var part = 0
    for (place, factor) in [1, 4].enumerated() {
      gains.append([])
      matching.append([])
      for width in plan.widths {
        let network = try Network.mlp([784, 300 * width / 4, 100 * width / 4, 10], seed: trial.seed)
        let training = TrainingSettings(seed: trial.seed)
        let perEpoch = training.stepsPerEpoch(data.train.count)
        let search = try ticketSearch(
          network, on: data, budget: factor * plan.epochs * perEpoch, rounds: 8, removing: 0.3, training,
          checkpoint: trial.part(part, of: 2 * plan.widths.count))
        part += 1
        if place == 0 {
          counts.append(Double(search.parameterCount))
          logs.append(log2(Double(search.parameterCount)))
        }
        gains[place].append(100 * search.gain)
        matching[place].append(100 * search.sparsestMatching.sparsity)
        let name = factor == 1 ? "small budget" : "four times the budget"
        let own = [
          Measurement.Series(name, x: Array(counts.prefix(gains[place].count)), y: gains[place]),
          .init(name, panel: 1, x: Array(counts.prefix(gains[place].count)), y: matching[place].map { $0 / 100 }),
        ]
        trial.publish(Measurement(series: series + own))
        if gains[place].count == plan.widths.count { series += own }
      }
    }
    let slopes = gains.map { BudgetPlan.slope(logs, $0) }
    return Measurement(
      values: [slopes[0], slopes[1].magnitude - slopes[0].magnitude, BudgetPlan.slope(logs, matching[0])],
      series: series)
  }
}

/// The sizes of the reproduction.
private struct BudgetPlan {
  /// Epochs of all rounds together at the small budget.
  let epochs: Int
  /// Quarters of LeNet-300-100's hidden widths.
  let widths = [1, 2, 4, 8, 16]

  init(_ size: ReproductionSize) { epochs = size == .quick ? 9 : 90 }

  /// The slope of the least-squares line.
  static func slope(_ x: [Double], _ y: [Double]) -> Double {
    let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    let xy = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    return xy / x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
  }
}
