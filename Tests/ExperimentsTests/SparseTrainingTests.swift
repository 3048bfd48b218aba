import Datasets
import Experiments
import Networks
import Pruning
import Tensors
import Testing

@Suite struct SparseTrainingTests {
  private let network: Network
  private let data: Dataset

  init() throws {
    network = try .mlp([64, 40, 20, 10], seed: 2)
    data = try .digits(train: 200, validation: 50, test: 50)
  }

  private func settings(sparsity: Double = 0.8, seed: Int = 3) -> SparseTrainingSettings {
    SparseTrainingSettings(
      sparsity: sparsity, every: 5,
      training: TrainingSettings(epochs: 3, batch: 20, optimizer: .sgd(rate: 0.1, momentum: 0.9), seed: seed))
  }

  @Test("sparse ways begin with one mask, end with as many weights, and RigL and SET never change a layer's count")
  func ways() throws {
    var seen = 0
    let result = try sparseTraining(of: network, on: data, settings()) { ways in
      seen += 1
      #expect(ways.entries.count == seen)
    }
    #expect(result.entries.map(\.method) == SparseTraining.Method.allCases)
    let mask = try prune(network, toSparsity: 0.8, by: .random(seed: 3), scope: .erdosRenyiKernel)
    for method in [SparseTraining.Method.static, .set, .snfs, .rigl] {
      #expect(result.entries.first { $0.method == method }?.start == mask)
      #expect(result.run(method)?.network.remainingCount == mask.remainingCount)
    }
    #expect(result.drift(of: .rigl) == 0 && result.drift(of: .set) == 0 && result.drift(of: .static) == nil)
    #expect(result.drift(of: .snfs) ?? 0 > 0)
    #expect(result.run(.gradual)?.network.summary.map(\.remaining) == mask.summary.map(\.remaining))
    #expect(result.run(.static)?.network.masks == mask.masks)
    #expect(result.run(.dense)?.network.sparsity == 0)
    let small = try #require(result.run(.smallDense)?.network)
    let budget = mask.parameterCount - mask.prunableCount + mask.remainingCount
    // Hidden layers of h and h: 65h + h(h + 1) + 10h + 10 parameters.
    #expect(small.sparsity == 0 && small.parameterCount <= budget)
    let width = small.parameters[0].value.shape[0]
    #expect((width + 1) * (width + 1 + 1) + 75 * (width + 1) + 10 > budget)
  }

  @Test("the small dense twin of LeNet-300-100 at 98 % has hidden layers of 7 and 7")
  func twin() throws {
    let lenet = try Network.lenet300()
    let inputs = Tensor([60, 784], (0..<60 * 784).map { Float($0 % 13) / 13 })
    let samples = try Samples(inputs: inputs, labels: (0..<60).map { $0 % 10 }, classes: 10)
    let few = try Dataset(
      name: "few", train: samples, validation: samples[0..<10], test: samples[0..<10], provenance: "made")
    var settings = settings(sparsity: 0.98)
    settings.training.epochs = 1
    let small = try sparseTraining(of: lenet, on: few, methods: [.smallDense], settings).entries[0].start
    #expect(small.summary.map(\.shape) == [[7, 784], [7, 7], [10, 7]])
    #expect(small.parameterCount == 5_631)
  }

  @Test("escaping trains on from the static solution, and the line joins the two")
  func escape() throws {
    let settings = settings()
    let ways = try sparseTraining(of: network, on: data, methods: [.static, .gradual], settings)
    let (still, pruned) = (try #require(ways.run(.static)), try #require(ways.run(.gradual)))
    let escape = try staticEscape(from: still.network, to: pruned.network, on: data, settings, points: 5)
    #expect(escape.barrier.path.first == still.test && escape.barrier.path.last == pruned.test)
    #expect(escape.stayed.network.masks == still.network.masks)
    #expect(escape.rigged.network.masks != still.network.masks)
    #expect(escape.before == still.train)
    #expect(escape.stayed == (try train(still.network, on: data, settings.training, pruning: .static)))
  }

  @Test("the same bits on one thread and on two")
  func threads() throws {
    let before = Parallel.threadCount
    defer { Parallel.threadCount = before }
    let runs = try [1, 2].map { threads in
      Parallel.threadCount = threads
      return try sparseTraining(of: network, on: data, methods: [.set, .rigl, .snfs], settings()).entries.map(\.run)
    }
    #expect(runs[0] == runs[1])
  }

  @Test("what does not go together is refused before any training")
  func badInput() throws {
    let checkpoint = Checkpoint { _ in Issue.record("a step was made") }
    func attempt(_ settings: SparseTrainingSettings, _ methods: [SparseTraining.Method] = [.dense, .rigl]) throws {
      _ = try sparseTraining(of: network, on: data, methods: methods, settings, checkpoint: checkpoint)
    }
    #expect(throws: ExperimentError.self) { try attempt(settings(), []) }
    #expect(throws: ExperimentError.self) { try attempt(settings(), [.rigl, .rigl]) }
    #expect(throws: PruningError.self) { try attempt(settings(sparsity: 1)) }
    #expect(throws: PruningError.self) { try attempt(settings(sparsity: 0)) }
    var late = settings()
    late.every = 1_000
    #expect(throws: PruningError.self) { try attempt(late) }
    var plain = settings()
    plain.training.optimizer = .sgd(rate: 0.1)
    #expect(throws: PruningError.self) { try attempt(plain, [.dense, .snfs]) }
    #expect(throws: ExperimentError.self) { try attempt(settings(sparsity: 0.999), [.dense, .smallDense]) }
  }
}
