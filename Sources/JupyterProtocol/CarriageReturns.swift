/// What carriage returns do to text on its way to a notebook, which has no cursor.
package enum CarriageReturns {
  /// The text that nbclient's `coalesce_streams` leaves in a notebook: each return takes back the line before it, unless
  /// nothing follows it in the line.
  ///
  /// - Complexity: O(*n*).
  package static func applied(to text: String) -> String {
    inLines(text) { line, _ in
      guard let last = line.dropLast().lastIndex(of: 0x0D) else { return [Substring(line)] }
      return [Substring(line[line.index(after: last)...])]
    }
  }

  /// A shorter text with the same effect everywhere, for progress that rewrites its line a thousand times.
  ///
  /// JupyterLab overwrites a line from its beginning, nbclient drops it. Both show the same where what follows is at least
  /// as long as what stood there, so only then the earlier is left out.
  ///
  /// - Parameter continuesLine: The first line began in an earlier text, whose length is not known here.
  /// - Complexity: O(*n*).
  package static func collapsed(_ text: String, continuesLine: Bool = false) -> String {
    inLines(text) { line, isFirst in
      var kept: [Substring] = []
      for part in line.split(separator: 0x0D, omittingEmptySubsequences: false).map(Substring.init) {
        let fixed = isFirst && continuesLine ? 1 : 0
        while kept.count > fixed, let last = kept.last, !part.isEmpty, part.count >= last.count { kept.removeLast() }
        kept.append(part)
      }
      return kept
    }
  }

  /// The lines of a text with returns, each as the parts that are left of it.
  private static func inLines(
    _ text: String, _ parts: (Substring.UTF8View, _ isFirst: Bool) -> [Substring]
  ) -> String {
    if !text.utf8.contains(0x0D) { return text }
    var isFirst = true
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line -> String in
      defer { isFirst = false }
      return parts(line, isFirst).joined(separator: "\r")
    }
    return lines.joined(separator: "\n")
  }
}
