import ArgumentParser

/// A value given on the command line for a name in a notebook: `-p epochs=5`.
struct Parameter: Sendable, Hashable {
  /// The name to set.
  let name: String
  /// The value as it was written.
  let text: String

  /// The parameter as an argument gives it.
  ///
  /// - Throws: `ValidationError` where no equals sign stands in it, or no name that a constant can have before it.
  init(argument: String) throws {
    guard let sign = argument.firstIndex(of: "=") else { throw ValidationError("expected a name, '=' and a value") }
    let name = String(argument[..<sign])
    guard Self.isName(name) else { throw ValidationError("'\(name)' cannot name a constant") }
    self.name = name
    text = String(argument[argument.index(after: sign)...])
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
