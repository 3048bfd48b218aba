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
    let text = showsColours ? text : withoutColors(text)
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return }
    }
  }

  /// Writes to the terminal at once what moves its cursor.
  static func writeTerminal(_ text: String) {
    writeOutput(text)
    fflush(nil)
  }

  /// The lines of a rendered error, with their colours only where a terminal shows them.
  static func writeError(lines: [String]) {
    writeError(lines.joined(separator: "\n") + "\n")
  }

  /// Whether a terminal reads a stream that can move its cursor.
  static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) != 0 && variable("TERM") != "dumb"
  }

  /// Whether errors keep their colours: on a terminal, unless its user wants none.
  private static let showsColours = isTerminal(STDERR_FILENO) && variable("NO_COLOR") == nil

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func withoutColors(_ text: String) -> String {
    text.utf8.contains(0x1B) ? text.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") : text
  }
}
