import Datasets
import Networks
import Pruning
import TestSupport
import Tensors
import Testing

@Suite struct ScheduledTrainingTests {
  private static let dense: [PruningSchedule] = [
    .gradual(to: 0.9, over: 0...0.8, every: 3),
    .gradual(to: 0.8, from: 0.2, over: 0.1...0.6, every: 4, scope: .layerwise),
    .cyclic(to: 0.8, cycles: 2, until: 0.9, every: 3), .acdc(to: 0.85, warmUp: 0.2, phase: 0.1, last: 0.3),
    .oneShot(to: 0.7, at: 0.5),
  ]
  private static let sparse: [PruningSchedule] = [
    .static, .rigl(every: 3), .set(every: 3), .originalSET(), .snfs(every: 3), .redensify(at: 0.5),
    .gradual(to: 0.95, from: 0.85, over: 0.2...1, every: 5), .oneShot(to: 0.97, at: 1),
  ]
  private static let optimizers: [Optimizer] = [
    .sgd(rate: 0.05, momentum: 0.9, weightDecay: 1e-3), .adam(rate: 5e-3, weightDecay: 1e-3),
    .adamW(rate: 5e-3, weightDecay: 0.1),
  ]

  private let data: Dataset
  private let network: Network

  init() throws {
    data = try .digits(train: 80, validation: 20, test: 30)
    network = try .mlp([64, 24, 10], seed: 2)
  }

  private func start(_ schedule: PruningSchedule) throws -> Network {
    Self.sparse.contains(schedule)
      ? try prune(network, toSparsity: 0.8, by: .random(seed: 1), scope: .layerwise) : network
  }

  private func settings(_ optimizer: Optimizer = .adam(rate: 5e-3), folder: String? = nil) -> TrainingSettings {
    TrainingSettings(
      epochs: 4, batch: 8, optimizer: optimizer, seed: 5, checkpoint: folder.map { .every(.steps(2), in: $0) })
  }

  @Test("what is pruned is exactly zero through every optimiser", arguments: dense + sparse, optimizers)
  func zeros(schedule: PruningSchedule, optimizer: Optimizer) throws {
    let run = try train(start(schedule), on: data, settings(optimizer), pruning: schedule)
    for parameter in run.network.parameters {
      guard let mask = parameter.mask else { continue }
      #expect(zip(parameter.value.floats, mask.kept).allSatisfy { $1 == 1 || $0 == 0 })
    }
    #expect(schedule == .static || !run.interventions.isEmpty)
  }

  @Test("dynamic sparse training keeps the counts at every exchange", arguments: optimizers)
  func constantCounts(optimizer: Optimizer) throws {
    for schedule in [PruningSchedule.rigl(every: 3), .set(every: 3), .originalSET()] {
      let start = try start(schedule)
      let run = try train(start, on: data, settings(optimizer), pruning: schedule)
      #expect(run.interventions.allSatisfy { $0.remaining == start.summary.map(\.remaining) })
      #expect(run.interventions.allSatisfy { $0.grown == $0.dropped })
      #expect(run.interventions.contains { $0.grown > 0 })
      #expect(run.network.summary.map(\.remaining) == start.summary.map(\.remaining))
    }
    let start = try start(.snfs(every: 3))
    let run = try train(start, on: data, settings(optimizer), pruning: .snfs(every: 3))
    #expect(run.interventions.allSatisfy { $0.remaining.reduce(0, +) == start.remainingCount })
    #expect(run.interventions.last?.remaining != start.summary.map(\.remaining))
  }

  @Test("an exchange of RigL takes the place of a step, and what comes starts at zero")
  func insteadOfStep() throws {
    let start = try start(.rigl(every: 3))
    var short = settings()
    short.epochs = 1
    short.snapshotStep = 9
    let run = try train(start, on: data, short, pruning: .rigl(every: 9, until: 0.95))
    let (before, after) = (try #require(run.snapshot), run.network)
    #expect(run.interventions.map(\.step) == [9])
    for (old, new) in zip(before.parameters, after.parameters) {
      guard let was = old.mask?.kept, let now = new.mask?.kept else {
        #expect(old == new)
        continue
      }
      for index in was.indices where now[index] == 1 {
        #expect(new.value.floats[index] == (was[index] == 1 ? old.value.floats[index] : 0))
      }
    }
  }

  @Test("gradual, cyclic and alternating runs have the sparsities of their formulas on the way")
  func sparsities() throws {
    func sparsities(_ schedule: PruningSchedule) throws -> [Int] {
      try train(network, on: data, settings(), pruning: schedule).interventions.map {
        network.prunableCount - $0.remaining.reduce(0, +)
      }
    }
    // 1,776 weights, 40 steps. Three whole Δ of 10 steps after step 4; .9 · 1,776 = 1,598.4.
    // s = .9 · (1 - (1 - k/3)³), so 0, 19/30 · 1,776 = 1,124.8, 13/15 · 1,776 = 1,539.2 and all of it.
    #expect(try sparsities(.gradual(to: 0.9, over: 0.1...0.9, every: 10)) == [0, 1_125, 1_539, 1_598])
    // Dense to step 4, then phases of 4: sparse at 4, 12, 20 and from 28 on.
    #expect(
      try sparsities(.acdc(to: 0.5, warmUp: 0.1, phase: 0.1, last: 0.3)) == [888, 0, 888, 0, 888, 0, 888])
    #expect(try sparsities(.cyclic(to: 0.5, cycles: 2, until: 1, every: 10)) == [888, 0, 888])
    #expect(try sparsities(.oneShot(to: 0.5)) == [888])
    let thin = try prune(network, toSparsity: 0.5)
    let run = try train(thin, on: data, settings(), pruning: .redensify(at: 0.25))
    #expect(run.network.sparsity == 0 && run.interventions.map(\.step) == [9])
    #expect(run.interventions[0].grown == 888)
  }

