import SwiftDiagnostics
import SwiftParser
import SwiftParserDiagnostics
import SwiftSyntax

/// The first stage: source text to Swift's own syntax tree and what its parser had to say.
enum CellParser {
  /// A cell's syntax tree. A tree with diagnostics is not to be lowered.
  struct Result {
    var tree: SourceFileSyntax
    var diagnostics: [Diagnostic]
  }

  /// Cells longer than this are refused: the parser's time and memory grow with the text.
  static let longestSource = 2_000_000

  /// Brackets nested deeper than this are refused before parsing: the parser recurses, and its stack is the thread's.
  static let greatestDepth = 64
  /// Square brackets nested deeper than this are refused: the parser looks ahead for a type at each, in time that
  /// doubles
  /// with every level.
  static let greatestSquareDepth = 12

  /// Parses a cell.
  /// - Complexity: O(length of the source).
  static func parse(_ source: String) -> Result {
    guard source.utf8.count <= longestSource else {
      let found = Diagnostic(
        "cell-too-long", "a cell of \(source.utf8.count) bytes; at most \(longestSource) are read",
        at: SourceRange(0, 0), mend: "keep data in a file and read it with 'dataset' or 'load'")
      return Result(tree: Parser.parse(source: ""), diagnostics: [found])
    }
    if let offset = tooDeep(source) {
      let found = Diagnostic(
        "nested-too-deeply",
        "brackets nested too deeply: at most \(greatestDepth), and \(greatestSquareDepth) square ones",
        at: SourceRange(offset, offset + 1), mend: "name the parts with 'let'")
      return Result(tree: Parser.parse(source: ""), diagnostics: [found])
    }
    let tree = Parser.parse(source: source)
    return Result(tree: tree, diagnostics: tree.hasError ? diagnostics(of: tree) : [])
  }

  /// A cell's syntax tree without what the parser had to say; nil for a cell that is not parsed.
  static func tree(of source: String) -> SourceFileSyntax? {
    guard source.utf8.count <= longestSource, tooDeep(source) == nil else { return nil }
    return Parser.parse(source: source)
  }

  /// Where brackets nest too deeply. Those in strings count as well: an interpolation holds code.
  private static func tooDeep(_ source: String) -> Int? {
    var depth = 0
    var squares = 0
    for (offset, byte) in source.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "["):
        squares += 1
        depth += 1
      case UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"):
        squares = max(0, squares - 1)
        depth = max(0, depth - 1)
      case UInt8(ascii: ")"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      default: break
      }
      if depth > greatestDepth || squares > greatestSquareDepth { return offset }
    }
    return nil
  }

  /// Characters that look like spaces or like nothing, pasted from a page: named here, because swift-syntax stops the
  /// process at some of them, `a \u{FEFF}= 5` for one (603.0.1, a Fix-It without changes).
  private static func strayCharacters(in tree: SourceFileSyntax) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for token in tree.tokens(viewMode: .sourceAccurate) {
      var place = token.position.utf8Offset
      for (pieces, start) in [
        (token.leadingTrivia, place), (token.trailingTrivia, token.endPositionBeforeTrailingTrivia.utf8Offset),
      ] {
        place = start
        for piece in pieces {
          let length = piece.sourceLength.utf8Length
          if case .unexpectedText(let text) = piece, let scalar = text.unicodeScalars.first, found.count < 20 {
            let code = String(scalar.value, radix: 16, uppercase: true)
            let name = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
            let isVisible = scalar.properties.generalCategory.isVisible
            found.append(
              Diagnostic(
                "syntax", "the character \(isVisible ? "'\(scalar)' (\(name))" : name) has no meaning here",
                at: SourceRange(place, place + length),
                mend: isVisible ? "delete it" : "delete it; it cannot be seen, and pages and documents bring it along"))
          }
          place += length
        }
      }
    }
    return found
  }

  private static func diagnostics(of tree: SourceFileSyntax) -> [Diagnostic] {
    let strays = strayCharacters(in: tree)
    if !strays.isEmpty { return strays }
    return ParseDiagnosticsGenerator.diagnostics(for: tree).filter { $0.diagMessage.severity == .error }.prefix(20).map
    {
      found in
      let start = found.position.utf8Offset
      let end = found.node.endPositionBeforeTrailingTrivia.utf8Offset
      let fixIts = found.fixIts.map(\.message.message)
      return Diagnostic(
        "syntax", found.diagMessage.message, at: SourceRange(start, max(start, min(end, start + 1))),
        mend: fixIts.isEmpty ? nil : fixIts.joined(separator: ", or "))
    }
  }
}

extension Unicode.GeneralCategory {
  /// Whether characters of the category leave ink.
  fileprivate var isVisible: Bool {
    switch self {
    case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator, .paragraphSeparator:
      false
    default: true
    }
  }
}
