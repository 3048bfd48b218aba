import ArgumentParser
import Datasets
import Networks
import Pruning
import Tensors

/// What sparsity gives: training steps and lotteries beside our own dense ones.
struct SparseBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sparse", abstract: "Training steps of pruned networks, and lotteries, beside our own dense steps.",
    discussion: """
      Steps: random masks of the same sparsity in every layer; 'dense' runs all weights, 'sparse' what the cost model \
      chooses. Lotteries: LeNet-300-100, 20 % of the survivors a round, beside as many dense trainings; evaluations \
      and the building of indexes included.
      """)

  @OptionGroup var options: BenchmarkOptions

  @Option(help: "Training samples of a lottery's round.")
  var samples = 12_000

  func run() throws {
    let steps = Table([
      "case", "sparsity", "threads", "dense, ms a step", "sparse, ms a step", "ratio", "layers sparse",
    ])
    for each in TrainingCase.all where ["lenet300", "lenet5", "conv4", "resnet20"].contains(each.model) {
      if each.name.contains("SGD") { continue }
      for sparsity in [0.5, 0.8, 0.9, 0.95, 0.98] {
        for threads in options.threads {
          Parallel.threadCount = threads
          steps.row([each.name, "\(sparsity)", "\(threads)"] + (try measure(each, sparsity)))
        }
      }
    }
    print()
    let lotteries = Table(["lottery of LeNet-300-100", "threads", "seconds", "dense trainings, seconds", "ratio"])
    for rounds in [12, 24] {
      for threads in options.threads {
        Parallel.threadCount = threads
        lotteries.row(["\(rounds) rounds", "\(threads)"] + (try lottery(rounds)))
      }
    }
    options.printConditions(peer: "our own dense steps")
  }

  private func measure(_ each: TrainingCase, _ sparsity: Double) throws -> [String] {
    let network = try prune(each.make(), toSparsity: sparsity, by: .random(seed: 0), scope: .layerwise)
    let data = try each.data(for: network)
    func run(_ execution: ExecutionPolicy) throws -> Measurement {
      let watch = StepWatch(options.clock)
      let settings = TrainingSettings(epochs: 1, batch: each.batch, optimizer: each.optimizer, execution: execution)
      _ = try train(network, on: data, settings, checkpoint: Checkpoint { watch.observe($0) })
      return watch.measurement(units: each.steps - 1)
    }
    let series = try Series.turns(options.rounds, [{ try run(.all(.dense)) }, { try run(.automatic) }])
    let chosen = CostModel.choose(network, batch: each.batch)
    return [
      (1_000 * series[0].median).fixed(2), (1_000 * series[1].median).fixed(2), Contest.ratio(series[1], series[0]),
      "\(chosen.values.count { $0 == .sparse }) of \(chosen.count)",
    ]
  }

  private func lottery(_ rounds: Int) throws -> [String] {
    let (pixels, labels) = SyntheticData.digits(samples)
    let train = try Samples(inputs: Tensor([samples, 784], pixels), labels: labels, classes: 10)
    let none = try train[0..<0]
    let data = try Dataset(name: "synthetic", train: train, validation: none, test: none, provenance: "drawn")
    let network = try Network.lenet300()
    let training = TrainingSettings(epochs: 4, batch: 60)
    let clock = options.clock
    let series = try Series.turns(
      options.rounds,
      [
        {
          let settings = LotterySettings(rounds: rounds, training: training)
          return Measurement(
            seconds: try clock.time { _ = try Pruning.lottery(network, on: data, settings) }.seconds, values: [])
        },
        {
          Measurement(
            seconds: try clock.time { _ = try Networks.train(network, on: data, training) }.seconds
              * Double(rounds + 1), values: [])
        },
      ])
    return [
      series[0].median.fixed(1), series[1].median.fixed(1), (series[0].median / series[1].median).fixed(2),
    ]
  }
}
