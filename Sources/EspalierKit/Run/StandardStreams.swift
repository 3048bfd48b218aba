import Glibc

/// The two output streams of a run.
enum StandardStreams {
  /// Appends to standard output.
  static func writeOutput(_ text: String) {
    print(text, terminator: "")
  }

  /// Appends to standard error, after everything that was written to standard output.
  static func writeError(_ text: String) {
    fflush(nil)
    let text = isatty(STDERR_FILENO) != 0 ? text : withoutColors(text)
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return }
    }
  }

  /// The lines of a rendered error, with their colours only where a terminal shows them.
  static func writeError(lines: [String]) {
    writeError(lines.joined(separator: "\n") + "\n")
  }

  private static func withoutColors(_ text: String) -> String {
    text.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
  }
}
