public import Tensors

extension HullMembership {
  /// The percentile bootstrap interval of the fraction inside, over draws of the queries with the points held fixed.
  ///
  /// Queries are drawn with replacement `resamples` times; the interval holds the middle `level` of the fractions.
  /// - Throws: `HullError` for a level outside 0.5…0.9999 or fewer than 100 or more than 100,000 resamples;
  ///   `Interrupted`.
  /// - Complexity: O(M·resamples).
  ///
  /// Source: Efron, "Bootstrap methods: another look at the jackknife", doi:10.1214/aos/1176344552.
  public func fractionInterval(
    level: Double = 0.95, resamples: Int = 1000, seed: Int = 0, checkpoint: Checkpoint = .none
  ) throws -> ClosedRange<Double> {
    try Bootstrap.interval(of: inside, level: level, resamples: resamples, seed: seed, checkpoint: checkpoint)
  }
}

/// Percentile intervals of the share of true flags.
enum Bootstrap {
  static func interval(
    of flags: [Bool], level: Double, resamples: Int, seed: Int, checkpoint: Checkpoint
  ) throws -> ClosedRange<Double> {
    guard level >= 0.5, level <= 0.9999 else {
      throw HullError.outOfRange("level", found: level, expected: "a number from 0.5 to 0.9999")
    }
    try HullError.check("resamples", resamples, in: 100...100_000)
    let fractions = try Parallel.map(resamples, checkpoint: checkpoint) { index -> Double in
      var stream = RandomStream(seed: seed, name: "hull bootstrap", index: index)
      var hits = 0
      for draw in flags.indices {
        if draw % 4096 == 0 { try checkpoint.check() }
        if flags[stream.nextInt(below: flags.count)] { hits += 1 }
      }
      return Double(hits) / Double(flags.count)
    }.sorted()
    let tail = (1 - level) / 2 * Double(resamples - 1)
    return fractions[Int(tail)]...fractions[resamples - 1 - Int(tail)]
  }
}