  @Test("the same bits on one thread and on two", arguments: dense + sparse)
  func threads(schedule: PruningSchedule) throws {
    let start = try start(schedule)
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    let runs = try [1, 2].map { threads in
      Parallel.threadCount = threads
      return try train(start, on: data, settings(), pruning: schedule)
    }
    #expect(runs[0].network == runs[1].network && runs[0].interventions == runs[1].interventions)
  }

  @Test("a run that is interrupted anywhere goes on to the same bits", arguments: dense + sparse, [5, 18, 31])
  func resuming(schedule: PruningSchedule, step: Int) throws {
    let folder = try TemporaryFolder()
    let start = try start(schedule)
    let optimizer = Optimizer.sgd(rate: 0.05, momentum: 0.9)
    let whole = try train(start, on: data, settings(optimizer), pruning: schedule)
    let flag = InterruptFlag()
    let checkpoint = Checkpoint(flag: flag) { if $0.completed == step { flag.raise() } }
    #expect(throws: Interrupted.self) {
      try train(start, on: data, settings(optimizer, folder: folder.path), pruning: schedule, checkpoint: checkpoint)
    }
    let resumed = try train(start, on: data, settings(optimizer, folder: folder.path), pruning: schedule)
    #expect(resumed.network == whole.network && resumed.interventions == whole.interventions)
    #expect(resumed.history == whole.history)
  }

  @Test("schedules of other settings are other runs")
  func names() throws {
    let start = try start(.static)
    let names = try [
      PruningSchedule.static, .rigl(every: 3), .rigl(every: 4), .rigl(every: 3, fraction: 0.2), .set(every: 3),
    ].map { try train(start, on: data, settings(), pruning: $0).description.name }
    #expect(Set(names).count == names.count)
  }

  @Test("a network that is not sparse, or not dense, is refused before training")
  func starts() throws {
    for schedule in Self.sparse.prefix(6) {
      #expect(throws: PruningError.self) { try train(network, on: data, settings(), pruning: schedule) }
    }
    let thin = try prune(network, toSparsity: 0.5)
    for schedule in [PruningSchedule.acdc(to: 0.9), .cyclic(to: 0.9, every: 3)] {
      #expect(throws: PruningError.self) { try train(thin, on: data, settings(), pruning: schedule) }
    }
    #expect(throws: PruningError.needsMomentum(schedule: ".snfs", optimizer: "\(Optimizer.sgd(rate: 0.1))")) {
      try train(thin, on: data, settings(.sgd(rate: 0.1)), pruning: .snfs(every: 3))
    }
  }

  @Test(
    "settings out of range are refused before the first step",
    arguments: [
      PruningSchedule.rigl(every: 0), .rigl(every: 3, fraction: 0), .rigl(every: 3, fraction: 1.1),
      .rigl(every: 3, fraction: .nan), .rigl(every: 3, until: 0), .rigl(every: 3, until: 1.5), .rigl(every: 31),
      .rigl(every: 3, until: 0.01), .set(every: -1), .snfs(every: 3, fraction: -0.1), .originalSET(fraction: 0),
      .redensify(at: 0), .redensify(at: 1), .gradual(to: 1, every: 3), .gradual(to: 0.9, from: 0.95, every: 3),
      .gradual(to: 0.7, every: 3), .gradual(to: 0.9, from: 0.8, over: 0.5...0.5, every: 3),
      .gradual(to: 0.9, from: 0.8, over: -1...2, every: 3), .gradual(to: 0.9, from: 0.8, every: 0),
      .gradual(to: .nan, from: 0.8, every: 3), .gradual(to: 0.9, from: 0.85, every: 3), .gradual(to: 0.9, every: 31),
      .oneShot(to: 0.9, at: 0), .oneShot(to: 0.9, at: 1.1), .oneShot(to: 0.7), .oneShot(to: 0.9999, scope: .layerwise),
    ])
  func badInput(schedule: PruningSchedule) throws {
    let thin = try prune(network, toSparsity: 0.8, by: .random(seed: 1), scope: .layerwise)
    let checkpoint = Checkpoint { _ in Issue.record("a step was made") }
    #expect(throws: PruningError.self) {
      try train(thin, on: data, settings(.sgd(rate: 0.1, momentum: 0.9)), pruning: schedule, checkpoint: checkpoint)
    }
  }

  @Test(
    "phases and cycles that do not fit the run are refused",
    arguments: [
      PruningSchedule.acdc(to: 0.9, warmUp: 0), .acdc(to: 0.9, warmUp: 0.9, last: 0.2), .acdc(to: 0.9, phase: 0.001),
      .acdc(to: 1), .cyclic(to: 0.9, cycles: 0, every: 3), .cyclic(to: 0.9, every: 6),
      .cyclic(to: 0.9, until: 2, every: 3),
      .cyclic(to: 1.2, every: 3),
    ])
  func badPhases(schedule: PruningSchedule) {
    #expect(throws: PruningError.self) { try train(network, on: data, settings(), pruning: schedule) }
  }
}
