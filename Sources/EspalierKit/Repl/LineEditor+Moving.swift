import CLineEditor
import Glibc

extension LineEditor {
  /// To the line above, or from the first one to an older cell.
  func moveUp() -> UInt8 {
    let before = text.before
    guard let end = before.lastIndex(of: "\n") else {
      push(Key.olderCell)
      return UInt8(CC_NORM)
    }
    let column = before.distance(from: end, to: before.endIndex) - 1
    let above = before[..<end]
    let start = above.lastIndex(of: "\n").map { above.index(after: $0) } ?? above.startIndex
    let place = above.index(start, offsetBy: column, limitedBy: end) ?? end
    move(-before[place...].unicodeScalars.count)
    return refreshed
  }

  /// To the line below, or from the last one to a newer cell.
  func moveDown() -> UInt8 {
    let (before, after) = text
    guard let end = after.firstIndex(of: "\n") else {
      push(Key.newerCell)
      return UInt8(CC_NORM)
    }
    let start = before.lastIndex(of: "\n").map { before.index(after: $0) } ?? before.startIndex
    let column = before.distance(from: start, to: before.endIndex)
    let below = after[after.index(after: end)...].prefix { $0 != "\n" }
    let place = below.index(below.startIndex, offsetBy: column, limitedBy: below.endIndex) ?? below.endIndex
    move(after[..<place].unicodeScalars.count)
    return refreshed
  }

  /// Over a character with all that combines.
  func moveLeft() -> UInt8 {
    guard let last = text.before.last else { return refused }
    move(-last.unicodeScalars.count)
    return refreshed
  }

  func moveRight() -> UInt8 {
    guard let first = text.after.first else { return refused }
    move(first.unicodeScalars.count)
    return refreshed
  }

  /// To the start of the line, which need not be that of the cell.
  func moveToStart() -> UInt8 {
    move(-text.before.reversed().prefix { $0 != "\n" }.reduce(0) { $0 + $1.unicodeScalars.count })
    return refreshed
  }

  func moveToEnd() -> UInt8 {
    move(text.after.prefix { $0 != "\n" }.unicodeScalars.count)
    return refreshed
  }

  /// Backspace: a character with all that combines, or a step of indentation.
  func erase() -> UInt8 {
    let before = text.before
    guard let last = before.last else { return refused }
    let isIndent = before.hasSuffix(Self.indent) && isInIndent(before)
    delete(isIndent ? Self.indent.count : last.unicodeScalars.count)
    return refreshed
  }

  /// A closing bracket at the beginning of a line goes where its block began.
  func close(with key: wint_t) -> UInt8 {
    let before = text.before
    if before.contains("\n") || !settled.isEmpty, before.hasSuffix(Self.indent), isInIndent(before) {
      delete(Self.indent.count)
    }
    insert(Unicode.Scalar(key).map { String($0) } ?? "")
    return refreshed
  }

  func isInIndent(_ before: String) -> Bool {
    before.reversed().prefix { $0 != "\n" }.allSatisfy { $0 == " " }
  }
}
