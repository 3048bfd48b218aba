import Datasets
import Experiments
import Networks
import Pruning
import Synchronization
import Tensors
import Testing

@Suite struct EarlyPruningTests {
  private let network: Network
  private let data: Dataset

  init() throws {
    network = try .mlp([64, 40, 20, 10], seed: 2)
    data = try .digits(train: 200, validation: 50, test: 50)
  }

  private func settings(
    _ kind: EarlyPruningSettings.Kind = .unstructured, limit: Double, epochs: Int = 12
  ) -> EarlyPruningSettings {
    EarlyPruningSettings(
      kind, limit: limit,
      training: TrainingSettings(epochs: epochs, batch: 20, optimizer: .adam(rate: 5e-3), seed: 4))
  }

  @Test("the sparsities on the way halve what is left to the limit")
  func sparsities() {
    let found = EarlyPruningSettings(limit: 0.98, steps: 3).sparsities
    for (value, expected) in zip(found, [0.5, 0.74, 0.86, 0.92, 0.98]) { #expect(abs(value - expected) < 1e-12) }
    #expect(found.count == 5)
    #expect(EarlyPruningSettings(limit: 0.4, steps: 0).sparsities == [0.2, 0.4])
  }

  @Test("the threshold follows the limit, and is not positive for nine tenths of the units or more")
  func factors() {
    #expect(abs(EarlyPruningSettings(limit: 0.98).factor - 0.02) < 1e-12)
    #expect(abs(EarlyPruningSettings(.structured, limit: 0.8).factor - 0.1) < 1e-12)
    #expect(EarlyPruningSettings(.structured, limit: 0.9).factor <= 0)
  }

  @Test(
    "it prunes after the first epoch in which the weights moved less than the threshold", arguments: [0.3, 0.7, 0.9])
  func trigger(limit: Double) throws {
    let settings = settings(limit: limit)
    let early = try earlyPruning(of: network, on: data, settings)
    // The weights epoch by epoch, by training anew to each.
    func weights(_ epochs: Int) throws -> [Double] {
      var training = settings.training
      training.epochs = epochs
      return try train(network, on: data, training).network.parameters.filter(\.isPrunable).flatMap(\.value.doubles)
    }
    let first = try weights(1)
    let size = first.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let ratios = try (1...early.epoch).map { epoch in
      try zip(weights(epoch), first).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot() / size
    }
    for (found, expected) in zip(early.ratios, ratios) { #expect(abs(found - expected) < 1e-5) }
    let fires = (2..<max(early.epoch, 2)).map { abs(early.ratios[$0] - early.ratios[$0 - 1]) < early.threshold }
    #expect(fires.dropLast().allSatisfy { !$0 })
    #expect(early.isTriggered ? fires.last == true : early.epoch == 6)
    #expect(early.threshold == early.ratios[1] * settings.factor)
    #expect(abs(early.start.sparsity - limit) < 1e-3)
    #expect(early.run.steps == (12 - early.epoch) * 10 && early.dense.steps == early.epoch * 10)
  }

  @Test("a limit that leaves no threshold is reached at the latest epoch, and units are taken away")
  func structured() throws {
    var settings = settings(.structured, limit: 0.9, epochs: 6)
    settings.pruneTo = 4
    let early = try earlyPruning(of: network, on: data, settings)
    #expect(early.epoch == 4 && !early.isTriggered)
    let compaction = try #require(early.compaction)
    // Of 60 units 54 go.
    #expect(compaction.removedUnits == 54)
    #expect(early.start.parameterCount < network.parameterCount / 5)
    #expect(early.run.network.layers == early.start.layers)
    #expect(try epochTime(of: early.start, on: data, settings.training, repeats: 2).seconds.count == 2)
  }

  @Test("the same bits on one thread and on two, progress never falls, and an interrupt ends it")
  func repeats() throws {
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    let seen = Mutex<[Int]>([])
    let runs = try [1, 2].map { threads in
      Parallel.threadCount = threads
      seen.withLock { $0 = [] }
      return try earlyPruning(
        of: network, on: data, settings(limit: 0.8, epochs: 5),
        checkpoint: Checkpoint { progress in seen.withLock { $0.append(progress.completed) } })
    }
    #expect(runs[0].run == runs[1].run && runs[0].ratios == runs[1].ratios)
    seen.withLock { seen in #expect(seen == seen.sorted() && seen.last == 1_000) }
    let flag = InterruptFlag()
    let checkpoint = Checkpoint(flag: flag) { if $0.completed > 600 { flag.raise() } }
    #expect(throws: Interrupted.self) {
      try earlyPruning(of: network, on: data, settings(limit: 0.8, epochs: 5), checkpoint: checkpoint)
    }
  }

  @Test("settings out of range are refused before any training")
  func badInput() {
    let checkpoint = Checkpoint { _ in Issue.record("a step was made") }
    func attempt(_ change: (inout EarlyPruningSettings) -> Void) throws {
      var settings = settings(limit: 0.9, epochs: 6)
      change(&settings)
      _ = try earlyPruning(of: network, on: data, settings, checkpoint: checkpoint)
    }
    #expect(throws: ExperimentError.self) { try attempt { $0.limit = 0 } }
    #expect(throws: ExperimentError.self) { try attempt { $0.limit = 1 } }
    #expect(throws: ExperimentError.self) { try attempt { $0.limit = .nan } }
    #expect(throws: ExperimentError.self) { try attempt { $0.training.epochs = 2 } }
    #expect(throws: ExperimentError.self) { try attempt { $0.pruneTo = 1 } }
    #expect(throws: ExperimentError.self) { try attempt { $0.pruneTo = 6 } }
    #expect(throws: ExperimentError.self) { try attempt { $0.batches = 0 } }
    #expect(throws: ExperimentError.self) { try attempt { $0.steps = -1 } }
    #expect(throws: PruningError.self) { try attempt { ($0.kind, $0.limit) = (.structured, 0.99) } }
  }
}
