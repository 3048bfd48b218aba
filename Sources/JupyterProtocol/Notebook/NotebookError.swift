/// Why a document is no notebook that can be read here.
public enum NotebookError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The document is no JSON.
  case notJSON(JSONError)
  /// The document has another major version.
  case unsupportedVersion(found: String)
  /// A member is missing or of another type; the path leads to it, as `cells[2].source`.
  case invalidMember(path: String, expected: String)

  /// What was expected, what was found, and how to mend it.
  public var description: String {
    switch self {
    case .notJSON(let error):
      "not a notebook: \(error)"
    case .unsupportedVersion(let found):
      "notebook format \(found): expected version 4; convert it with 'jupyter nbconvert --to notebook'"
    case .invalidMember(let path, let expected):
      "not a valid notebook: '\(path)' must be \(expected)"
    }
  }
}
