import Datasets
import Networks
import Synchronization
import Tensors
import Testing

@Suite struct TrainingTests {
  private let descent = Optimizer.sgd(rate: 0.05)

  @Test("digits are learned to more than 95 % on samples never seen")
  func digits() throws {
    let data = try Dataset.digits()
    let run = try train(.mlp([64, 300, 100, 10]), on: data, TrainingSettings(epochs: 10, batch: 60))
    let test = try #require(run.test)
    #expect(test.accuracy > 0.95)
    #expect(test == (try run.network.evaluate(on: data.test)))
    #expect(run.history.count == 10)
    #expect(run.history[9].train.loss < run.history[0].train.loss / 4)
  }

  @Test("a seed gives the same bits, another seed another order")
  func seeds() throws {
    let data = try Dataset.random(train: 50, validation: 10, features: 8, classes: 3)
    let network = try Network.mlp([8, 10, 3])
    func run(_ seed: Int) throws -> TrainingRun {
      try train(network, on: data, TrainingSettings(epochs: 2, batch: 7, seed: seed))
    }
    #expect(try run(0) == run(0))
    #expect(try run(0).network != run(1).network)
  }

  /// Layers wide enough for several shards, so that two threads really share a step.
  @Test("twenty steps give the same bits on one and on two threads")
  func threads() throws {
    let data = try Dataset.random(train: 1_280, validation: 600, features: 784, classes: 10)
    func run(_ threads: Int, _ optimizer: Optimizer) throws -> TrainingRun {
      Parallel.threadCount = threads
      defer { Parallel.threadCount = Parallel.processorCount }
      return try train(
        .lenet300(), on: data, TrainingSettings(epochs: 2, batch: 128, optimizer: optimizer))
    }
    for optimizer in [Optimizer.adam(rate: 1e-3), .sgd(rate: 0.1, momentum: 0.9)] {
      let (one, two) = (try run(1, optimizer), try run(2, optimizer))
      #expect(one.steps == 20)
      for (a, b) in zip(one.network.parameters, two.network.parameters) {
        #expect(a.value.floats.map(\.bitPattern) == b.value.floats.map(\.bitPattern))
      }
      #expect(one.history == two.history)
    }
  }

  @Test("beginning at a later step with its weights goes on as if never stopped", arguments: [0, 1, 8, 13])
  func continuation(step: Int) throws {
    let data = try Dataset.random(train: 50, features: 8, classes: 3)
    let network = try Network.mlp([8, 10, 3])
    var settings = TrainingSettings(epochs: 2, batch: 6, optimizer: descent, snapshotStep: step)
    let whole = try train(network, on: data, settings)
    let snapshot = try #require(whole.snapshot)
    settings.startStep = step
    settings.snapshotStep = nil
    let rest = try train(snapshot, on: data, settings)
    #expect(whole.steps == 18 && rest.steps == 18)
    #expect(rest.network == whole.network)
    #expect((snapshot == network) == (step == 0))
  }

  @Test("an epoch visits every sample once, the last step takes what is left")
  func order() throws {
    let data = try Dataset.random(train: 10, features: 4, classes: 2)
    let run = try train(.mlp([4, 2]), on: data, TrainingSettings(epochs: 3, batch: 4, optimizer: descent))
    #expect(run.steps == 9)
    #expect(run.history.map(\.train.count) == [10, 10, 10])
    #expect(run.history.map(\.step) == [3, 6, 9])
  }

  @Test("evaluating every few steps finds the step of the least validation loss")
  func earlyStopStep() throws {
    let data = try Dataset.digits(train: 200, validation: 100, test: 100)
    let run = try train(
      .mlp([64, 30, 10]), on: data, TrainingSettings(epochs: 6, batch: 20, evaluateEvery: .steps(7)))
    #expect(run.history.map(\.step) == Array(stride(from: 7, to: 60, by: 7)) + [60])
    let losses = run.history.compactMap { $0.validation?.loss }
    let least = try #require(losses.min())
    #expect(run.earlyStopStep == run.history[try #require(losses.firstIndex(of: least))].step)
    #expect(run.history.last?.validation == run.validation)
  }

  @Test("a patience ends training and gives the network of the least validation loss")
  func stop() throws {
    // Labels without a pattern are learned by heart, so the validation loss soon rises.
    let data = try Dataset.random(train: 40, validation: 40, features: 20, classes: 4)
    let run = try train(
      .mlp([20, 60, 4]), on: data,
      TrainingSettings(
        epochs: 200, batch: 10, optimizer: .adam(rate: 0.01), stop: .earliest(.validationLoss, patience: 3)))
    #expect(run.steps < 800)
    let losses = run.history.compactMap { $0.validation?.loss }
    #expect(run.validation?.loss == losses.min())
    #expect(losses.count - 1 - (losses.firstIndex(of: losses.min() ?? 0) ?? 0) == 3)
  }

  @Test("an interrupt ends the run at the step under way")
  func interrupt() throws {
    let data = try Dataset.random(train: 50, features: 8, classes: 3)
    let flag = InterruptFlag()
    let reports = Mutex<[Int]>([])
    let checkpoint = Checkpoint(flag: flag) { progress in
      reports.withLock { $0.append(progress.completed) }
      if progress.completed == 3 { flag.raise() }
    }
    #expect(throws: Interrupted.self) {
      try train(
        .mlp([8, 10, 3]), on: data, TrainingSettings(epochs: 100, batch: 10, optimizer: descent), checkpoint: checkpoint
      )
    }
    #expect(reports.withLock { $0 } == [1, 2, 3])
  }

  @Test("an interrupt reaches into a step and into an evaluation")
  func interruptInside() throws {
    let flag = InterruptFlag()
    flag.raise()
    let checkpoint = Checkpoint(flag: flag)
    let network = try Network.mlp([8, 10, 3])
    let samples = try Samples.random(10, features: 8, classes: 3, seed: 0)
    #expect(throws: Interrupted.self) { try network.evaluate(on: samples, checkpoint: checkpoint) }
    #expect(throws: Interrupted.self) { try network.logits(samples.inputs, checkpoint: checkpoint) }
  }

  @Test("divergence stops with the step and leaves the network as it was")
  func divergence() throws {
    let data = try Dataset.random(train: 30, features: 8, classes: 3)
    let network = try Network.mlp([8, 10, 3])
    let error = #expect(throws: NetworkError.self) {
      try train(network, on: data, TrainingSettings(epochs: 50, batch: 10, optimizer: .sgd(rate: 1e30)))
    }
    guard case .diverged(let step, let loss) = error else {
      Issue.record("found \(String(describing: error))")
      return
    }
    #expect((1..<150).contains(step) && !loss.isFinite)
    #expect(network == (try Network.mlp([8, 10, 3])))
  }

  @Test("the description names everything the result depends on")
  func description() throws {
    let data = try Dataset.random(train: 10, features: 4, classes: 2)
    let run = try train(.mlp([4, 2]), on: data, TrainingSettings(epochs: 1, batch: 5, seed: 42))
    let fields = Dictionary(uniqueKeysWithValues: run.description.fields.map { ($0.name, $0.value) })
    #expect(fields["seed"] == "42")
    #expect(fields["optimizer"] == ".adam(rate: 0.0012, beta1: 0.9, beta2: 0.999, epsilon: 1e-08, weightDecay: 0.0)")
    #expect(fields["network"] == "[.dense(2)]")
    #expect(fields["OpenBLAS"]?.contains("OpenBLAS") == true)
    #expect(fields["core"]?.isEmpty == false)
  }
}
