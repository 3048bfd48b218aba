import ArgumentParser
import Datasets
import Networks
import Tensors

/// Training throughput beside PyTorch, beside the step's matrix products alone, and beside the machine's peak.
struct TrainingBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training", abstract: "Training steps of LeNet-300-100 beside PyTorch and beside the GEMMs alone.",
    discussion: """
      Whole steps: gathering a shuffled batch, forward, loss, backward, update. 'GEMMs alone' are the matrix products of
      the step through the same BLAS, the input gradient of the first layer left out as it is in training. The peak is
      the best of the square products of 2048 that take turns with the rest, one on each thread.
      """)

  @OptionGroup var options: BenchmarkOptions

  @Option(help: "Steps a run.")
  var steps = 200

  private struct Case {
    let name: String
    let optimizer: Optimizer
    /// As the peer's script takes it.
    let request: String
    let batch: Int
  }

  private static let cases = [
    Case(name: "Adam, batch 60", optimizer: .adam(rate: 1.2e-3), request: "adam 0.0012", batch: 60),
    Case(name: "SGD, batch 128", optimizer: .sgd(rate: 0.1), request: "sgd 0.1", batch: 128),
  ]

  func validate() throws {
    guard steps >= 20, steps <= 2_000 else { throw ValidationError("--steps takes 20 to 2000; found \(steps)") }
  }

  func run() throws {
    var versions: String?
    let table = Table([
      "case", "threads", "ours, samples/s", "PyTorch, samples/s", "ratio", "GEMMs alone, samples/s",
      "GEMMs of our step", "peak, GFLOP/s", "ours of the peak", "agreement of 10 losses",
    ])
    let network = try Network.lenet300()
    for each in Self.cases {
      // A folder a case: the peer keeps what it has read.
      let folder = try TemporaryFolder()
      let data = try dataset(each.batch * steps)
      try network.write(to: folder)
      try folder.write(data.train.inputs.floats, as: "pixels")
      try folder.write(data.train.labels, as: "labels")
      // The order that `train` draws for its first epoch.
      var order = RandomStream(seed: 0, name: "order", index: 0)
      try folder.write(order.permutation(of: data.train.count), as: "order")
      versions = try options.forEachThreadCount("training.py", in: folder) { threads, peer in
        table.row([each.name, String(threads)] + (try measure(each, network, data, threads, peer)))
      }
    }
    options.printConditions(peer: versions)
  }

  private func measure(
    _ each: Case, _ network: Network, _ data: Dataset, _ threads: Int, _ peer: Peer?
  ) throws -> [String] {
    let settings = TrainingSettings(epochs: 1, batch: each.batch, optimizer: each.optimizer)
    let widths = network.widths
    let products = StepProducts(widths: widths, batch: each.batch, threads: threads)
    let squares = (0..<threads).map { _ in MatrixProduct(2_048, 2_048, 2_048) }
    let steps = steps, clock = options.clock
    let request = "steps \(each.request) \(each.batch) \(data.train.count) \(network.spelledWidths)"
    let contestants: [() throws -> Measurement] = [
      {
        let (seconds, _) = clock.time { Parallel.forEach(threads) { squares[$0].run() } }
        return Measurement(seconds: seconds, values: [])
      },
      {
        let (seconds, _) = clock.time { for _ in 0..<steps { products.run() } }
        return Measurement(seconds: seconds / Double(steps * each.batch), values: [])
      },
      {
        let watch = StepWatch(clock)
        _ = try train(network, on: data, settings, checkpoint: Checkpoint { watch.observe($0) })
        return watch.measurement(units: data.train.count - each.batch)
      },
    ]
    // Our run and the peer's come last, one after the other.
    let rival = peer.map { peer in [{ try peer.run(request) }] } ?? []
    let series = try Series.turns(options.rounds, contestants + rival)
    let (gemms, ours) = (series[1], series[2])
    let peak = squares.reduce(0) { $0 + $1.operations } / series[0].best
    let speed = products.operations / Double(each.batch) / ours.median
    let other = series.count > 3 ? series[3] : nil
    return [
      (1 / ours.median).fixed(0), other.map { (1 / $0.median).fixed(0) } ?? options.absence,
      other.map { Contest.ratio(ours, $0) } ?? "", (1 / gemms.median).fixed(0),
      (gemms.median / ours.median).asPercentage, (peak / 1e9).fixed(0), (speed / peak).asPercentage,
      other.map { Agreement.relative(ours.values, $0.values) } ?? "",
    ]
  }

  private func dataset(_ count: Int) throws -> Dataset {
    let (pixels, labels) = SyntheticData.digits(count)
    let train = try Samples(inputs: Tensor([count, 784], pixels), labels: labels, classes: 10)
    let none = try Samples(inputs: Tensor([0, 784], [Float]()), labels: [], classes: 10)
    return try Dataset(
      name: "synthetic", train: train, validation: none, test: none, provenance: "drawn by the benchmark")
  }
}
