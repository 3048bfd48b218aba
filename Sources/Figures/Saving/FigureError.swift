/// Why a figure could not be saved.
public enum FigureError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file name does not end in a known form.
  case unknownExtension(path: String, known: [String])
  /// The chart has no such form, for the reason given.
  case unavailable(form: String, reason: String)
  /// The system refused to write the file.
  case cannotWrite(path: String, code: Int32, cause: String)

  /// What happened, what was expected, and what to do.
  public var description: String {
    switch self {
    case .unknownExtension(let path, let known):
      "cannot tell the form of a figure from '\(path)': expected a name that ends in "
        + known.map { "." + $0 }.joined(separator: ", ")
    case .unavailable(let form, let reason):
      "this figure cannot be saved as \(form): \(reason)"
    case .cannotWrite(let path, let code, let cause):
      "cannot write '\(path)': \(cause) (error \(code)); check that the folder exists and may be written"
    }
  }
}
