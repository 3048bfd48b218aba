import Networks

extension PruningSchedule {
  /// Gradual pruning: at t₀, t₀ + Δ, …, t₀ + nΔ the network is pruned to
  /// s(t) = to + (from - to)·(1 - (t - t₀)/(nΔ))³; what is gone stays gone. n is the number of whole Δ in the span.
  ///
  /// Source: Zhu, Gupta, "To prune, or not to prune: exploring the efficacy of pruning for model compression",
  /// arXiv:1710.01878.
  /// - Parameters:
  ///   - sparsity: the last sparsity, in (0, 1).
  ///   - start: the first.
  ///   - span: from which fraction of the run to which.
  ///   - every: Δ in steps.
  ///   - score: what elements are ranked by, each time anew.
  ///   - scope: among which elements they compete.
  ///   - structure: what goes as one.
  ///   - excluded: layers by name that stay as they are.
  ///   - keeping: the least of a layer's elements that is left.
  public static func gradual(
    to sparsity: Double, from start: Double = 0, over span: ClosedRange<Double> = 0...0.75, every: Int = 100,
    by score: PruningScore = .magnitude, scope: Scope = .global, structure: Structure = .unstructured,
    excluding excluded: [String] = [], keeping: Int = 0
  ) -> PruningSchedule {
    let choices = PruningChoices(
      by: score, scope: scope, structure: structure, excluding: excluded, keeping: keeping)
    let target = PruningTarget(sparsity: sparsity, choices: choices)
    return PruningSchedule(
      GradualSchedule(
        target: target, start: start, span: span, every: every))
  }
}

struct GradualSchedule: ScheduleRule {
  let target: PruningTarget
  let start: Double
  let span: ClosedRange<Double>
  let every: Int

  var description: String {
    ".gradual(to: \(target.sparsity), from: \(start), over: \(span), every: \(every), \(target.text))"
  }

  func validate(for network: Network, over length: RunLength) throws {
    try PruningError.demandPositive(every, "every")
    guard span.lowerBound >= 0, span.upperBound <= 1 else {
      throw PruningError.span(expected: "fractions of the run in [0, 1]", found: "\(span)")
    }
    let steps = length.step(at: span.upperBound) - length.step(at: span.lowerBound)
    guard steps >= every else {
      throw PruningError.span(expected: "at least the \(every) steps of 'every'", found: "\(span), \(steps) steps")
    }
    guard start <= target.sparsity else {
      throw PruningError.fraction(
        name: "from", expected: "a fraction of at most \(target.sparsity), the sparsity to reach", found: start)
    }
    try target.validate(for: network, from: start)
    if length.step(at: span.lowerBound) == 0, start > 0,
      try target.trial.prune(network, toSparsity: start).remainingCount < network.remainingCount
    {
      throw PruningError.fraction(
        name: "from", expected: "0, or a network that 'prune' has brought there, for a span that begins at once",
        found: start)
    }
  }

  func timing(at step: Int, of length: RunLength) -> InterventionTiming? {
    sparsity(after: step + 1, of: length) == nil ? nil : .afterStep
  }

  func intervene(in moment: TrainingMoment) throws -> InterventionOutcome {
    guard let sparsity = sparsity(after: moment.step + 1, of: moment.length) else { return .goOn }
    return .change(try target.prune(moment.network, toSparsity: sparsity))
  }

  /// What the network is pruned to after so many steps; nil between the updates.
  func sparsity(after steps: Int, of length: RunLength) -> Double? {
    let (first, last) = (length.step(at: span.lowerBound), length.step(at: span.upperBound))
    let count = (last - first) / every
    let passed = steps - first
    guard passed >= 0, passed.isMultiple(of: every), passed / every <= count else { return nil }
    return CubicRamp.sparsity(from: start, to: target.sparsity, at: Double(passed / every) / Double(count))
  }
}
