public import Tensors

/// Measures a number on several seeds, side by side on the cores.
/// - Parameters:
///   - seeds: what the number is measured with, one after another.
///   - checkpoint: told after every seed.
///   - measure: gives the number of a seed; called from any thread.
/// - Throws: what measuring throws, of the first seed that failed; `Interrupted`.
public func replicate(
  _ seeds: [Int], checkpoint: Checkpoint = .none, _ measure: @Sendable (Int) throws -> Double
) throws -> MeanInterval {
  MeanInterval(try replicates(seeds, checkpoint: checkpoint, measure))
}

/// What several seeds give, side by side on the cores, in the order of the seeds.
/// - Throws: what measuring throws, of the first seed that failed; `Interrupted`.
public func replicates<Outcome: Sendable>(
  _ seeds: [Int], checkpoint: Checkpoint = .none, _ measure: @Sendable (Int) throws -> Outcome
) throws -> [Outcome] {
  let tally = ReplicateTally<Outcome>(count: seeds.count)
  Parallel.forEach(seeds.count) { index in
    if checkpoint.isInterrupted || tally.hasFailed { return }
    let done = tally.record(Result { try measure(seeds[index]) }, at: index)
    checkpoint.report(Progress("replicate", done, of: seeds.count, unit: "seed"))
  }
  try checkpoint.check()
  return try tally.outcomes()
}
