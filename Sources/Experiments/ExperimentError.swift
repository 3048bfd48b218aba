/// Why an experiment cannot be made.
public enum ExperimentError: Error, Hashable, Sendable {
  /// Values are to be compared seed by seed, but there are not as many of one as of the other.
  case pairs(first: Int, second: Int)
  /// A setting is outside what it may be.
  case setting(name: String, expected: String, found: String)
  /// A reproduction was given another number of data sets than it works on.
  case dataSets(expected: [String], found: Int)
  /// A measurement does not have one value a claim.
  case claims(reproduction: String, expected: Int, found: Int)
  /// Two networks that are to be joined have other layers.
  case architectures(String, String)
  /// Two networks that are to be joined have other masks on a parameter.
  case masks(parameter: String, remaining: Int, Int)
}
