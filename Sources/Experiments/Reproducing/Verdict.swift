/// What seeds say of a claim.
public enum Verdict: String, Hashable, Sendable, CaseIterable {
  /// The 95 % interval over at least five seeds lies wholly on the side that the claim states.
  case appears
  /// The interval lies wholly on the other side.
  case contradicted
  /// Neither, or there are fewer than five seeds.
  case undecided

  /// The seeds that a verdict takes.
  public static let seedsNeeded = 5
}
