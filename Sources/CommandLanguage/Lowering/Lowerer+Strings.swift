import SwiftSyntax

extension Lowerer {
  /// Lowers a string literal of any form: plain, multi-line, raw, with interpolations.
  mutating func string(_ node: StringLiteralExprSyntax) -> Expression.Kind {
    let pounds = node.openingPounds?.text.count ?? 0
    var parts: [Expression.StringPart] = []
    var text = ""
    for segment in node.segments {
      if case .stringSegment(let piece) = segment {
        text += unescaped(piece.content.text, pounds, piece)
      } else if case .expressionSegment(let piece) = segment {
        if !text.isEmpty { parts.append(.text(text)) }
        text = ""
        guard piece.expressions.count == 1, let only = piece.expressions.first, only.label == nil else {
          refuse(
            piece.expressions, "an interpolation with labels is", "call a function such as 'String(x, radix: 16)' in it"
          )
          continue
        }
        parts.append(.value(expression(only.expression)))
      }
    }
    if !text.isEmpty || parts.isEmpty { parts.append(.text(text)) }
    return .string(parts)
  }

  private mutating func unescaped(_ text: String, _ pounds: Int, _ node: StringSegmentSyntax) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    // By scalars: a combining character after an escape belongs to what the escape stands for.
    let escape = Array(("\\" + String(repeating: "#", count: pounds)).unicodeScalars)
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let next = rest.first {
      guard rest.starts(with: escape) else {
        result.append(next)
        rest = rest.dropFirst()
        continue
      }
      rest = rest.dropFirst(escape.count)
      let kind = rest.first
      rest = rest.dropFirst()
      switch kind {
      case "n": result.append("\n")
      case "t": result.append("\t")
      case "r": result.append("\r")
      case "0": result.append("\0")
      case "\\", "\"", "'": result.append(kind ?? " ")
      case "u":
        let digits = rest.dropFirst().prefix { $0 != "}" }
        rest = rest.dropFirst(digits.count + 2)
        if let code = UInt32(String(digits), radix: 16), let scalar = Unicode.Scalar(code) {
          result.append(scalar)
        } else {
          report(Diagnostic("invalid-escape", "'\\u{\(String(digits))}' is no Unicode scalar", at: range(node)))
        }
      default: report(Diagnostic("invalid-escape", "unknown escape in a string", at: range(node)))
      }
    }
    return String(result)
  }
}
