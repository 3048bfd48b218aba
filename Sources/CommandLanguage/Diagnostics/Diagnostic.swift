/// What the language has to say about a place in a cell: data, which one renderer turns into text.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How grave a diagnostic is.
  public enum Severity: String, Hashable, Sendable {
    case error, warning, note
  }

  /// A second place, or a remark, that explains a diagnostic.
  public struct Note: Hashable, Sendable {
    /// What there is to say.
    public var message: String
    /// Where, when it is about a place.
    public var range: SourceRange?
    /// The text that the range points into; nil for the cell itself.
    public var text: SourceText?

    /// A remark, at a place or about the whole.
    public init(_ message: String, at range: SourceRange? = nil, in text: SourceText? = nil) {
      self.message = message
      self.range = range
      self.text = text
    }
  }

  /// A replacement of text that mends the cell.
  public struct FixIt: Hashable, Sendable {
    /// What the replacement does: `did you mean 'epochs'?`.
    public var message: String
    /// The text to replace.
    public var range: SourceRange
    /// What to put there.
    public var replacement: String

    /// A replacement of the text at a range.
    public init(_ message: String, at range: SourceRange, replacement: String) {
      self.message = message
      self.range = range
      self.replacement = replacement
    }
  }

  /// A stable name in kebab case, such as `label-mismatch`.
  public var id: String
  /// How grave it is.
  public var severity: Severity
  /// What is wrong: lower case, no full stop, naming the thing, with what was expected and what was found.
  public var message: String
  /// The place in the cell.
  public var range: SourceRange
  /// The text that the range points into; nil for the cell itself.
  public var text: SourceText?
  /// Remarks that explain it.
  public var notes: [Note]
  /// Replacements that mend it.
  public var fixIts: [FixIt]
  /// What to do about it, where that is not a replacement.
  public var mend: String?

  /// A diagnostic at a place.
  public init(
    _ id: String, _ message: String, at range: SourceRange, severity: Severity = .error, mend: String? = nil,
    notes: [Note] = [], fixIts: [FixIt] = []
  ) {
    self.id = id
    self.severity = severity
    self.message = message
    self.range = range
    self.mend = mend
    self.notes = notes
    self.fixIts = fixIts
  }
}

/// A text that cells have run from elsewhere, such as that of a file.
public struct SourceText: Hashable, Sendable {
  /// What diagnostics call it: the name of the file.
  public var name: String
  /// The whole text.
  public var source: String

  /// A text by its name.
  public init(name: String, source: String) {
    self.name = name
    self.source = source
  }
}

extension Diagnostic {
  /// The diagnostic with every place that no text is known for placed in `text`.
  package func placed(in text: SourceText) -> Diagnostic {
    var diagnostic = self
    diagnostic.text = diagnostic.text ?? text
    for index in diagnostic.notes.indices where diagnostic.notes[index].range != nil {
      diagnostic.notes[index].text = diagnostic.notes[index].text ?? text
    }
    return diagnostic
  }
}
