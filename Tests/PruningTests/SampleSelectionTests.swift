import Datasets
import Networks
import Pruning
import TestSupport
import Tensors
import Testing

@Suite struct SampleSelectionTests {
  private static let selections: [SampleSelection] = [
    .staticRandom(keep: 0.3), .random(keep: 0.3, every: 2), .uncertainty(keep: 0.3, every: 2),
    .epsilonGreedy(keep: 0.3, epsilon: 0.5, every: 2, by: .entropy), .upperBound(keep: 0.3, every: 2, by: .loss),
    .hardest(keep: 0.3, by: .errorNorm, after: 2), .hardest(keep: 0.3, by: .forgetting, after: 3),
  ]

  private func data() throws -> Dataset { try .digits(train: 100, validation: 20, test: 30) }

  private func settings(_ folder: String? = nil) -> TrainingSettings {
    TrainingSettings(
      epochs: 6, batch: 10, optimizer: .sgd(rate: 0.1), seed: 5,
      checkpoint: folder.map { .every(.steps(1), in: $0) })
  }

  @Test("every epoch visits the share asked for, none twice", arguments: selections)
  func shares(selection: SampleSelection) throws {
    let run = try train(.mlp([64, 12, 10]), on: data(), settings(), selector: selection.selector)
    #expect(run.steps == 18)
    let visits = try #require(run.visits)
    #expect(visits.reduce(0, +) == 180 && visits.max() ?? 0 <= 6)
    let counts = try #require(run.visitCounts)
    #expect(counts.epochs == 6 && counts.histogram.reduce(0, +) == 100)
    #expect(counts.histogram.enumerated().reduce(0) { $0 + $1.offset * $1.element } == 180)
    #expect(abs(counts.rarely + counts.sometimes + counts.always - 1) < 1e-12)
    if selection == .staticRandom(keep: 0.3) {
      #expect(counts.histogram == [70, 0, 0, 0, 0, 0, 30] && counts.sometimes == 0)
    }
    #expect(run.description.description.contains("selector: \(selection)"))
  }

