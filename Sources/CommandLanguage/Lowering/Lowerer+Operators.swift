import SwiftSyntax

/// The precedence groups of Swift's standard operators, from loose to tight.
enum Precedence: Int {
  case assignment, ternary, disjunction, conjunction, comparison, coalescing, casting, range, addition, multiplication,
    shift

  static let groups: [String: Precedence] = [
    "||": .disjunction, "&&": .conjunction,
    "<": .comparison, "<=": .comparison, ">": .comparison, ">=": .comparison, "==": .comparison, "!=": .comparison,
    "===": .comparison, "!==": .comparison, "~=": .comparison,
    "??": .coalescing, "...": .range, "..<": .range,
    "+": .addition, "-": .addition, "&+": .addition, "&-": .addition, "|": .addition, "^": .addition,
    "*": .multiplication, "/": .multiplication, "%": .multiplication, "&*": .multiplication, "&": .multiplication,
    "<<": .shift, ">>": .shift,
    "+=": .assignment, "-=": .assignment, "*=": .assignment, "/=": .assignment, "%=": .assignment,
    "&=": .assignment, "|=": .assignment, "^=": .assignment, "<<=": .assignment, ">>=": .assignment,
  ]

  /// Whether equal neighbours group to the right.
  var isRightAssociative: Bool { self == .assignment || self == .ternary || self == .coalescing }

  /// Whether equal neighbours need parentheses.
  var isNonassociative: Bool { self == .comparison || self == .range || self == .shift }
}

extension Lowerer {
  private enum Link {
    case symbol(Expression.OperatorName)
    case assign
    case ternary(Expression)
    case cast(Expression.CastKind, TypeExpression)

    var precedence: Precedence {
      switch self {
      case .symbol(let name): Precedence.groups[name.text] ?? .addition
      case .assign: .assignment
      case .ternary: .ternary
      case .cast: .casting
      }
    }
  }

  /// Groups a sequence of operands and operators by precedence.
  ///
  /// Done here and not with SwiftOperators' `foldAll`, which rewrites the whole tree and recurses as deep as a
  /// sequence is
  /// long.
  mutating func folded(_ node: SequenceExprSyntax) -> Expression.Kind {
    let elements = Array(node.elements)
    guard elements.count < 2 * Lowerer.greatestDepth else {
      report(
        Diagnostic(
          "nested-too-deeply", "an expression of \(elements.count) operands and operators", at: range(node),
          mend: "name the parts with 'let'"))
      return .tuple([])
    }
    var operands: [Expression] = []
    var links: [(link: Link, place: SourceRange)] = []
    var index = 0
    var attempts: [Int] = []
    while index < elements.count {
      let element = elements[index]
      if index % 2 == 0 {
        if let attempt = element.as(TryExprSyntax.self), attempt.questionOrExclamationMark?.text == "?" {
          attempts.append(operands.count)
          operands.append(expression(attempt.expression))
        } else {
          operands.append(expression(element))
        }
        index += 1
        continue
      }
      let place = range(element)
      switch element.as(ExprSyntaxEnum.self) {
      case .binaryOperatorExpr(let node):
        let text = node.operator.text
        if Precedence.groups[text] == nil {
          refuse(node, "the operator '\(text)' is", "use a method or function")
        }
        links.append((.symbol(Expression.OperatorName(text: text, range: place)), place))
      case .assignmentExpr: links.append((.assign, place))
      case .unresolvedTernaryExpr(let node): links.append((.ternary(expression(node.thenExpression)), place))
      case .unresolvedAsExpr(let node):
        let kind: Expression.CastKind =
          switch node.questionOrExclamationMark?.text {
          case "?": .conditional
          case "!": .forced
          default: .plain
          }
        links.append((.cast(kind, castType(elements, index + 1)), place))
        // The type is no operand: drop it, so that operands and operators alternate again.
        index += 2
        if index < elements.count { continue }
        return grouped(operands, links, attempts).kind
      case .unresolvedIsExpr:
        links.append((.cast(.test, castType(elements, index + 1)), place))
        index += 2
        if index < elements.count { continue }
        return grouped(operands, links, attempts).kind
      default:
        refuse(element, "this operator is", "use a method or function")
        return .tuple([])
      }
      index += 1
    }
    return grouped(operands, links, attempts).kind
  }

  private mutating func castType(_ elements: [ExprSyntax], _ index: Int) -> TypeExpression {
    guard index < elements.count, let node = elements[index].as(TypeExprSyntax.self) else {
      return TypeExpression(kind: .tuple([]), range: SourceRange(0, 0))
    }
    return type(node.type)
  }

  private mutating func grouped(
    _ operands: [Expression], _ links: [(link: Link, place: SourceRange)], _ attempts: [Int]
  ) -> Expression {
    // `try?` covers everything to its right.
    if let first = attempts.first, first < operands.count {
      var operandsOfAttempt: [Expression] = []
      var taken = 0
      var linkStart = links.count
      for (place, operand) in operands.enumerated() where place >= first { operandsOfAttempt.append(operand) }
      for (place, link) in links.enumerated() {
        if taken == first {
          linkStart = place
          break
        }
        if case .cast = link.link { continue }
        taken += 1
      }
      let inner = grouped(operandsOfAttempt, Array(links[linkStart...]), [])
      let whole = Expression(kind: .attempt(inner), range: inner.range)
      return grouped(Array(operands[..<first]) + [whole], Array(links[..<linkStart]), [])
    }
    var operandPlace = 0
    var linkPlace = 0
    return climb(.assignment, operands, links, &operandPlace, &linkPlace)
  }

  /// Precedence climbing over the flat sequence.
  private mutating func climb(
    _ loosest: Precedence, _ operands: [Expression], _ links: [(link: Link, place: SourceRange)],
    _ operandPlace: inout Int, _ linkPlace: inout Int
  ) -> Expression {
    guard operandPlace < operands.count else { return Expression(kind: .tuple([]), range: SourceRange(0, 0)) }
    var left = operands[operandPlace]
    operandPlace += 1
    var previous: Precedence?
    while linkPlace < links.count {
      let (link, place) = links[linkPlace]
      let precedence = link.precedence
      guard precedence.rawValue >= loosest.rawValue else { break }
      if precedence == previous, precedence.isNonassociative {
        report(
          Diagnostic(
            "non-associative", "two operators in a row that do not associate", at: place, mend: "add parentheses"))
      }
      previous = precedence
      linkPlace += 1
      if case .cast(let kind, let type) = link {
        left = Expression(kind: .cast(left, kind, type), range: left.range.union(type.range))
        continue
      }
      let tighter = precedence.isRightAssociative ? precedence : Precedence(rawValue: precedence.rawValue + 1)
      let right: Expression
      if let tighter {
        right = climb(tighter, operands, links, &operandPlace, &linkPlace)
      } else if operandPlace < operands.count {
        right = operands[operandPlace]
        operandPlace += 1
      } else {
        break
      }
      left = Expression(kind: joined(left, link, right), range: left.range.union(right.range))
    }
    return left
  }

  private func joined(_ left: Expression, _ link: Link, _ right: Expression) -> Expression.Kind {
    switch link {
    case .symbol(let name):
      guard Precedence.groups[name.text] == .assignment else { return .binary(name, left, right) }
      let symbol = Expression.OperatorName(text: String(name.text.dropLast()), range: name.range)
      return .assignment(left, symbol, right)
    case .assign: return .assignment(left, nil, right)
    case .ternary(let middle): return .ternary(left, middle, right)
    case .cast(let kind, let type): return .cast(left, kind, type)
    }
  }
}
