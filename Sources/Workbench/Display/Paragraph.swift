/// Words in lines of a terminal's width.
enum Paragraph {
  /// The text broken at blanks, with `indent` blanks before every line but the first.
  static func text(_ text: String, width: Int = 78, indent: Int = 0) -> String {
    let margin = String(repeating: " ", count: indent)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var lines: [String] = []
      var current = String(line.prefix { $0 == " " })
      var isFresh = true
      for word in line.split(separator: " ") {
        if !isFresh, current.count + 1 + word.count > width {
          lines.append(current)
          current = margin
          isFresh = true
        }
        current += (isFresh ? "" : " ") + word
        isFresh = false
      }
      return (lines + [current]).joined(separator: "\n")
    }.joined(separator: "\n" + margin)
  }
}
