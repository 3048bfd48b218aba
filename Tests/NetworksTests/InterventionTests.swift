import Datasets
import Networks
import TestSupport
import Tensors
import Testing

@Suite struct InterventionTests {
  /// Every `period` steps the k smallest weights of fc1 go and the k largest gradients come, and what came is kept in
  /// mind.
  private struct Exchange: TrainingIntervention {
    let period: Int
    let timing: InterventionTiming
    var remembersPruned = false
    var memory: [Tensor] = []
    var description: String { "exchange(\(period), \(timing), \(remembersPruned))" }

    func timing(at step: Int, of length: RunLength) -> InterventionTiming? {
      step % period == period - 1 ? timing : nil
    }

    mutating func intervene(in moment: TrainingMoment) throws -> InterventionOutcome {
      let parameter = try moment.network.parameter("fc1.weight")
      var kept = parameter.mask?.kept ?? []
      let size = parameter.value.doubles.map(\.magnitude)
      let drive = (moment.gradient?[0] ?? moment.optimizerMemory.first?[0])?.doubles ?? []
      let out = kept.indices.filter { kept[$0] == 1 }.sorted { (size[$0], $0) < (size[$1], $1) }.prefix(9)
      let into = kept.indices.filter { kept[$0] == 0 }.sorted { (drive[$1].magnitude, $0) < (drive[$0].magnitude, $1) }
        .prefix(9)
      for index in out { kept[index] = 0 }
      for index in into { kept[index] = 1 }
      memory = [Tensor([1], [Float(memory.isEmpty ? 1 : memory[0].element(0) + 1)])]
      return .change(try moment.network.masked(by: ["fc1.weight": Mask(parameter.value.shape, kept: kept)]))
    }
  }

  private struct Ending: TrainingIntervention {
    let description = "ending"
    func timing(at step: Int, of length: RunLength) -> InterventionTiming? { .afterStep }
    func intervene(in moment: TrainingMoment) -> InterventionOutcome { moment.step == 6 ? .stop : .goOn }
  }

  private func network() throws -> Network {
    var stream = RandomStream(seed: 2, name: "test")
    let kept = (0..<64 * 30).map { _ in UInt8(stream.nextDouble() < 0.05 ? 1 : 0) }
    return try Network.mlp([64, 30, 10]).masked(by: ["fc1.weight": Mask([30, 64], kept: kept)])
  }

  private func data() throws -> Dataset { try .digits(train: 70, validation: 20, test: 30) }

  private func settings(_ folder: String? = nil) -> TrainingSettings {
    TrainingSettings(
      epochs: 3, batch: 8, optimizer: .sgd(rate: 0.05, momentum: 0.9), seed: 5,
      checkpoint: folder.map { .every(.steps(2), in: $0) })
  }

  @Test("masks change, counts stay, and what is gone is exactly zero", arguments: [true, false], [true, false])
  func exchange(instead: Bool, remembers: Bool) throws {
    let start = try network()
    let rule = Exchange(period: 3, timing: instead ? .insteadOfStep : .afterStep, remembersPruned: remembers)
    let run = try train(start, on: data(), settings(), intervention: rule)
    #expect(run.interventions.map(\.step) == Array(stride(from: 2, to: 27, by: 3)))
    #expect(run.interventions.allSatisfy { $0.remaining[0] == start.parameters[0].remaining })
    #expect(run.interventions.allSatisfy { $0.grown == 9 && $0.dropped == 9 })
    let parameter = run.network.parameters[0]
    #expect(parameter.mask != start.parameters[0].mask)
    for (value, mark) in zip(parameter.value.doubles, parameter.mask?.kept ?? []) where mark == 0 {
      #expect(value == 0)
    }
  }

  @Test("an intervention that does nothing leaves every bit as it is")
  func idle() throws {
    struct Idle: TrainingIntervention {
      let description = "idle"
      func timing(at step: Int, of length: RunLength) -> InterventionTiming? { .afterStep }
      func intervene(in moment: TrainingMoment) -> InterventionOutcome { .goOn }
    }
    let (network, data) = (try network(), try data())
    let plain = try train(network, on: data, settings())
    let idle = try train(network, on: data, settings(), intervention: Idle())
    #expect(idle.network == plain.network && idle.history == plain.history)
    #expect(idle.description.name != plain.description.name)
  }

