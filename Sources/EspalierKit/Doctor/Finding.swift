/// One thing that the doctor has looked at.
struct Finding {
  /// How serious it is.
  enum Level: String, CaseIterable {
    /// As it should be.
    case ok
    /// Worth knowing.
    case note
    /// Something will be missing or slow.
    case warning
    /// The kernel does not work as it is.
    case problem
  }

  let level: Level
  /// What was looked at, in a word.
  let subject: String
  /// What was found.
  let found: String
  /// What to do about it.
  let mend: String?

  init(_ level: Level, _ subject: String, _ found: String, mend: String? = nil) {
    self.level = level
    self.subject = subject
    self.found = found
    self.mend = mend
  }

  /// The finding in one line, and its mend in another.
  var text: String {
    let line = "  " + Self.padded(level.rawValue, 8) + " " + Self.padded(subject, 13) + " " + found
    return mend.map { "\(line)\n\(String(repeating: " ", count: 25))to mend: \($0)" } ?? line
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
