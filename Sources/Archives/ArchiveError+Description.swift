extension ArchiveError: CustomStringConvertible {
  /// What was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .unreadable(let path, let code, let cause):
      "cannot read '\(path)': \(cause) (error \(code)); check that it is a file and may be read"
    case .unwritable(let path, let code, let cause):
      "cannot write '\(path)': \(cause) (error \(code)); check that its folder exists and may be written to"
    case .malformed(let path, let offset, let expected, let found):
      "'\(path)' at byte \(offset): expected \(expected), found \(found); make the file again or fetch it again"
    case .damaged(let path, let cause):
      "'\(path)' is damaged: \(cause); make the file again or fetch it again"
    case .unknownFormat(let path, let known):
      "the name '\(path)' tells no format that is known here; expected one that ends in "
        + known.map { ".\($0)" }.joined(separator: ", ")
    case .unsuited(let path, let cause, let mend):
      "cannot write '\(path)': \(cause); \(mend)"
    case .noArray(let name, let names):
      "there is no array '\(name)'; "
        + (names.isEmpty ? "the archive is empty" : "expected one of \(Self.listed(names))")
    case .noPlace(let index, let count):
      count == 0
        ? "there is no array \(index): the archive is empty"
        : "there is no array \(index): expected 0 to \(count - 1)"
    case .foreignArray(let name, let kind):
      "the array '\(name)' is of \(kind), which is not read here; expected numbers or truth values"
    case .inexact(let value, let index, let wanted):
      "element \(index) is \(value), which is not exactly \(wanted)"
    }
  }

  /// Names between quotes; of many, the first and how many more there are.
  private static func listed(_ names: [String]) -> String {
    let most = 24
    let shown = names.prefix(most).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > most ? shown + " and \(names.count - most) more" : shown
  }
}
