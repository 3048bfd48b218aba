import ArgumentParser
import Datasets
import Networks
import Tensors

/// Training throughput beside PyTorch and beside the machine's peak.
struct TrainingBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training", abstract: "Training steps of the pruning papers' networks beside PyTorch.",
    discussion: """
      Whole steps: gathering a shuffled batch, forward, loss, backward, update; PyTorch in the memory layout that is \
      faster for it. The peak is the best of the square products of 2048 that take turns with the rest, one on each \
      thread; operations are those of the layers' definitions, so Winograd's algorithm can pass it.
      """)

  @OptionGroup var options: BenchmarkOptions

  @Option(help: "Only the networks whose name begins so.")
  var only = ""

  func run() throws {
    var versions: String?
    let table = Table([
      "case", "threads", "ours, samples/s", "PyTorch, samples/s", "ratio", "peak, GFLOP/s", "ours of the peak",
      "agreement of 10 losses",
    ])
    for each in TrainingCase.all where each.name.lowercased().hasPrefix(only.lowercased()) {
      // A folder a case: the peer keeps what it has read.
      let folder = try TemporaryFolder()
      let network = try each.make()
      let data = try each.data(for: network)
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
    _ each: TrainingCase, _ network: Network, _ data: Dataset, _ threads: Int, _ peer: Peer?
  ) throws -> [String] {
    let settings = TrainingSettings(epochs: 1, batch: each.batch, optimizer: each.optimizer)
    let squares = (0..<threads).map { _ in MatrixProduct(2_048, 2_048, 2_048) }
    let clock = options.clock
    let request = "train \(each.model) \(each.rule) \(each.batch) \(data.train.count)"
    let contestants: [() throws -> Measurement] = [
      {
        let (seconds, _) = clock.time { Parallel.forEach(threads) { squares[$0].run() } }
        return Measurement(seconds: seconds, values: [])
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
    let ours = series[1]
    let peak = squares.reduce(0) { $0 + $1.operations } / series[0].best
    let speed = Double(network.trainingOperations) / ours.median
    let other = series.count > 2 ? series[2] : nil
    return [
      (1 / ours.median).fixed(0), other.map { (1 / $0.median).fixed(0) } ?? options.absence,
      other.map { Contest.ratio(ours, $0) } ?? "", (peak / 1e9).fixed(0), (speed / peak).asPercentage,
      other.map {
        Agreement.relative(Array(ours.values.prefix($0.values.count)), Array($0.values.prefix(ours.values.count)))
      }
        ?? "",
    ]
  }
}
