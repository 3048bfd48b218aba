import Networks

extension PruningSchedule {
  /// Cyclical pruning: the cubic ramp of `gradual` from dense to the sparsity, again and again. At the beginning of each
  /// cycle but the first all masks come off, the weights at 0, so that what was pruned too early can come back; the last
  /// masks stay.
  ///
  /// A cycle of L steps has ⌊L/Δ⌋ = n updates: dense at its beginning, then p = k/(n - 1) for k = 1 … n - 1.
  ///
  /// Source: Srinivas, Kuzmin, Nagel, van Baalen, Skliar, Blankevoort, "Cyclical pruning for sparse neural networks",
  /// arXiv:2202.01290; the rate of learning is set by the run's schedule.
  /// - Parameters:
  ///   - sparsity: where every cycle ends, in (0, 1).
  ///   - cycles: how many.
  ///   - end: the fraction of the run after which the masks stay.
  ///   - every: Δ in steps.
  ///   - score: what elements are ranked by, each time anew.
  ///   - scope: among which elements they compete.
  ///   - structure: what goes as one.
  ///   - excluded: layers by name that stay as they are.
  ///   - keeping: the least of a layer's elements that is left.
  public static func cyclic(
    to sparsity: Double, cycles: Int = 3, until end: Double = 0.75, every: Int = 100,
    by score: PruningScore = .magnitude, scope: Scope = .global, structure: Structure = .unstructured,
    excluding excluded: [String] = [], keeping: Int = 0
  ) -> PruningSchedule {
    let choices = PruningChoices(
      by: score, scope: scope, structure: structure, excluding: excluded, keeping: keeping)
    let target = PruningTarget(sparsity: sparsity, choices: choices)
    return PruningSchedule(
      CyclicSchedule(
        target: target, cycles: cycles, end: end, every: every))
  }
}

struct CyclicSchedule: ScheduleRule {
  let target: PruningTarget
  let cycles: Int
  let end: Double
  let every: Int

  var description: String {
    ".cyclic(to: \(target.sparsity), cycles: \(cycles), until: \(end), every: \(every), \(target.text))"
  }

  func validate(for network: Network, over length: RunLength) throws {
    try PruningError.demandPositive(cycles, "cycles")
    try PruningError.demandPositive(every, "every")
    try PruningError.demandShare(end, "until")
    let cycle = length.step(at: end) / cycles
    guard cycle / every >= 2 else {
      throw PruningError.count(
        name: "every", expected: "1 to \(cycle / 2), half of a cycle's \(cycle) steps", found: every)
    }
    try PruningTarget.demandDense(network, for: ".cyclic")
    try target.validate(for: network)
  }

  func timing(at step: Int, of length: RunLength) -> InterventionTiming? {
    update(after: step + 1, of: length) == nil ? nil : .afterStep
  }

  func intervene(in moment: TrainingMoment) throws -> InterventionOutcome {
    guard let progress = update(after: moment.step + 1, of: moment.length) else { return .goOn }
    guard progress > 0 else { return .change(try moment.network.masked(by: [:])) }
    return .change(
      try target.prune(
        moment.network, toSparsity: CubicRamp.sparsity(from: 0, to: target.sparsity, at: progress)))
  }

  /// How far the cycle has come where it is time for an update; 0 opens all masks.
  func update(after steps: Int, of length: RunLength) -> Double? {
    let cycle = length.step(at: end) / cycles
    guard steps < cycle * cycles else { return nil }
    let (passed, count) = (steps % cycle, cycle / every)
    guard passed.isMultiple(of: every), passed / every < count else { return nil }
    return Double(passed / every) / Double(count - 1)
  }
}
