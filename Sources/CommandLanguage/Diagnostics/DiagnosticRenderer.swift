/// Turns diagnostics into text: the headline, the place, the line of the cell and a caret under it.
///
///     error[label-mismatch]: 'train' has no parameter 'epoch'
///      --> cell 3, line 2, column 23
///       |
///     2 | train(net, on: digits, epoch: 3)
///       |                        ^~~~~
///       = did you mean 'epochs'?
public struct DiagnosticRenderer: Sendable {
  private let source: [UInt8]
  private let name: String
  private let firstLine: Int
  private let isColoured: Bool

  /// A renderer for one cell.
  /// - Parameters:
  ///   - source: the text of the cell
  ///   - name: how to call it: `cell 3`, or the name of a file
  ///   - firstLine: the number of the first line, for a cell that is a part of a file
  ///   - isColoured: whether to use ANSI colours
  public init(source: String, name: String, firstLine: Int = 1, isColoured: Bool = false) {
    self.source = Array(source.utf8)
    self.name = name
    self.firstLine = firstLine
    self.isColoured = isColoured
  }

  /// The text of one diagnostic, without a line feed at the end.
  public func render(_ diagnostic: Diagnostic) -> String {
    var lines = [headline(diagnostic)]
    let home = renderer(for: diagnostic.text)
    lines += home.excerpt(diagnostic.range, diagnostic.severity, header: true)
    let gutter = String(repeating: " ", count: home.gutterWidth(diagnostic.range))
    for fixIt in diagnostic.fixIts { lines.append("\(gutter) = \(fixIt.message)") }
    if let mend = diagnostic.mend { lines.append("\(gutter) = \(mend)") }
    for note in diagnostic.notes {
      lines.append(paint("note", "36") + ": \(note.message)")
      if let range = note.range { lines += renderer(for: note.text).excerpt(range, .note, header: true) }
    }
    return lines.joined(separator: "\n")
  }

  /// The text of several diagnostics, an empty line between them.
  public func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { render($0) }.joined(separator: "\n\n")
  }

  /// The renderer of another text than the cell's.
  private func renderer(for text: SourceText?) -> DiagnosticRenderer {
    text.map { DiagnosticRenderer(source: $0.source, name: $0.name, isColoured: isColoured) } ?? self
  }

  private func headline(_ diagnostic: Diagnostic) -> String {
    // Not bold: front ends darken a bold colour, which a dark notebook swallows.
    let colour = diagnostic.severity == .error ? "31" : diagnostic.severity == .warning ? "33" : "36"
    return paint("\(diagnostic.severity.rawValue)[\(diagnostic.id)]", colour) + ": " + paint(diagnostic.message, "1")
  }

  private func paint(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private func gutterWidth(_ range: SourceRange) -> Int { String(position(of: range.start).line).count }

  private func excerpt(_ range: SourceRange, _ severity: Diagnostic.Severity, header: Bool) -> [String] {
    let place = position(of: range.start)
    let gutter = String(repeating: " ", count: String(place.line).count)
    let lineEnd = source[place.lineStart...].firstIndex { $0 == 10 || $0 == 13 } ?? source.count
    let start = min(range.start, lineEnd)
    let end = min(max(range.end, start), lineEnd)
    let before = shown(place.lineStart, start)
    let marked = shown(start, end)
    let width = max(1, columns(marked))
    let caret = "^" + String(repeating: "~", count: width - 1)
    let continues = range.end > lineEnd + 1 ? " …" : ""
    return [
      "\(gutter)--> \(name), line \(place.line), column \(place.column)",
      "\(gutter) |",
      "\(place.line) | \(shown(place.lineStart, lineEnd))",
      "\(gutter) | \(String(repeating: " ", count: columns(before)))"
        + paint(caret, severity == .error ? "31" : "33") + continues,
    ]
  }

  /// The text between two offsets with tabs widened to the next multiple of four columns of the line.
  private func shown(_ start: Int, _ end: Int) -> String {
    var text = ""
    let line = String(decoding: source[position(of: start).lineStart..<end], as: UTF8.self)
    let skipped = String(decoding: source[position(of: start).lineStart..<start], as: UTF8.self)
    var column = 0
    for (index, character) in line.enumerated() {
      var piece = String(character)
      if character == "\t" { piece = String(repeating: " ", count: 4 - column % 4) }
      column += columns(piece)
      if index >= skipped.count { text += piece }
    }
    return text
  }

  /// The columns that a terminal gives a text: two for wide characters and emoji, none for what combines.
  private func columns(_ text: String) -> Int {
    text.reduce(0) { $0 + $1.terminalWidth }
  }

  private func position(of offset: Int) -> (line: Int, column: Int, lineStart: Int) {
    let offset = min(max(0, offset), source.count)
    var line = firstLine
    var lineStart = 0
    var index = 0
    while index < offset {
      if source[index] == 10 {
        line += 1
        lineStart = index + 1
      }
      index += 1
    }
    let column = String(decoding: source[lineStart..<offset], as: UTF8.self).count + 1
    return (line, column, lineStart)
  }
}

extension Character {
  /// The columns that a terminal gives it.
  package var terminalWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if first.isASCII { return 1 }
    if first.properties.isEmojiPresentation || unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default:
      return first.properties.generalCategory == .nonspacingMark || first.properties.generalCategory == .enclosingMark
        ? 0 : 1
    }
  }
}
