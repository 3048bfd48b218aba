/// What may be written at a place in a cell.
public struct CompletionList: Hashable, Sendable {
  /// One possibility.
  public struct Item: Hashable, Sendable {
    /// What is inserted.
    public var text: String
    /// What it is: `function`, `variable`, `type`, `property`, `method`, `member`, `label`, `key`, `path`, `keyword`.
    public var kind: String
    /// The signature or the type.
    public var signature: String
    /// One sentence.
    public var summary: String
  }

  /// The possibilities, the likeliest first.
  public var items: [Item]
  /// The Unicode scalars to replace.
  public var range: Range<Int>
}

/// What is known of the name at a place in a cell.
public struct Inspection: Hashable, Sendable {
  /// The name.
  public var name: String
  /// Plain text.
  public var text: String
  /// The same in Markdown.
  public var markdown: String
}

/// Whether a cell is ready to run.
public enum Completeness: Hashable, Sendable {
  case complete
  /// More lines are needed; the next starts with this indent.
  case incomplete(indent: String)
  case invalid
}
