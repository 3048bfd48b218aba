import Datasets
import Experiments
import Networks
import Synchronization
import Tensors
import Testing

@Suite struct ReproduceTests {
  private let data: Dataset

  init() throws { data = try .digits(train: 100, validation: 50, test: 50) }

  /// Test accuracy after one epoch, with a curve that grows.
  private func small(_ measure: (@Sendable (Trial) throws -> Measurement)? = nil) -> Reproduction {
    Reproduction(
      "small", "A network learns.", paper: Paper(0, "Nobody", "Nothing", arXiv: "0000.00000"),
      claims: [
        Claim("it learns", quantity: "test accuracy", .above(0.2)),
        Claim("it is the seed", quantity: "seed", .between(0, 4)),
      ], panels: [FigurePanel("curve", x: "step", y: "accuracy")],
      sources: { _ in [.published(.mnist, train: 1)] }, setting: { _ in "one epoch" },
      measure: measure ?? { trial in
        let settings = TrainingSettings(epochs: 4, batch: 20, optimizer: .adam(rate: 0.01), seed: trial.seed)
        let network = try Network.mlp([64, 20, 10], seed: trial.seed)
        trial.publish(Measurement(series: [.init("accuracy", x: [0], y: [0.1])]))
        let run = try train(network, on: trial.data[0], settings, checkpoint: trial.part(0, of: 1))
        let accuracy = run.test?.accuracy
        return Measurement(
          values: [accuracy, Double(trial.seed)], series: [.init("accuracy", x: [0, 4], y: [0.1, accuracy ?? 0])],
          notes: trial.seed == 3 ? ["the third"] : [])
      })
  }

  @Test("seeds side by side give the bits of one after another, in order, with a verdict a claim")
  func sideBySide() throws {
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    var reports: [ReproductionReport] = []
    for threads in [1, 2] {
      Parallel.threadCount = threads
      reports.append(try reproduce(small(), seeds: [0, 1, 2, 3, 4], on: [data]))
    }
    #expect(reports[0].measurements == reports[1].measurements)
    let report = reports[0]
    #expect(report.findings.map(\.verdict) == [.appears, .appears] || report.findings[0].verdict == .undecided)
    #expect(report.findings[1].values == [0, 1, 2, 3, 4])
    #expect(report.notes == ["seed 3: the third"])
    #expect(report.curves.count == 1 && report.curves[0].x == [0, 4])
    #expect(report.curves[0].y[0].mean == MeanInterval([0.1, 0.1, 0.1, 0.1, 0.1]).mean)
    #expect(report.curves[0].y[1].values == report.measurements.compactMap { $0.values[0] })
  }

  @Test("what there is so far streams, the progress never goes back")
  func streams() throws {
    let updates = Mutex<[Int]>([])
    let percents = Mutex<[Int]>([])
    let checkpoint = Checkpoint(observer: { progress in
      #expect(progress.operation == "reproduce small" && progress.total == 100 && progress.unit == "%")
      percents.withLock { $0.append(progress.completed) }
    })
    let report = try reproduce(small(), seeds: [5, 6], on: [data], checkpoint: checkpoint) { report in
      #expect(!report.isComplete && report.findings.isEmpty)
      updates.withLock { $0.append(report.seeds.count) }
    }
    #expect(report.isComplete && report.findings.allSatisfy { $0.verdict == .undecided })
    // Twice a seed: once with the first point, once when it is done.
    #expect(updates.withLock(\.count) == 4)
    #expect(updates.withLock(\.last) == 2)
    #expect(percents.withLock(\.last) == 100)
  }

  @Test("bad seeds, data and measurements are errors, and an interrupt stops all seeds")
  func refuses() throws {
    for seeds in [[], [1, 1]] {
      #expect(throws: ExperimentError.self) { try reproduce(small(), seeds: seeds, on: [data]) }
    }
    #expect(throws: ExperimentError.dataSets(expected: ["MNIST, 1 training images"], found: 2)) {
      try reproduce(small(), on: [data, data])
    }
    #expect(throws: DatasetError.self) { try reproduce(small(), in: DataFolder(path: "/nowhere")) }
    #expect(throws: ExperimentError.claims(reproduction: "small", expected: 2, found: 1)) {
      try reproduce(small { _ in Measurement(values: [1]) }, on: [data])
    }
    let flag = InterruptFlag()
    let started = Atomic<Int>(0)
    let slow = small { trial in
      started.wrappingAdd(1, ordering: .relaxed)
      flag.raise()
      let settings = TrainingSettings(epochs: 100_000)
      let run = try train(.mlp([64, 20, 10]), on: trial.data[0], settings, checkpoint: trial.checkpoint)
      return Measurement(values: [run.train.accuracy, 0])
    }
    #expect(throws: Interrupted.self) { try reproduce(slow, on: [data], checkpoint: Checkpoint(flag: flag)) }
    #expect(started.load(ordering: .relaxed) <= 2)
  }

  @Test("replicates come in the order of the seeds, and the first failure is what is thrown")
  func replication() throws {
    let interval = try replicate([3, 1, 2]) { seed in Double(seed * seed) }
    #expect(interval.values == [9, 1, 4])
    struct Odd: Error, Equatable { let seed: Int }
    #expect(throws: Odd(seed: 1)) {
      try replicate([2, 1]) { seed in
        if seed % 2 == 1 { throw Odd(seed: seed) }
        return 0
      }
    }
  }
}
