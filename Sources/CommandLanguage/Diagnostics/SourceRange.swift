/// A half-open range of UTF-8 offsets in the text of one cell.
public struct SourceRange: Hashable, Sendable {
  /// The offset of the first byte.
  public var start: Int
  /// The offset after the last byte.
  public var end: Int

  /// A range of UTF-8 offsets.
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  /// The smallest range that covers this one and another.
  package func union(_ other: SourceRange) -> SourceRange {
    SourceRange(min(start, other.start), max(end, other.end))
  }

  /// The empty range at the start of this one.
  package var startPoint: SourceRange { SourceRange(start, start) }

  /// The empty range at the end of this one.
  package var endPoint: SourceRange { SourceRange(end, end) }
}
