/// How large a reproduction is made.
public enum ReproductionSize: String, Hashable, Sendable, CaseIterable {
  /// At most three minutes a seed on two cores.
  case quick
  /// The paper's own scale: hours to days.
  case paper
}
