/// A variable of the session, as variable panels show it.
public struct Variable: Sendable, Hashable {
  /// The name.
  public let name: String
  /// The type, as the language spells it.
  public let type: String
  /// The value in a few words.
  public let preview: String

  /// A line of a variable panel.
  public init(name: String, type: String, preview: String) {
    self.name = name
    self.type = type
    self.preview = preview
  }
}
