import ArgumentParser
import JupyterProtocol

/// A value given for a name in a script or notebook: `-p epochs=5`, or a member of a file of parameters.
struct Parameter: Sendable, Hashable {
  /// The name to set.
  let name: String
  /// The value as it was written.
  let given: Given

  /// How a value was written.
  enum Given: Sendable, Hashable {
    /// On the command line, where quotes are the shell's.
    case text(String)
    /// In a file.
    case json(JSONValue)
  }

  /// The parameter as an argument gives it.
  ///
  /// - Throws: `ValidationError` where no equals sign stands in it, or no name that a constant can have before it.
  init(argument: String) throws {
    guard let sign = argument.firstIndex(of: "=") else { throw ValidationError("expected a name, '=' and a value") }
    let name = String(argument[..<sign])
    guard Self.isName(name) else { throw ValidationError("'\(name)' cannot name a constant") }
    self.name = name
    given = .text(String(argument[argument.index(after: sign)...]))
  }

  private init(name: String, given: Given) {
    self.name = name
    self.given = given
  }

  /// The parameters of a file that holds one JSON object, in the order of their names.
  ///
  /// - Throws: `JSONError` for bytes that are no JSON, ``ParameterFileError`` for JSON of another form.
  static func parameters(inFile bytes: [UInt8]) throws -> [Parameter] {
    let bytes = bytes.starts(with: SourceText.byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
    guard let members = try JSONValue(parsing: bytes).objectValue else { throw ParameterFileError.notAnObject }
    if let name = members.keys.sorted().first(where: { !isName($0) }) { throw ParameterFileError.name(name) }
    return members.sorted { $0.key < $1.key }.map { Parameter(name: $0.key, given: .json($0.value)) }
  }

  private static func isName(_ text: String) -> Bool {
    text.wholeMatch(of: #/[A-Za-z_][A-Za-z0-9_]*/#) != nil && text != "_" && !keywords.contains(text)
  }

  /// Swift's words that cannot name a constant.
  private static let keywords: Set<String> = [
    "Any", "Self", "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer",
    "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard",
    "if", "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private",
    "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript", "super",
    "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
  ]
}

extension Parameter.Given: CustomStringConvertible {
  /// The value as messages show it.
  var description: String {
    switch self {
    case .text(let text): text
    case .json(let value): value.compactText
    }
  }
}

/// A file of parameters that is JSON of another form.
enum ParameterFileError: Error, Equatable, CustomStringConvertible {
  /// It holds no object.
  case notAnObject
  /// A member's name is none that a constant can have.
  case name(String)

  var description: String {
    switch self {
    case .notAnObject: "expected an object of names and values, as in {\"epochs\": 10}"
    case .name(let name): "'\(name)' cannot name a constant"
    }
  }
}