  @Test("a stopped run goes on to the same bits", arguments: selections)
  func resuming(selection: SampleSelection) throws {
    let (network, data) = (try Network.mlp([64, 12, 10]), try data())
    let whole = try train(network, on: data, settings(), selector: selection.selector)
    for step in [2, 7, 13] {
      let folder = try TemporaryFolder()
      let flag = InterruptFlag()
      let checkpoint = Checkpoint(flag: flag) { if $0.completed == step { flag.raise() } }
      #expect(throws: Interrupted.self) {
        try train(
          network, on: data, settings(folder.path), selector: selection.selector, checkpoint: checkpoint)
      }
      let resumed = try train(network, on: data, settings(folder.path), selector: selection.selector)
      #expect(resumed.network == whole.network && resumed.visits == whole.visits)
    }
  }

  @Test("the bits are the same on one thread and on two")
  func threads() throws {
    let count = Parallel.threadCount
    defer { Parallel.threadCount = count }
    let runs = try [1, 2].map { threads in
      Parallel.threadCount = threads
      return try train(
        .mlp([64, 12, 10]), on: data(), settings(), selector: SampleSelection.upperBound(keep: 0.3, every: 2).selector)
    }
    #expect(runs[0].network == runs[1].network && runs[0].visits == runs[1].visits)
  }

  @Test("scores are those of the softmax")
  func scores() {
    // Softmax 1/2, 1/4, 1/4 and 1/3, 1/3, 1/3.
    let logits = Tensor([2, 3], [0.6931471805599453, 0, 0, 5, 5, 5])
    func near(_ score: SampleScore, _ expected: [Double]) -> Bool {
      zip(score.scores(logits, labels: [1, 2]), expected).allSatisfy { abs($0 - $1) < 1e-12 }
    }
    #expect(near(.leastConfidence, [0.5, 2.0 / 3]))
    #expect(near(.entropy, [1.0397207708399179, 1.0986122886681098]))
    #expect(near(.margin, [0.75, 1]))
    #expect(near(.loss, [1.3862943611198906, 1.0986122886681098]))
    // (1/2, -3/4, 1/4) and (1/3, 1/3, -2/3).
    let norms = HardestSelection.errorNorms(logits, labels: [1, 2])
    #expect(abs(norms[0] - 0.875.squareRoot()) < 1e-12 && abs(norms[1] - (2.0 / 3).squareRoot()) < 1e-12)
  }

  @Test("without randomness the bandits keep the largest scores, and bounds explore what varies")
  func rules() throws {
    let data = try data()
    func memory(_ selection: SampleSelection, epochs: Int) throws -> [Tensor] {
      let observed = Observed(selection.selector)
      _ = try train(
        .mlp([64, 12, 10]), on: data, TrainingSettings(epochs: epochs, batch: 10, seed: 5), selector: observed)
      return observed.last.values
    }
    let greedy = try memory(.epsilonGreedy(keep: 0.3, epsilon: 0, every: 1), epochs: 4)
    let top = try memory(.uncertainty(keep: 0.3, every: 1), epochs: 4)
    #expect(greedy == top)
    let (means, marks) = (top[0].doubles, top[2].doubles)
    let least = zip(means, marks).filter { $0.1 == 1 }.map(\.0).min() ?? 0
    #expect(marks.reduce(0, +) == 30 && zip(means, marks).allSatisfy { $0.1 == 1 || $0.0 <= least })
    let bound = try memory(.upperBound(keep: 0.3, exploration: 5, every: 1), epochs: 4)
    let upper = zip(bound[0].doubles, bound[1].doubles).map { $0 + 5 * $1.squareRoot() }
    let lowest = zip(upper, bound[2].doubles).filter { $0.1 == 1 }.map(\.0).min() ?? 0
    // Means and variances are kept in single precision.
    #expect(zip(upper, bound[2].doubles).allSatisfy { $0.1 == 1 || $0.0 <= lowest + 1e-6 })
    let random = try memory(.epsilonGreedy(keep: 0.3, epsilon: 1, every: 1), epochs: 1)
    #expect(random[2].doubles.reduce(0, +) == 30 && random[2] != top[2])
  }

  @Test("settings out of range are refused before the first step")
  func badInput() throws {
    let data = try data()
    let bad: [SampleSelection] = [
      .staticRandom(keep: 0), .random(keep: 1.5), .random(keep: .nan), .random(keep: 0.5, every: 0),
      .uncertainty(keep: 0.5, every: 0), .uncertainty(keep: 0.5, weight: 0), .epsilonGreedy(keep: 0.5, epsilon: -1),
      .epsilonGreedy(keep: 0.5, epsilon: 2), .upperBound(keep: 0.5, exploration: -1), .hardest(keep: 0.5, after: 0),
    ]
    for selection in bad {
      #expect(throws: (any Error).self, "\(selection)") {
        try train(.mlp([64, 10]), on: data, settings(), selector: selection.selector)
      }
    }
    // An epoch is smaller than a batch.
    #expect(throws: NetworkError.self) {
      try train(.mlp([64, 10]), on: data, settings(), selector: SampleSelection.random(keep: 0.05).selector)
    }
  }
}

/// A selector whose memory can be looked at after a run.
private struct Observed: SampleSelector {
  final class Last: @unchecked Sendable {
    var values: [Tensor] = []
  }

  private var inner: any SampleSelector
  let last = Last()

  init(_ inner: any SampleSelector) { self.inner = inner }

  var description: String { inner.description }
  var memory: [Tensor] {
    get { inner.memory }
    set { inner.memory = newValue }
  }
  func count(of total: Int) -> Int { inner.count(of: total) }
  func validate(for data: Dataset) throws { try inner.validate(for: data) }
  mutating func rows(for moment: SelectionMoment) throws -> [Int] {
    let rows = try inner.rows(for: moment)
    last.values = inner.memory
    return rows
  }
}
