/// How much text a cell may show; the rest goes to a file, so that a loop that prints can neither drown a front end nor
/// lose a line.
package struct OutputCap: Sendable {
  /// The most text that a cell shows, in bytes of UTF-8. As JSON most text is little longer, and then a whole cell is below
  /// what a Jupyter server lets through in three seconds; the ``Pace`` sees to the rest.
  package static let limit = 2 << 20

  private let folder: SpillFolder
  private let cell: Int
  private var shown = 0
  private var isAtLineStart = true
  private var file: SpillFile?
  /// No file can be written: everything is shown after all, for nothing may be lost.
  private var isLifted = false

  /// The cap of the cell of a number.
  package init(_ folder: SpillFolder, cell: Int) {
    self.folder = folder
    self.cell = cell
  }

  /// Takes text of a cell.
  ///
  /// - Returns: What is to be shown of it, and once, when the cap is reached, a note of where the rest goes.
  package mutating func admit(_ text: String) -> (shown: String, note: String?) {
    let count = text.utf8.count
    if isLifted || shown + count <= Self.limit && file == nil {
      shown += count
      if let last = text.utf8.last { isAtLineStart = last == 0x0A }
      return (text, nil)
    }
    if let file {
      if file.append(text) { return ("", nil) }
      isLifted = true
      return (text, "\n\(file.failure): further output is shown here\n")
    }
    let end = cut(text, at: Self.limit - shown)
    guard let file = folder.makeFile(cell: cell), file.append(String(text[end...])) else {
      isLifted = true
      return (text, nil)
    }
    self.file = file
    return (String(text[..<end]), "\noutput beyond \(Self.limit >> 20) MB goes to '\(file.path)'\n")
  }

  /// Ends the cell: a note of how much went to the file, where some did.
  package mutating func finish() -> String? {
    file.map { "\(Self.grouped($0.count)) bytes of output are in '\($0.path)'\n" }
  }

  /// The end of the last whole line within a number of bytes; a line of its own longer than that is cut between
  /// characters.
  private func cut(_ text: String, at bytes: Int) -> String.Index {
    var end = text.utf8.index(text.startIndex, offsetBy: max(bytes, 0), limitedBy: text.endIndex) ?? text.endIndex
    if let newline = text.utf8[..<end].lastIndex(of: 0x0A) { return text.utf8.index(after: newline) }
    if isAtLineStart, shown > Self.limit / 2 { return text.startIndex }
    while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    return end
  }

  private static func grouped(_ number: Int) -> String {
    let digits = String(number)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}
