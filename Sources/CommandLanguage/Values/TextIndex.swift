/// A place in a text: the `String.Index` of cells.
///
/// It keeps the text that it was found in, so that its use in another is found out instead of meaning another character.
public struct TextIndex: ForeignValue {
  /// `String.Index`.
  public static let typeName = "String.Index"

  let text: String
  /// The number of UTF-8 bytes before it.
  let offset: Int

  init(_ place: String.Index, in text: String) {
    self.text = text
    offset = text.utf8.distance(from: text.startIndex, to: place)
  }

  /// The number of bytes before it.
  public var displayText: String { "\(offset)[utf8]" }

  /// The place in a text: the one that it was found in, or what a change behind it has made of that one.
  /// - Throws: a fault for an index of another text, or behind the end.
  func place(in other: String) throws -> String.Index {
    guard text == other || stands(in: other) else {
      throw RuntimeFault(
        "index-of-another-text", "this index was found in another text",
        mend: "find it in this one; a part of a text has indices of its own")
    }
    guard offset <= other.utf8.count else { throw RuntimeFault.behindEnd }
    return other.utf8.index(other.startIndex, offsetBy: offset)
  }

  /// Whether what stands before the index is the same in both texts, and neither is a later part of the other.
  private func stands(in other: String) -> Bool {
    guard text.utf8.prefix(offset).elementsEqual(other.utf8.prefix(offset)) else { return false }
    if !text.isEmpty, other.utf8.count > text.utf8.count, other.contains(text), !other.hasPrefix(text) { return false }
    return offset == 0 || other.isEmpty || !text.contains(other) || text.hasPrefix(other)
  }
}

extension TextIndex: Hashable, Comparable {
  /// Whether as many bytes stand before both.
  public static func == (left: TextIndex, right: TextIndex) -> Bool { left.offset == right.offset }
  /// Whether fewer bytes stand before the left one.
  public static func < (left: TextIndex, right: TextIndex) -> Bool { left.offset < right.offset }
  public func hash(into hasher: inout Hasher) { hasher.combine(offset) }
}

extension RuntimeFault {
  static let behindEnd = RuntimeFault(
    "index-out-of-range", "the index is not within the text", mend: "compare it with 'endIndex' first")
}
