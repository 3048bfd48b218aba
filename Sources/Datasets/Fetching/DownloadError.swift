/// Why a published set cannot be fetched.
public enum DownloadError: Error, Hashable, Sendable {
  /// There is no folder to write to.
  case noFolder(variable: String)
  /// The program that fetches is not installed.
  case noProgram(String)
  /// The program that fetches does not start.
  case program(String, cause: String)
  /// No mirror gave the file; what each said.
  case failed(file: String, causes: [String])
  /// A file has another length than the published one.
  case size(url: String, expected: Int, found: Int)
  /// A file has another check sum than the published one.
  case checkSum(url: String, expected: String, found: String)
  /// An archive does not hold a file that belongs to the set.
  case incomplete(archive: String, file: String)
}

extension DownloadError: CustomStringConvertible {
  /// What was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .noFolder(let variable):
      "there is no folder to fetch data sets into; set \(variable) to one"
    case .noProgram(let name):
      "data sets are fetched by '\(name)', which is not installed (Debian package curl); install it, or fetch the files "
        + "by other means"
    case .program(let name, let cause):
      "data sets are fetched by '\(name)', which does not start: \(cause)"
    case .failed(let file, let causes):
      "'\(file)' could not be fetched: \(causes.joined(separator: "; ")); what has come is kept, so call again to go on"
    case .size(let url, let expected, let found):
      "'\(url)' is not the published file: expected \(expected) bytes, found \(found); it was removed"
    case .checkSum(let url, let expected, let found):
      "'\(url)' is not the published file: expected the SHA-256 \(expected), found \(found); it was removed"
    case .incomplete(let archive, let file):
      "'\(archive)' does not hold '\(file)'; it is not the published archive"
    }
  }
}
