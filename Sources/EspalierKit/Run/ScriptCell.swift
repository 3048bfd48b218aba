/// One cell of a script.
struct ScriptCell: Sendable {
  /// The source text, preceded by as many empty lines as stand before it in the file: the lines that errors name are
  /// the file's own.
  let code: String
  /// The tags of its header, as in `// %% tags=["parameters"]`.
  let tags: [String]

  /// The cells of a script: one a `// %%` line, those of text left out; without such a line the whole script is one.
  static func cells(in script: String) -> [ScriptCell] {
    var cells: [ScriptCell] = []
    var header: Substring?
    var lines: [Substring] = []
    var start = 0
    func close() {
      let isText = header.map { $0.contains("[markdown]") || $0.contains("[raw]") } ?? false
      let isBlank = lines.allSatisfy { $0.allSatisfy(\.isWhitespace) }
      if isText || isBlank { return }
      let code = String(repeating: "\n", count: start) + lines.joined(separator: "\n")
      cells.append(ScriptCell(code: code, tags: tags(in: header ?? "")))
    }
    for (index, line) in script.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if isHeader(line) {
        close()
        (header, lines, start) = (line, [], index + 1)
      } else {
        // The first line may say which program runs the file.
        lines.append(index == 0 && line.hasPrefix("#!") ? "" : line)
      }
    }
    close()
    return cells
  }

  private static func isHeader(_ line: Substring) -> Bool {
    line.wholeMatch(of: #/\/\/\ ?%%(\s.*)?/#) != nil
  }

  private static func tags(in header: Substring) -> [String] {
    guard let list = header.firstMatch(of: #/tags=\[([^\]]*)\]/#)?.1 else { return [] }
    return list.matches(of: #/"([^"]*)"/#).map { String($0.1) }
  }
}
