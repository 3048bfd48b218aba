import Networks

extension RunLength {
  /// The step at a fraction of the run: ⌊fraction · T⌋.
  func step(at fraction: Double) -> Int { Int((fraction * Double(steps)).rounded(.down)) }
}

extension PruningError {
  /// - Throws: `PruningError.fraction` unless the value lies in (0, 1].
  static func demandShare(_ value: Double, _ name: String) throws(PruningError) {
    guard value > 0, value <= 1 else { throw .fraction(name: name, expected: "a fraction in (0, 1]", found: value) }
  }

  /// - Throws: `PruningError.count` below 1.
  static func demandPositive(_ value: Int, _ name: String) throws(PruningError) {
    guard value >= 1 else { throw .count(name: name, expected: "at least 1", found: value) }
  }
}
