public import Datasets
public import Networks
import Pruning
public import Tensors

/// Ways to train a sparse network from scratch, side by side.
public struct SparseTraining: Sendable {
  /// A way.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// Random connections that stay.
    case `static`
    /// Random connections, the weakest exchanged for random ones.
    case set
    /// Random connections, exchanged and moved between layers by momentum.
    case snfs
    /// Random connections, the weakest exchanged for those of greatest gradient.
    case rigl
    /// Dense at first, pruned bit by bit by magnitude.
    case gradual
    /// A dense network of few units with as many parameters.
    case smallDense
    /// All weights: what the others fall short of.
    case dense
  }

  /// One way, trained.
  public struct Entry: Sendable {
    /// Which.
    public let method: Method
    /// The network that training began with.
    public let start: Network
    /// How it was trained, and the result.
    public let run: TrainingRun
  }

  /// The ways in the order in which they were asked for.
  public let entries: [Entry]
  /// How they were trained.
  public let settings: SparseTrainingSettings

  /// The run of a way; nil where it was not asked for.
  public func run(_ method: Method) -> TrainingRun? { entries.first { $0.method == method }?.run }

  /// The largest difference of a layer's count from its count at the start, over all changes of masks of a way; 0 where
  /// counts never change, nil where there were no changes.
  public func drift(of method: Method) -> Int? {
    guard let entry = entries.first(where: { $0.method == method }), !entry.run.interventions.isEmpty else {
      return nil
    }
    let counts = entry.start.parameters.filter(\.isPrunable).map(\.remaining)
    return entry.run.interventions.flatMap { zip($0.remaining, counts).map { abs($0 - $1) } }.max()
  }
}

/// Trains a network sparse from scratch in several ways, alike but for when connections go and come.
///
/// Sparse ways begin with the weights of the network under one random mask, drawn by the seed of the training.
///
/// Source: Evci, Gale, Menick, Castro, Elsen, "Rigging the lottery: making all tickets winners", arXiv:1911.11134.
/// - Parameters:
///   - network: the dense network before training.
///   - data: what to learn from, to watch and to report on.
///   - methods: the ways, each once.
///   - settings: how.
///   - checkpoint: asked at every shard of every step; told after every step.
///   - onEntry: called with the ways there are, whenever one is done.
/// - Throws: `ExperimentError.setting` for no way or the same twice, `PruningError` and `NetworkError` before any training
///   for settings that do not go together; as `train`.
/// - Complexity: a training a way.
public func sparseTraining(
  of network: Network, on data: Dataset, methods: [SparseTraining.Method] = SparseTraining.Method.allCases,
  _ settings: SparseTrainingSettings = SparseTrainingSettings(), checkpoint: Checkpoint = .none,
  onEntry: ((SparseTraining) throws -> Void)? = nil
) throws -> SparseTraining {
  guard !methods.isEmpty, Set(methods).count == methods.count else {
    throw ExperimentError.setting(
      name: "methods", expected: "one way or more, each once",
      found: methods.isEmpty ? "none" : "\(methods.map(\.rawValue))")
  }
  let starts = try methods.map { try settings.start($0, network: network, on: data) }
  var entries: [SparseTraining.Entry] = []
  for (index, (method, start)) in zip(methods, starts).enumerated() {
    let part = checkpoint.part(index, of: methods.count, "sparse training, \(method.rawValue)")
    let run = try settings.train(start, method: method, on: data, checkpoint: part)
    entries.append(SparseTraining.Entry(method: method, start: start, run: run))
    try onEntry?(SparseTraining(entries: entries, settings: settings))
  }
  return SparseTraining(entries: entries, settings: settings)
}

extension SparseTrainingSettings {
  /// What masks do on the way; nil for a network without.
  func schedule(of method: SparseTraining.Method) -> PruningSchedule? {
    switch method {
    case .static: .static
    case .set: .set(every: every, fraction: fraction, until: until)
    case .snfs: .snfs(every: every, until: until)
    case .rigl: .rigl(every: every, fraction: fraction, until: until)
    case .gradual: .gradual(to: sparsity, over: gradualSpan, every: every, scope: scope)
    case .smallDense, .dense: nil
    }
  }

  /// What training begins with, where all goes together.
  func start(_ method: SparseTraining.Method, network: Network, on data: Dataset) throws -> Network {
    try training.validate(for: data)
    let start: Network
    switch method {
    case .dense, .gradual: start = network
    case .smallDense: start = try sparse(network).denseTwin(seed: training.seed)
    case .static, .set, .snfs, .rigl: start = try sparse(network)
    }
    let length = RunLength(
      steps: training.epochs * training.stepsPerEpoch(data.train.count),
      stepsPerEpoch: training.stepsPerEpoch(data.train.count))
    let schedule = schedule(of: method)
    try schedule?.validate(for: start, over: length)
    try schedule?.validate(for: training.optimizer)
    return start
  }

  /// The network under a random mask.
  func sparse(_ network: Network) throws -> Network {
    try prune(network, toSparsity: sparsity, by: .random(seed: training.seed), scope: scope)
  }

  func train(
    _ start: Network, method: SparseTraining.Method, on data: Dataset, checkpoint: Checkpoint
  ) throws -> TrainingRun {
    guard let schedule = schedule(of: method) else {
      return try Networks.train(start, on: data, training, checkpoint: checkpoint)
    }
    return try Pruning.train(start, on: data, training, pruning: schedule, checkpoint: checkpoint)
  }
}
