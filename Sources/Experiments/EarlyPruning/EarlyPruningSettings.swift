public import Networks

/// Everything that decides how early a network is pruned, and to what, beside the network and the data.
public struct EarlyPruningSettings: Hashable, Sendable {
  /// What goes: single weights, or whole units.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Weights by |w·(H g)|.
    case unstructured
    /// Units by |Σ w·(H g)|; the network is compacted after.
    case structured
  }

  /// What goes.
  public var kind: Kind
  /// The fraction of it that goes.
  public var limit: Double
  /// The epoch after which it is pruned at the latest; nil for half of all.
  public var pruneTo: Int?
  /// Batches, of the training's size, that the score is taken on.
  public var batches: Int
  /// Sparsities on the way to the limit: limit - (limit - 1/2)/2ⁱ for i = 0 … steps, then the limit.
  public var steps: Int
  /// How it is trained: at a constant rate up to the pruning, by one cycle up to that rate in what is left.
  public var training: TrainingSettings

  /// The authors' settings: 98 % of the weights, five batches; Adam at 2·10⁻³, batches of 256, 80 epochs.
  public init(
    _ kind: Kind = .unstructured, limit: Double = 0.98, pruneTo: Int? = nil, batches: Int = 5, steps: Int = 5,
    training: TrainingSettings = TrainingSettings(epochs: 80, batch: 256, optimizer: .adam(rate: 2e-3))
  ) {
    self.kind = kind
    self.limit = limit
    self.pruneTo = pruneTo
    self.batches = batches
    self.steps = steps
    self.training = training
  }

  /// The epoch after which it is pruned at the latest.
  public var latest: Int { pruneTo ?? max(2, training.epochs / 2) }

  /// What the first change of the weights is multiplied by for the threshold: 1 - limit, and with units
  /// min(1 - limit - 0.1, 0.99).
  public var factor: Double { kind == .unstructured ? 1 - limit : min(1 - limit - 0.1, 0.99) }

  /// The sparsities on the way, the limit last.
  public var sparsities: [Double] {
    let first = limit > 0.5 ? 0.5 : limit / 2
    var half = 1.0
    var sparsities: [Double] = []
    for _ in 0...max(steps, 0) {
      sparsities.append(limit - (limit - first) * half)
      half /= 2
    }
    return sparsities + [limit]
  }
}
