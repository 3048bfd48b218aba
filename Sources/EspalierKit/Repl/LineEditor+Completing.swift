import CLineEditor
import CommandLanguage
import Glibc
import JupyterKernel

extension LineEditor {
  /// Tab: inserts what is certain, and lists the rest; at the beginning of a line it indents.
  func complete() -> UInt8 {
    let (before, after) = text
    if isInIndent(before) {
      insert(Self.indent)
      return refreshed
    }
    let place = (settled + before).unicodeScalars.count
    guard let found = snapshot?.complete(settled + before + after, at: place), !found.matches.isEmpty else {
      return refused
    }
    let typed = place - found.range.lowerBound
    guard typed >= 0, typed <= before.unicodeScalars.count else { return refused }
    let written = String(String.UnicodeScalarView(before.unicodeScalars.suffix(typed)))
    let common = CompletionMenu.commonStart(of: found.matches.map(\.text))
    if found.matches.count == 1 || common != written && common.hasPrefix(written) {
      // What follows the cursor in the same word is replaced as well.
      let rest = max(0, min(found.range.upperBound - place, after.unicodeScalars.count))
      if found.matches.count == 1 { move(rest) }
      delete(typed + (found.matches.count == 1 ? rest : 0))
      insert(common)
      return refreshed
    }
    let menu = CompletionMenu(found.matches, columns: Self.screen.columns, rows: Self.screen.rows)
    let below = Self.rows(of: before + after) - Self.rows(of: before) + 1
    StandardStreams.writeTerminal(
      String(repeating: "\r\n", count: below) + menu.text.replacing("\n", with: "\r\n"))
    return UInt8(CC_REDISPLAY)
  }

  static var screen: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// How many rows of the screen a text takes, the prompt's few columns included.
  static func rows(of text: String) -> Int {
    let columns = screen.columns
    return text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { rows, line in
      rows + 1 + (line.reduce(8) { $0 + $1.terminalWidth } - 1) / columns
    }
  }
}
