/// What is compared on a random function, and on how many points.
public struct SparseActivationSettings: Hashable, Sendable {
  /// How a layer learns.
  public enum Training: Hashable, Sendable {
    /// The units stay random; the layer on top of them is ridge regression.
    case frozen
    /// Units and the layer on top learn together, by Adam at rate 0.003 over batches of 100, for so many epochs.
    case joint(epochs: Int)
  }

  /// The function to learn.
  public var target: ActivationTarget
  /// Units, or numbers, that work for a sample.
  public var active: Int
  /// What is compared.
  public var routings: [Routing]
  /// Points to learn from, uniform in the cube.
  public var points: Int
  /// Points to test on.
  public var testPoints: Int
  /// λ of the ridge regressions, times the points.
  public var penalty: Double
  /// How a layer learns; tables of numbers are always fitted in closed form.
  public var training: Training
  /// Draws function, points, units and hashes.
  public var seed: Int

  /// The settings of a comparison.
  public init(
    target: ActivationTarget = .hypercube, active: Int = 128,
    routings: [Routing] = [
      .dense, .top(fraction: 0.5), .top(fraction: 0.25), .top(fraction: 0.125), .randomHash(experts: 4),
      .hyperplanes(experts: 4),
    ], points: Int = 20_000, testPoints: Int = 5_000, penalty: Double = 1e-6, training: Training = .frozen,
    seed: Int = 0
  ) {
    self.target = target
    self.active = active
    self.routings = routings
    self.points = points
    self.testPoints = testPoints
    self.penalty = penalty
    self.training = training
    self.seed = seed
  }

  /// - Throws: `ExperimentError.setting` for numbers out of range.
  func validate() throws(ExperimentError) {
    func demand(_ isMet: Bool, _ name: String, _ expected: String, _ found: some Any) throws(ExperimentError) {
      if !isMet { throw .setting(name: name, expected: expected, found: "\(found)") }
    }
    try demand(active >= 1 && active <= 8_192, "active", "1 to 8192 units", active)
    try demand(!routings.isEmpty, "routings", "at least one", "none")
    for routing in routings { try routing.validate(active: active) }
    try demand(points >= 100 && points <= 10_000_000, "points", "100 to 10000000", points)
    try demand(testPoints >= 100 && testPoints <= 10_000_000, "testPoints", "100 to 10000000", testPoints)
    try demand(penalty > 0 && penalty.isFinite, "penalty", "a positive number", penalty)
    if case .joint(let epochs) = training {
      try demand(epochs >= 1 && epochs <= 100_000, "training", "1 to 100000 epochs", epochs)
    }
  }
}
