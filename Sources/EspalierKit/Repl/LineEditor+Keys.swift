import CLineEditor
import Glibc
import JupyterKernel

/// The keys that the editor names to itself, and Ctrl-C, which it is sent for an interrupt.
enum Key {
  static let controlC: wchar_t = 3
  static let start = "\u{1B}[[s"
  static let take = "\u{1B}[[t"
  static let newline = "\u{1B}[[n"
  static let olderCell = "\u{1B}[[o"
  static let newerCell = "\u{1B}[[y"
  static let endOfPaste = "\u{1B}[201~"
}

extension LineEditor {
  /// One step of indentation.
  static let indent = "  "

  /// Gives the keys their meaning in a text of several lines.
  func defineKeys() {
    // Where these letters are, emacs has commands for terminals without UTF-8.
    bind((0xA0...0xFF).compactMap { Unicode.Scalar($0).map { String($0) } }, "ed-insert")
    bind([Key.newline], "ed-newline")
    bind([Key.olderCell], "ed-prev-history")
    bind([Key.newerCell], "ed-next-history")
    let actions: [(String, [String], @convention(c) (OpaquePointer?, wint_t) -> UInt8)] = [
      ("cell-start", [Key.start], { editor, _ in LineEditor.of(editor)?.beginLine() ?? 0 }),
      ("cell-take", [Key.take], { editor, _ in LineEditor.of(editor)?.take() ?? 0 }),
      ("cell-enter", ["^M", "^J"], { editor, _ in LineEditor.of(editor)?.enter() ?? 0 }),
      ("cell-newline", ["\\e^M", "\\e^J"], { editor, _ in LineEditor.of(editor)?.breakLine() ?? 0 }),
      ("cell-cancel", ["^C"], { editor, _ in LineEditor.of(editor)?.cancel() ?? 0 }),
      ("cell-paste", ["\\e[200~"], { editor, _ in LineEditor.of(editor)?.paste() ?? 0 }),
      ("cell-complete", ["^I"], { editor, _ in LineEditor.of(editor)?.complete() ?? 0 }),
      ("cell-up", ["\\e[A", "\\eOA"], { editor, _ in LineEditor.of(editor)?.moveUp() ?? 0 }),
      ("cell-down", ["\\e[B", "\\eOB"], { editor, _ in LineEditor.of(editor)?.moveDown() ?? 0 }),
      ("cell-left", ["\\e[D", "\\eOD", "^B"], { editor, _ in LineEditor.of(editor)?.moveLeft() ?? 0 }),
      ("cell-right", ["\\e[C", "\\eOC", "^F"], { editor, _ in LineEditor.of(editor)?.moveRight() ?? 0 }),
      ("cell-home", ["^A", "\\e[H", "\\eOH", "\\e[1~"], { editor, _ in LineEditor.of(editor)?.moveToStart() ?? 0 }),
      ("cell-end", ["^E", "\\e[F", "\\eOF", "\\e[4~"], { editor, _ in LineEditor.of(editor)?.moveToEnd() ?? 0 }),
      ("cell-erase", ["^H", "^?"], { editor, _ in LineEditor.of(editor)?.erase() ?? 0 }),
      ("cell-close", ["}", "]", ")"], { editor, key in LineEditor.of(editor)?.close(with: key) ?? 0 }),
    ]
    for (name, keys, action) in actions {
      define(name, action)
      bind(keys, name)
    }
    bind(["\\e[3~"], "ed-delete-next-char")
    bind(["\\e[1;5D"], "ed-prev-word")
    bind(["\\e[1;5C"], "em-next-word")
  }

  var refreshed: UInt8 { UInt8(CC_REFRESH) }
  var refused: UInt8 { UInt8(CC_REFRESH_BEEP) }

  private func beginLine() -> UInt8 {
    insert(start)
    start = ""
    return refreshed
  }

  /// Return: runs a cell that is whole or hopeless, or that the reader ends with an empty line; else goes on in the next.
  private func enter() -> UInt8 {
    let (before, after) = text
    let whole = settled + before + after
    let line = before[(before.lastIndex(of: "\n").map { before.index(after: $0) } ?? before.startIndex)...]
    let isEnded = after.isEmpty && line.allSatisfy(\.isWhitespace) && (whole.contains("\n") || whole.isEmpty)
    if !isEnded, case .incomplete? = snapshot?.completeness(of: whole) { return breakLine() }
    return endLine(.accepted)
  }

  /// A line feed and the indent of the line after it.
  private func breakLine() -> UInt8 {
    let (before, after) = text
    var indent = ""
    if case .incomplete(let suggested)? = snapshot?.completeness(of: settled + before) { indent = suggested }
    if after.isEmpty, Self.rows(of: before + "\n") >= Self.screen.rows {
      start = indent
      return endLine(.continued)
    }
    insert("\n" + indent)
    return refreshed
  }

  private func endLine(_ ending: Ending) -> UInt8 {
    self.ending = ending
    move(text.after.unicodeScalars.count)
    push(Key.newline)
    return refreshed
  }

  private func cancel() -> UInt8 { endLine(.cancelled) }

  /// Takes in a paste as it is; what has no room on the screen is settled.
  private func paste() -> UInt8 {
    var scalars = String.UnicodeScalarView()
    let mark = Array(Key.endOfPaste.unicodeScalars)
    while let scalar = nextScalar() {
      scalars.append(scalar)
      if scalar == "~", scalars.suffix(mark.count).elementsEqual(mark) {
        scalars.removeLast(mark.count)
        break
      }
    }
    var pasted = String(scalars).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    if pasted.hasSuffix("\n") { pasted.removeLast() }
    let (before, after) = text
    guard Self.rows(of: before + pasted + after) > Self.screen.rows, let last = pasted.lastIndex(of: "\n") else {
      insert(pasted)
      return refreshed
    }
    move(after.unicodeScalars.count)
    delete((before + after).unicodeScalars.count)
    taken = before + pasted[..<last]
    start = pasted[pasted.index(after: last)...] + after
    push(Key.take)
    return refreshed
  }

  /// Settles a text that was too tall, once the line is off the screen.
  private func take() -> UInt8 {
    StandardStreams.writeTerminal(taken.replacing("\n", with: "\r\n"))
    settled += taken + "\n"
    taken = ""
    ending = .continued
    push(Key.newline)
    return UInt8(CC_NORM)
  }
}
