/// The texts that fit at a position.
public struct Completion: Sendable, Hashable {
  /// The candidates, best first.
  public var matches: [CompletionItem]
  /// The code points that a candidate replaces.
  public var range: Range<Int>

  /// Candidates for the code points in `range`.
  public init(matches: [CompletionItem], range: Range<Int>) {
    self.matches = matches
    self.range = range
  }
}

/// One candidate of a completion.
public struct CompletionItem: Sendable, Hashable {
  /// The text to insert.
  public var text: String
  /// The kind of thing: `function`, `instance`, `keyword`, `property`, …
  public var type: String
  /// The parameters and result, or the type of a value; empty where there is nothing to say.
  public var signature: String
  /// One sentence about it; empty where there is nothing to say.
  public var summary: String

  /// A candidate of a kind.
  public init(text: String, type: String, signature: String = "", summary: String = "") {
    self.text = text
    self.type = type
    self.signature = signature
    self.summary = summary
  }
}
