import Datasets
import Tensors

/// All that a run's result depends on, as names and values in a fixed order.
public struct RunDescription: Hashable, Sendable, Codable {
  /// One setting.
  public struct Field: Hashable, Sendable, Codable {
    /// What it is called.
    public let name: String
    /// Its value as text.
    public let value: String
    /// Whether the run's name depends on it: not where it has its default, nor where it is a circumstance, such as the
    /// machine, that runs of the same settings may differ in.
    public let isNamed: Bool

    /// A setting as text, and the value that goes without saying.
    public init(_ name: String, _ value: String, default standard: String? = nil) {
      self.name = name
      self.value = value
      isNamed = value != standard
    }

    /// What is recorded, but no setting.
    public init(circumstance name: String, _ value: String) {
      self.name = name
      self.value = value
      isNamed = false
    }
  }

  /// The settings in a fixed order.
  public let fields: [Field]

  /// Settings in the order given.
  public init(fields: [Field]) { self.fields = fields }

  /// The description of a training run. The last two fields name the arithmetic: bits are the same only where they are.
  /// - Throws: `Interrupted`, as all data are read for their check sums.
  init(
    _ network: Network, _ data: Dataset, _ settings: TrainingSettings,
    intervention: (any TrainingIntervention)? = nil, selector: (any SampleSelector)? = nil, checkpoint: Checkpoint
  ) throws(Interrupted) {
    let standard = TrainingSettings()
    func sum(_ samples: Samples) throws(Interrupted) -> String {
      CheckSumText.hex(try samples.checksum(checkpoint: checkpoint))
    }
    func text(_ value: (some Any)?) -> String { value.map { "\($0)" } ?? "none" }
    let sparse = settings.execution.choices(for: network, batch: settings.batch).filter { $0.value == .sparse }.keys
      .sorted()
    let checksums = "\(try sum(data.train)) \(try sum(data.validation)) \(try sum(data.test))"
    fields = [
      Field("input", "\(network.input)"),
      Field("network", Layer.list(network.layers)),
      Field("initializer", network.initializer.rawValue),
      Field("remaining", "\(network.remainingCount) of \(network.prunableCount)"),
      Field("weights", network.checksum),
      Field("data", data.name),
      Field("samples", "\(data.train.count) train, \(data.validation.count) validation, \(data.test.count) test"),
      Field("checksums", checksums),
      Field(circumstance: "provenance", data.provenance),
      Field("epochs", "\(settings.epochs)", default: "\(standard.epochs)"),
      Field("batch", "\(settings.batch)", default: "\(standard.batch)"),
      Field("optimizer", "\(settings.optimizer)", default: "\(standard.optimizer)"),
      Field("schedule", "\(settings.schedule)", default: "\(standard.schedule)"),
      Field("clip", text(settings.clip), default: text(standard.clip)),
      Field("loss", "\(settings.loss)", default: "\(standard.loss)"),
      Field("augmentation", "\(settings.augmentation)", default: "\(standard.augmentation)"),
      Field("seed", "\(settings.seed)", default: "\(standard.seed)"),
      Field("stop", text(settings.stop), default: text(standard.stop)),
      Field("evaluateEvery", "\(settings.evaluateEvery)", default: "\(standard.evaluateEvery)"),
      Field("execution", "\(settings.execution)", default: "\(standard.execution)"),
      Field(circumstance: "sparse layers", sparse.isEmpty ? "none" : sparse.joined(separator: ", ")),
      Field("intervention", text(intervention), default: "none"),
      Field("selector", text(selector), default: "none"),
      Field("startStep", "\(settings.startStep)", default: "\(standard.startStep)"),
      Field(circumstance: "OpenBLAS", BLAS.version),
      Field(circumstance: "core", BLAS.coreType),
    ]
  }

  /// The same settings give the same name: `train_` and the first 32 digits of the SHA-256 of `canonicalText`.
  public var name: String { "train_" + SHA256.hex(Array(canonicalText.utf8)).prefix(32) }

  /// What the name is the hash of, as open_lth writes it: `Hparams(batch='128', …)`, names sorted, defaults left out, so
  /// that a setting added later, with a default, changes no name.
  public var canonicalText: String {
    let settings = fields.filter(\.isNamed).sorted { $0.name < $1.name }
    return "Hparams(" + settings.map { "\($0.name)='\($0.value)'" }.joined(separator: ", ") + ")"
  }
}

extension RunDescription: CustomStringConvertible {
  /// A line a setting.
  public var description: String { fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n") }
}
