import SwiftSyntax

extension Lowerer {
  /// The text of the `///` lines or the `/** */` block right before a declaration; nil where there is none.
  func documentation(_ node: some SyntaxProtocol) -> String? {
    var lines: [String] = []
    for piece in node.leadingTrivia {
      switch piece {
      case .docLineComment(let text):
        let line = text.dropFirst(3)
        lines.append(String(line.first == " " ? line.dropFirst() : line))
      case .docBlockComment(let text):
        lines = text.dropFirst(3).dropLast(2).split(separator: "\n", omittingEmptySubsequences: false).map { line in
          let bare = line.drop { $0 == " " || $0 == "\t" || $0 == "*" }
          return String(bare)
        }
      // An empty line, or a comment of another kind, ends what belongs to the declaration.
      case .newlines(let count) where count > 1: lines = []
      case .lineComment, .blockComment: lines = []
      default: break
      }
    }
    let text = lines.drop { $0.isEmpty }.reversed().drop { $0.isEmpty }.reversed().joined(separator: "\n")
    return text.isEmpty ? nil : text
  }
}
