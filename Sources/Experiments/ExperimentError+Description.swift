extension ExperimentError: CustomStringConvertible {
  /// What was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .pairs(let first, let second):
      "values are compared seed by seed: expected as many of one as of the other, found \(first) and \(second)"
    case .setting(let name, let expected, let found): "\(name): expected \(expected), found \(found)"
    case .dataSets(let expected, let found):
      "on: expected \(expected.count == 1 ? "one data set" : "\(expected.count) data sets") in place of "
        + "\(expected.joined(separator: " and ")), found \(found)"
    case .claims(let reproduction, let expected, let found):
      "the measurement of '\(reproduction)' must have a value for every claim: expected \(expected), found \(found)"
    case .architectures(let first, let second):
      "only networks of the same layers can be joined by a line: found \(first) and \(second)"
    case .masks(let parameter, let first, let second):
      "only networks under the same masks can be joined by a line: the masks of \(parameter) differ, keeping \(first) "
        + "and \(second) weights; use two copies of one ticket, or take the masks off"
    }
  }
}
