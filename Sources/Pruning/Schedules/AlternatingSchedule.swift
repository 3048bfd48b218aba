import Networks

extension PruningSchedule {
  /// AC/DC: dense at first, then sparse and dense phases in turn, sparse at last. Each sparse phase begins with a new
  /// mask of the weights as they are; when it ends, all masks come off and what was pruned goes on from 0.
  ///
  /// A sparse phase is only begun where a whole dense one fits between it and the last, as in the paper's own plan: of
  /// 100 epochs dense to 10, phases of 5 to 75, dense to 85, sparse to 100. The optimiser forgets the weights that are
  /// pruned, not the others.
  ///
  /// Source: Peste, Iofinova, Vladu, Alistarh, "AC/DC: alternating compressed/decompressed training of deep neural
  /// networks", arXiv:2106.12379.
  /// - Parameters:
  ///   - sparsity: of the sparse phases, in (0, 1).
  ///   - warmUp: the fraction of the run that is dense at first.
  ///   - phase: the fraction that a phase takes.
  ///   - last: the fraction that is sparse at last.
  ///   - score: what elements are ranked by at the beginning of a sparse phase.
  ///   - scope: among which elements they compete.
  ///   - structure: what goes as one.
  ///   - excluded: layers by name that stay as they are.
  ///   - keeping: the least of a layer's elements that is left.
  public static func acdc(
    to sparsity: Double, warmUp: Double = 0.1, phase: Double = 0.05, last: Double = 0.15,
    by score: PruningScore = .magnitude, scope: Scope = .global, structure: Structure = .unstructured,
    excluding excluded: [String] = [], keeping: Int = 0
  ) -> PruningSchedule {
    let choices = PruningChoices(
      by: score, scope: scope, structure: structure, excluding: excluded, keeping: keeping)
    let target = PruningTarget(sparsity: sparsity, choices: choices)
    return PruningSchedule(
      AlternatingSchedule(
        target: target, warmUp: warmUp, phase: phase, last: last)
    )
  }
}

struct AlternatingSchedule: ScheduleRule {
  let target: PruningTarget
  let warmUp: Double
  let phase: Double
  let last: Double

  var description: String {
    ".acdc(to: \(target.sparsity), warmUp: \(warmUp), phase: \(phase), last: \(last), \(target.text))"
  }

  func validate(for network: Network, over length: RunLength) throws {
    for (value, name) in [(warmUp, "warmUp"), (phase, "phase"), (last, "last")] {
      try PruningError.demandShare(value, name)
    }
    guard warmUp + last <= 1 else {
      throw PruningError.fraction(name: "warmUp + last", expected: "at most 1, the whole run", found: warmUp + last)
    }
    guard length.step(at: phase) >= 1, length.step(at: warmUp) >= 1, length.step(at: last) >= 1 else {
      throw PruningError.count(
        name: "steps of the run", expected: "so many that every phase has one", found: length.steps)
    }
    try PruningTarget.demandDense(network, for: ".acdc")
    try target.validate(for: network)
  }

  func timing(at step: Int, of length: RunLength) -> InterventionTiming? {
    change(after: step + 1, of: length) == nil ? nil : .afterStep
  }

  func intervene(in moment: TrainingMoment) throws -> InterventionOutcome {
    guard let becomesSparse = change(after: moment.step + 1, of: moment.length) else { return .goOn }
    return .change(becomesSparse ? try target.prune(moment.network) : try moment.network.masked(by: [:]))
  }

  /// Whether the network becomes sparse after so many steps, or dense; nil where it stays as it is.
  func change(after steps: Int, of length: RunLength) -> Bool? {
    let (first, size) = (length.step(at: warmUp), length.step(at: phase))
    let final = length.steps - length.step(at: last)
    if steps == final { return true }
    let passed = steps - first
    guard passed >= 0, steps < final, passed.isMultiple(of: size) else { return nil }
    // A phase before that fitted is followed by a dense one that fits.
    let pairs = max(0, (final - first) / (2 * size))
    guard passed / size < 2 * pairs else { return nil }
    return (passed / size).isMultiple(of: 2)
  }
}
