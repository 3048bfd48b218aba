/// What carriage returns do to text on its way to a notebook, which has no cursor: each takes back the line before it,
/// unless nothing follows it in the line. `nbclient` and JupyterLab do the same.
package enum CarriageReturns {
  /// The text that is left.
  ///
  /// - Parameter continuesLine: The first line began in an earlier text, so that a carriage return in it has something
  ///   to take back there and must stay.
  /// - Complexity: O(*n*).
  package static func applied(to text: String, continuesLine: Bool = false) -> String {
    if !text.utf8.contains(0x0D) { return text }
    var isFirst = true
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line -> Substring in
      defer { isFirst = false }
      guard let last = line.dropLast().lastIndex(of: 0x0D) else { return Substring(line) }
      let keepsReturn = isFirst && continuesLine
      return Substring(line[(keepsReturn ? last : line.index(after: last))...])
    }
    return lines.joined(separator: "\n")
  }
}
