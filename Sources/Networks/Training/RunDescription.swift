import Datasets
import Tensors

/// All that a run's result depends on, as names and values in a fixed order.
public struct RunDescription: Hashable, Sendable {
  /// One setting.
  public struct Field: Hashable, Sendable {
    /// What it is called.
    public let name: String
    /// Its value as text.
    public let value: String

    /// A setting as text.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The settings in a fixed order.
  public let fields: [Field]

  /// Settings in the order given.
  public init(fields: [Field]) { self.fields = fields }

  /// The description of a training run. The last two fields name the arithmetic: bits are the same only where they are.
  init(_ network: Network, _ data: Dataset, _ settings: TrainingSettings) {
    fields = [
      Field("input", "\(network.input)"),
      Field("network", Layer.list(network.layers)),
      Field("initializer", network.initializer.rawValue),
      Field("remaining", "\(network.remainingCount) of \(network.prunableCount)"),
      Field("data", data.name),
      Field("samples", "\(data.train.count) train, \(data.validation.count) validation, \(data.test.count) test"),
      Field("provenance", data.provenance),
      Field("epochs", "\(settings.epochs)"),
      Field("batch", "\(settings.batch)"),
      Field("optimizer", "\(settings.optimizer)"),
      Field("seed", "\(settings.seed)"),
      Field("stop", settings.stop.map { "\($0)" } ?? "none"),
      Field("evaluateEvery", "\(settings.evaluateEvery)"),
      Field("startStep", "\(settings.startStep)"),
      Field("OpenBLAS", BLAS.version),
      Field("core", BLAS.coreType),
    ]
  }
}

extension RunDescription: CustomStringConvertible {
  /// A line a setting.
  public var description: String { fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n") }
}
