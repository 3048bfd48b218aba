public import Datasets

public import Tensors

/// Measures a paper's signature on several seeds, side by side on the cores, and says what they say of its claims.
///
/// Every seed runs on one thread while several run; the numbers are the same bits on any number of threads.
/// - Parameters:
///   - reproduction: whose signature.
///   - size: how large.
///   - seeds: fixed beforehand; a verdict takes five.
///   - data: sets in place of the reproduction's own, as many as it has sources; nil reads those.
///   - folder: where the reproduction's own sets are.
///   - checkpoint: told how far all seeds together have come, in per cent.
///   - onUpdate: called with what there is so far, whenever a seed has something new; by one thread at a time.
/// - Throws: `ExperimentError.setting` for no seeds or the same twice, `.dataSets`; `DatasetError` where data are
///   missing; what measuring throws, of the first seed that failed; `Interrupted`.
/// - Complexity: that of one seed, times seeds over cores.
public func reproduce(
  _ reproduction: Reproduction, size: ReproductionSize = .quick, seeds: [Int] = [0, 1, 2, 3, 4],
  on data: [Dataset]? = nil, in folder: DataFolder = .fromEnvironment, checkpoint: Checkpoint = .none,
  onUpdate: (@Sendable (ReproductionReport) -> Void)? = nil
) throws -> ReproductionReport {
  guard !seeds.isEmpty, seeds.count <= 1_000, Set(seeds).count == seeds.count else {
    throw ExperimentError.setting(
      name: "seeds", expected: "1 to 1000 seeds, each once", found: seeds.isEmpty ? "none" : "\(seeds)")
  }
  let sources = reproduction.sources(size)
  if let data, data.count != sources.count {
    throw ExperimentError.dataSets(expected: sources.map(\.name), found: data.count)
  }
  let sets = try data ?? sources.map { try $0.load(folder, checkpoint) }
  let words = sets.map { set in
    "\(set.name): \(set.train.count) training, \(set.validation.count) validation, \(set.test.count) test samples; "
      + set.provenance
  }
  let board = ReproductionBoard(reproduction, size: size, seeds: seeds, data: words, onUpdate: onUpdate)
  let measurements = try replicates(Array(seeds.indices), checkpoint: checkpoint.observed(by: nil)) { index in
    let own = checkpoint.observed { progress in
      let percent = board.percent(seed: index, progress)
      checkpoint.report(
        Progress(
          "reproduce \(reproduction.name)", percent, of: 100, unit: "%",
          measures: [.init("seed", Double(seeds[index]))] + progress.measures))
    }
    let trial = Trial(seed: seeds[index], size: size, data: sets, checkpoint: own) { board.publish($0, seed: index) }
    let measurement = try reproduction.measure(trial)
    guard measurement.values.count == reproduction.claims.count else {
      throw ExperimentError.claims(
        reproduction: reproduction.name, expected: reproduction.claims.count, found: measurement.values.count)
    }
    board.publish(measurement, seed: index)
    return measurement
  }
  return ReproductionReport(
    reproduction, size: size, seeds: seeds, measurements: measurements, data: words, isComplete: true)
}
