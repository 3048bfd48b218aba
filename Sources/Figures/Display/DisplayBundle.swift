/// One result in several forms, for a front end to choose from.
public struct DisplayBundle: Sendable, Hashable {
  /// The data of one form.
  public enum Content: Sendable, Hashable {
    /// Characters, sent as a JSON string.
    case text(String)
    /// The text of a JSON object, sent as that object and not as a string.
    case json(String)
    /// Raw bytes, sent in base 64.
    case bytes([UInt8])
  }

  /// One form: a media type with its data.
  public struct Entry: Sendable, Hashable {
    /// The media type, such as `image/svg+xml`.
    public var mime: String
    /// The data.
    public var content: Content

    /// A form of the result.
    public init(mime: String, content: Content) {
      self.mime = mime
      self.content = content
    }
  }

  /// Display size of one form, for its metadata.
  public struct Extent: Sendable, Hashable {
    /// Width in CSS pixels.
    public var width: Int
    /// Height in CSS pixels.
    public var height: Int

    /// A size in CSS pixels.
    public init(width: Int, height: Int) {
      self.width = width
      self.height = height
    }
  }

  /// The forms, the richest first; each media type at most once.
  public var entries: [Entry]
  /// The size at which a form is to be shown, by media type: the metadata `{"image/png": {"width": …, "height": …}}`.
  public var extents: [String: Extent]
  /// What was left out and why, one sentence each.
  public var notes: [String]

  /// A bundle of forms.
  public init(_ entries: [Entry], extents: [String: Extent] = [:], notes: [String] = []) {
    self.entries = entries
    self.extents = extents
    self.notes = notes
  }

  /// A bundle of plain text alone.
  public init(text: String) {
    self.init([Entry(mime: "text/plain", content: .text(text))])
  }

  /// The data of a media type, if the bundle has it.
  public subscript(mime: String) -> Content? {
    entries.first { $0.mime == mime }?.content
  }

  /// The plain text of the bundle, empty where it has none.
  public var plainText: String {
    if case .text(let text) = self["text/plain"] { text } else { "" }
  }
}
