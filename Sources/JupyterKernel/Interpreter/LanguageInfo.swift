package import JupyterProtocol

/// A language as front ends, exporters and notebook files name it (`language_info`).
public struct LanguageInfo: Sendable, Hashable {
  /// The language's name.
  public var name: String
  /// Its version.
  public var version: String
  /// The media type of its source text.
  public var mimetype: String
  /// The extension of its files, with the dot.
  public var fileExtension: String
  /// The Pygments lexer that colours it in exported documents.
  public var pygmentsLexer: String
  /// The CodeMirror mode that colours it in editors.
  public var codemirrorMode: String

  /// A language under its names.
  public init(
    name: String, version: String, mimetype: String, fileExtension: String, pygmentsLexer: String,
    codemirrorMode: String
  ) {
    self.name = name
    self.version = version
    self.mimetype = mimetype
    self.fileExtension = fileExtension
    self.pygmentsLexer = pygmentsLexer
    self.codemirrorMode = codemirrorMode
  }

  /// The members of `language_info`, as replies and notebook metadata hold them.
  package var json: JSONValue {
    [
      "name": .string(name), "version": .string(version), "mimetype": .string(mimetype),
      "file_extension": .string(fileExtension), "pygments_lexer": .string(pygmentsLexer),
      "codemirror_mode": .string(codemirrorMode),
    ]
  }
}
