/// A variable that the cell tagged `parameters` declares.
struct ParameterDeclaration: Sendable, Hashable {
  /// `let` or `var`.
  let keyword: String
  let name: String
  /// The type as it is written; nil where the value says it.
  let type: String?
  /// The value's type; nil where it shows only when the cell runs.
  let kind: ParameterKind?

  /// The declarations of a cell outside of braces, in order.
  static func all(in code: String) -> [ParameterDeclaration] {
    var reader = Reader(rest: bare(code)[...])
    return reader.declarations()
  }

  /// The code without its comments and without what is in quotes, which could read like a declaration.
  private static func bare(_ code: String) -> String {
    var bare = ""
    var rest = code[...]
    while let character = rest.first {
      if rest.hasPrefix("//") {
        rest = rest.drop { $0 != "\n" }
      } else if rest.hasPrefix("/*") {
        rest = rest.firstRange(of: "*/").map { rest[$0.upperBound...] } ?? ""
      } else if character == "\"" {
        let mark = rest.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
        bare += mark + mark
        rest = afterQuote(rest.dropFirst(mark.count), mark)
      } else {
        bare.append(character)
        rest = rest.dropFirst()
      }
    }
    return bare
  }

  private static func afterQuote(_ text: Substring, _ mark: String) -> Substring {
    var rest = text
    while !rest.isEmpty, !rest.hasPrefix(mark) { rest = rest.dropFirst(rest.first == "\\" ? 2 : 1) }
    return rest.dropFirst(mark.count)
  }

  private struct Reader {
    var rest: Substring

    mutating func declarations() -> [ParameterDeclaration] {
      var found: [ParameterDeclaration] = []
      var depth = 0
      while let character = rest.first {
        if character.isLetter || character == "_" {
          let word = takeWord()
          if depth == 0, word == "let" || word == "var" { found += bindings(after: String(word)) }
          continue
        }
        if character == "{" { depth += 1 }
        if character == "}" { depth -= 1 }
        rest = rest.dropFirst()
      }
      return found
    }

    /// `epochs = 5, rate: Double = 0.1`
    private mutating func bindings(after keyword: String) -> [ParameterDeclaration] {
      var found: [ParameterDeclaration] = []
      repeat {
        rest = rest.drop(while: \.isWhitespace)
        let name = String(takeWord())
        if name.isEmpty { break }
        skipSpaces()
        var type: String?
        if rest.first == ":" { type = String(take(until: "=,;\n", skipping: 1)).trimmed }
        let value = rest.first == "=" ? take(until: ",;\n", skipping: 1) : ""
        let kind = type.map { ParameterKind(type: $0[...]) } ?? ParameterKind(literal: value)
        found.append(ParameterDeclaration(keyword: keyword, name: name, type: type, kind: kind))
      } while rest.first == "," && !rest.removeFirst().isNewline
      return found
    }

    private mutating func skipSpaces() { rest = rest.drop { $0 == " " || $0 == "\t" } }

    private mutating func takeWord() -> Substring {
      let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      rest = rest[word.endIndex...]
      return word
    }

    /// What stands before one of some characters that is in no bracket.
    private mutating func take(until ends: String, skipping count: Int) -> Substring {
      rest = rest.dropFirst(count)
      var depth = 0
      let end =
        rest.firstIndex { character in
          if "([{".contains(character) { depth += 1 }
          if ")]}".contains(character) { depth -= 1 }
          return depth <= 0 && ends.contains(character)
        } ?? rest.endIndex
      defer { rest = rest[end...] }
      return rest[..<end]
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
