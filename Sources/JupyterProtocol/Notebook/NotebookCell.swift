/// A cell of a notebook document.
public struct NotebookCell: Sendable, Hashable {
  /// What a cell holds.
  public enum Kind: String, Sendable, Hashable {
    /// Source text to run, with its outputs.
    case code
    /// Prose.
    case markdown
    /// Text for an exporter.
    case raw
  }

  /// What the cell holds.
  public var kind: Kind
  /// The cell's name in its notebook.
  public var id: String
  /// The text.
  public var source: String
  /// What front ends and tools say about the cell, such as its `tags`.
  public var metadata: [String: JSONValue]
  /// The number under which a code cell was run last.
  public var executionCount: Int?
  /// What a code cell showed when it was run last.
  public var outputs: [NotebookOutput]
  /// The members that are kept as they are: `attachments` and what a later version may add.
  package var otherMembers: [String: JSONValue] = [:]

  /// A cell that has not been run.
  public init(_ kind: Kind, id: String, source: String, metadata: [String: JSONValue] = [:]) {
    self.kind = kind
    self.id = id
    self.source = source
    self.metadata = metadata
    outputs = []
  }

  /// The names by which tools find the cell.
  public var tags: [String] {
    metadata["tags"]?.arrayValue?.compactMap(\.stringValue) ?? []
  }
}
