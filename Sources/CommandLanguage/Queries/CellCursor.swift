/// A place in a cell, between code points as Jupyter counts them and bytes as the parser does.
struct CellCursor {
  /// The text of the cell with a made-up name in place of the one at the cursor.
  let marked: String
  /// What is typed of the name so far.
  let prefix: String
  /// The offset in bytes at which the name starts, and that of the cursor, in the cell as it is.
  let nameStart: Int
  let offset: Int
  /// The cursor in code points.
  let place: Int

  init(_ source: String, at place: Int) {
    let scalars = source.unicodeScalars
    let cursor =
      scalars.index(scalars.startIndex, offsetBy: max(0, place), limitedBy: scalars.endIndex)
      ?? scalars.endIndex
    var start = cursor
    while start > scalars.startIndex, scalars[scalars.index(before: start)].isNamePart {
      start = scalars.index(before: start)
    }
    var end = cursor
    while end < scalars.endIndex, scalars[end].isNamePart { end = scalars.index(after: end) }
    self.place = max(0, min(place, scalars.distance(from: scalars.startIndex, to: cursor)))
    prefix = String(scalars[start..<cursor])
    nameStart = source.utf8.distance(from: source.startIndex, to: start)
    offset = source.utf8.distance(from: source.startIndex, to: cursor)
    marked = String(scalars[..<start]) + CursorPlace.placeholder + String(scalars[end...])
  }

  /// The code points from an offset in bytes up to the cursor, of a cell's text.
  func range(from start: Int, in source: String) -> Range<Int> {
    let utf8 = source.utf8
    let first = utf8.index(utf8.startIndex, offsetBy: min(start, utf8.count))
    let last = utf8.index(utf8.startIndex, offsetBy: offset)
    guard first <= last else { return place..<place }
    return place - source.unicodeScalars.distance(from: first, to: last)..<place
  }

  /// The text of a cell between two offsets in bytes.
  static func text(_ source: String, _ start: Int, _ end: Int) -> String {
    let utf8 = source.utf8
    guard start <= end, end <= utf8.count else { return "" }
    let first = utf8.index(utf8.startIndex, offsetBy: start)
    return String(decoding: utf8[first..<utf8.index(first, offsetBy: end - start)], as: UTF8.self)
  }
}

extension Unicode.Scalar {
  /// Whether the scalar may stand in a name.
  var isNamePart: Bool { properties.isXIDContinue || self == "_" || self == "$" }
}
