/// What the seeds of a reproduction gave, and what they say of its claims.
public struct ReproductionReport: Sendable {
  /// What was reproduced.
  public let reproduction: Reproduction
  /// How large.
  public let size: ReproductionSize
  /// The seeds that are in it, in the order given; while it is under way, those that have begun.
  public let seeds: [Int]
  /// What each of these seeds measured.
  public let measurements: [Measurement]
  /// The data, with their provenance.
  public let data: [String]
  /// Whether all seeds are done.
  public let isComplete: Bool

  /// What the seeds say of each claim; nothing before all seeds are done.
  public let findings: [Finding]

  init(
    _ reproduction: Reproduction, size: ReproductionSize, seeds: [Int], measurements: [Measurement], data: [String],
    isComplete: Bool
  ) {
    self.reproduction = reproduction
    self.size = size
    self.seeds = seeds
    self.measurements = measurements
    self.data = data
    self.isComplete = isComplete
    findings =
      isComplete
      ? reproduction.claims.enumerated().map { index, claim in
        Finding(claim, values: measurements.map { $0.values[index] })
      } : []
  }

  /// What is to be known beside the numbers: the reproduction's own notes, then those of the seeds, each once.
  public var notes: [String] {
    var notes = reproduction.notes
    for (seed, measurement) in zip(seeds, measurements) {
      for note in measurement.notes { notes.append("seed \(seed): \(note)") }
    }
    return notes
  }
}