  @Test("an intervention that gives the same network back leaves every bit as it is")
  func renewal() throws {
    struct Renewal: TrainingIntervention {
      let description = "renewal"
      func timing(at step: Int, of length: RunLength) -> InterventionTiming? { step % 4 == 0 ? .afterStep : nil }
      func intervene(in moment: TrainingMoment) -> InterventionOutcome { .change(moment.network) }
    }
    let (network, data) = (try network(), try data())
    for optimizer in [Optimizer.adam(rate: 1e-2), .sgd(rate: 0.05, momentum: 0.9)] {
      var settings = settings()
      settings.optimizer = optimizer
      let plain = try train(network, on: data, settings)
      let renewed = try train(network, on: data, settings, intervention: Renewal())
      #expect(renewed.network == plain.network)
      #expect(renewed.interventions.allSatisfy { $0.grown == 0 && $0.dropped == 0 })
    }
  }

  @Test("a run can be ended on the way")
  func ending() throws {
    let run = try train(network(), on: data(), settings(), intervention: Ending())
    #expect(run.steps == 7 && run.history.last?.step == 7)
  }

  @Test("a run with an intervention stopped at any step goes on to the same bits", arguments: [1, 3, 4, 9, 20])
  func resuming(step: Int) throws {
    let folder = try TemporaryFolder()
    let (network, data) = (try network(), try data())
    for (remembers, timing) in [(true, InterventionTiming.afterStep), (false, .insteadOfStep)] {
      let rule = Exchange(period: 3, timing: timing, remembersPruned: remembers)
      let whole = try train(network, on: data, settings(), intervention: rule)
      let flag = InterruptFlag()
      let checkpoint = Checkpoint(flag: flag) { if $0.completed == step { flag.raise() } }
      #expect(throws: Interrupted.self) {
        try train(network, on: data, settings(folder.path), intervention: rule, checkpoint: checkpoint)
      }
      let resumed = try train(network, on: data, settings(folder.path), intervention: rule)
      #expect(resumed.network == whole.network && resumed.interventions == whole.interventions)
    }
  }

  /// The half with the smallest largest logit, by a network that is looked at every other epoch.
  private struct Doubtful: SampleSelector {
    var memory: [Tensor] = []
    let description = "doubtful"
    func count(of total: Int) -> Int { total / 2 }
    func validate(for data: Dataset) {}

    mutating func rows(for moment: SelectionMoment) throws -> [Int] {
      if moment.epoch % 2 == 0 || memory.isEmpty {
        let logits = try moment.logits()
        memory = [
          Tensor([moment.labels.count], logits.doubles.chunked(10).map { Float($0.max() ?? 0) })
        ]
      }
      let confidence = memory[0].doubles
      return Array(
        confidence.indices.sorted { (confidence[$0], $0) < (confidence[$1], $1) }.prefix(confidence.count / 2))
    }
  }

  @Test("a selector decides what an epoch visits, and a stopped run goes on to the same bits", arguments: [2, 6, 11])
  func selecting(step: Int) throws {
    let folder = try TemporaryFolder()
    let (network, data) = (try network(), try data())
    let whole = try train(network, on: data, settings(), selector: Doubtful())
    #expect(whole.steps == 3 * 5)
    #expect(whole.visits?.reduce(0, +) == 3 * 35 && whole.visits?.max() ?? 0 >= 2)
    let flag = InterruptFlag()
    let checkpoint = Checkpoint(flag: flag) { if $0.completed == step { flag.raise() } }
    #expect(throws: Interrupted.self) {
      try train(network, on: data, settings(folder.path), selector: Doubtful(), checkpoint: checkpoint)
    }
    let resumed = try train(network, on: data, settings(folder.path), selector: Doubtful())
    #expect(resumed.network == whole.network && resumed.visits == whole.visits)
  }
}

extension Array {
  fileprivate func chunked(_ size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<$0 + size] }
  }
}
