import SwiftParser
import SwiftSyntax

extension Lowerer {
  /// Lowers an expression; a chain with `?` becomes one node at its outermost link.
  mutating func expression(_ node: ExprSyntax) -> Expression {
    let lowered = link(node)
    return lowered.isChained ? Expression(kind: .chain(lowered), range: lowered.range) : lowered
  }

  /// Lowers an expression that may be the base of a longer chain.
  private mutating func link(_ node: ExprSyntax) -> Expression {
    depth += 1
    defer { depth -= 1 }
    let place = range(node)
    guard checkDepth(node) else { return Expression(kind: .tuple([]), range: place) }
    return Expression(kind: kind(node, place), range: place)
  }

  private mutating func kind(_ node: ExprSyntax, _ place: SourceRange) -> Expression.Kind {
    switch node.as(ExprSyntaxEnum.self) {
    case .integerLiteralExpr(let node): return integer(node.literal.text, place, isNegative: false)
    case .floatLiteralExpr(let node): return .floating(Double(node.literal.text.filter { $0 != "_" }) ?? .nan)
    case .booleanLiteralExpr(let node): return .boolean(node.literal.text == "true")
    case .nilLiteralExpr: return .nothing
    case .stringLiteralExpr(let node): return string(node)
    case .declReferenceExpr(let node): return reference(node)
    case .discardAssignmentExpr: return .name("_")
    case .memberAccessExpr(let node): return member(node)
    case .functionCallExpr(let node): return call(node)
    case .subscriptCallExpr(let node):
      if let part = openRange(node) { return part }
      return .index(link(node.calledExpression), arguments(node.arguments))
    case .tupleExpr(let node):
      if node.elements.count == 1, let only = node.elements.first, only.label == nil {
        return expression(only.expression).kind
      }
      return .tuple(arguments(node.elements))
    case .arrayExpr(let node):
      if let type = functionArray(node, place) { return .type(type) }
      return .array(node.elements.map { expression($0.expression) })
    case .dictionaryExpr(let node):
      guard case .elements(let elements) = node.content else { return .dictionary([]) }
      return .dictionary(elements.map { (expression($0.key), expression($0.value)) })
    case .closureExpr(let node): return .closure(closure(node))
    case .prefixOperatorExpr(let node): return prefix(node, place)
    case .forceUnwrapExpr(let node): return .forced(link(node.expression))
    case .optionalChainingExpr(let node): return .chained(link(node.expression))
    case .postfixOperatorExpr(let node) where ["++", "--"].contains(node.operator.text):
      let symbol = node.operator.text
      refuse(node.operator, "'\(symbol)' is", "write '\(symbol.dropFirst())= 1'")
      return .tuple([])
    case .postfixOperatorExpr(let node) where node.operator.text != "...":
      refuse(node.operator, "the operator '\(node.operator.text)' is", "use a method or function")
      return .tuple([])
    case .postfixOperatorExpr(let node):
      refuse(node.operator, "a one-sided range is", "write both bounds, or 'prefix' and 'suffix'")
      return .tuple([])
    case .sequenceExpr(let node): return folded(node)
    case .tryExpr(let node):
      let value = expression(node.expression)
      return node.questionOrExclamationMark?.text == "?" ? .attempt(value) : value.kind
    case .awaitExpr(let node): return expression(node.expression).kind
    case .ifExpr(let node): return conditional(node).map { .branches($0) } ?? .tuple([])
    case .switchExpr(let node): return choice(node, label: nil).map { .branches($0) } ?? .tuple([])
    case .typeExpr(let node): return .type(type(node.type))
    case .genericSpecializationExpr(let node):
      let arguments = node.genericArgumentClause.arguments.compactMap { argument -> TypeExpression? in
        guard case .type(let node) = argument.argument else { return nil }
        return type(node)
      }
      return .type(TypeExpression(kind: .name(node.expression.trimmedDescription, arguments), range: place))
    case .macroExpansionExpr(let node) where node.macroName.text == "line":
      return .integer(lineStarts.prefix { $0 <= place.start }.count + firstLine)
    case .keyPathExpr(let node): return keyPath(node)
    case .inOutExpr(let node): return .address(expression(node.expression))
    case .macroExpansionExpr(let node): refuse(node, "the macro '#\(node.macroName.text)' is", "leave it out")
    case .regexLiteralExpr(let node): refuse(node, "a regular expression is", "use 'contains', 'split' and 'hasPrefix'")
    case .superExpr(let node): refuse(node, "'super' is", "use a structure")
    case .missingExpr: break
    default: refuse(node, "this expression is", "see 'help()' for what there is")
    }
    return .tuple([])
  }

  /// `[() -> Void]` before parentheses, which the parser takes for an array of one expression.
  private mutating func functionArray(_ node: ArrayExprSyntax, _ place: SourceRange) -> TypeExpression? {
    guard node.elements.count == 1, let only = node.elements.first?.expression.as(SequenceExprSyntax.self),
      only.elements.contains(where: { $0.is(ArrowExprSyntax.self) })
    else { return nil }
    let parsed = Parser.parse(source: "let x: " + node.trimmedDescription)
    guard !parsed.hasError, case .decl(let declaration)? = parsed.statements.first?.item,
      let written = declaration.as(VariableDeclSyntax.self)?.bindings.first?.typeAnnotation?.type
    else { return nil }
    return TypeExpression(kind: type(written).kind, range: place)
  }

  /// `a[i...]`, `a[...i]` and `a[..<i]` as the methods that mean the same: `suffix(from:)`, `prefix(through:)` and
  /// `prefix(upTo:)`.
  private mutating func openRange(_ node: SubscriptCallExprSyntax) -> Expression.Kind? {
    guard node.arguments.count == 1, let only = node.arguments.first, only.label == nil else { return nil }
    let method: (name: String, label: String, bound: ExprSyntax)
    if let part = only.expression.as(PostfixOperatorExprSyntax.self), part.operator.text == "..." {
      method = ("suffix", "from", part.expression)
    } else if let part = only.expression.as(PrefixOperatorExprSyntax.self), part.operator.text == "..." {
      method = ("prefix", "through", part.expression)
    } else if let part = only.expression.as(PrefixOperatorExprSyntax.self), part.operator.text == "..<" {
      method = ("prefix", "upTo", part.expression)
    } else {
      return nil
    }
    let place = range(only.expression)
    let base = link(node.calledExpression)
    let callee = Expression(kind: .member(base, method.name, place), range: base.range)
    return .call(callee, [Expression.Argument(label: method.label, labelRange: place, value: expression(method.bound))])
  }

  private mutating func integer(_ text: String, _ place: SourceRange, isNegative: Bool) -> Expression.Kind {
    let digits = text.filter { $0 != "_" }.lowercased()
    let sign = isNegative ? "-" : ""
    let value: Int? =
      if digits.hasPrefix("0x") { Int(sign + digits.dropFirst(2), radix: 16) } else if digits.hasPrefix("0b") {
        Int(sign + digits.dropFirst(2), radix: 2)
      } else if digits.hasPrefix("0o") { Int(sign + digits.dropFirst(2), radix: 8) } else { Int(sign + digits) }
    guard let value else {
      report(
        Diagnostic(
          "integer-too-large", "integer literal '\(sign)\(text)' does not fit in 'Int'", at: place,
          mend: "write '\(sign)\(text).0' for a 'Double'"))
      return .integer(0)
    }
    return .integer(value)
  }

  private mutating func reference(_ node: DeclReferenceExprSyntax) -> Expression.Kind {
    let text = node.baseName.text.filter { $0 != "`" }
    if case .binaryOperator = node.baseName.tokenKind { return .operatorFunction(text) }
    if text.first == "$", let index = Int(text.dropFirst()), index >= 0, index < 256 {
      if shorthandCounts.isEmpty {
        report(Diagnostic("shorthand-outside-closure", "'\(text)' stands outside a closure", at: range(node)))
      } else {
        shorthandCounts[shorthandCounts.count - 1] = max(shorthandCounts[shorthandCounts.count - 1], index + 1)
      }
    }
    return .name(text)
  }

  private mutating func member(_ node: MemberAccessExprSyntax) -> Expression.Kind {
    let name = node.declName.baseName.text.filter { $0 != "`" }
    let place = range(node.declName)
    guard let base = node.base else { return .implicitMember(name, place) }
    return .member(link(base), name, place)
  }

  private mutating func call(_ node: FunctionCallExprSyntax) -> Expression.Kind {
    let callee = link(node.calledExpression)
    var list = arguments(node.arguments)
    if let closureNode = node.trailingClosure {
      let place = range(closureNode)
      list.append(
        Expression.Argument(
          label: nil, labelRange: place.startPoint,
          value: Expression(kind: .closure(closure(closureNode)), range: place), isTrailing: true))
    }
    for extra in node.additionalTrailingClosures {
      let place = range(extra.closure)
      list.append(
        Expression.Argument(
          label: extra.label.text, labelRange: range(extra.label),
          value: Expression(kind: .closure(closure(extra.closure)), range: place), isTrailing: true))
    }
    return .call(callee, list)
  }

  mutating func arguments(_ list: LabeledExprListSyntax) -> [Expression.Argument] {
    list.map { element in
      let label = element.label
      return Expression.Argument(
        label: label?.text, labelRange: label.map { range($0) } ?? range(element.expression).startPoint,
        value: expression(element.expression))
    }
  }

  private mutating func prefix(_ node: PrefixOperatorExprSyntax, _ place: SourceRange) -> Expression.Kind {
    let name = Expression.OperatorName(text: node.operator.text, range: range(node.operator))
    if name.text == "-", let literal = node.expression.as(IntegerLiteralExprSyntax.self) {
      return integer(literal.literal.text, place, isNegative: true)
    }
    if name.text == "-", let literal = node.expression.as(FloatLiteralExprSyntax.self) {
      return .floating(-(Double(literal.literal.text.filter { $0 != "_" }) ?? .nan))
    }
    if ["..<", "..."].contains(name.text) {
      refuse(node.operator, "a one-sided range is", "write both bounds, or 'prefix' and 'suffix'")
    } else if !["-", "+", "!", "~"].contains(name.text) {
      refuse(node.operator, "the operator '\(name.text)' is", "use '-', '+', '!' or '~'")
    }
    return .prefix(name, expression(node.expression))
  }

  /// `\.name.other` as the closure `{ $0.name.other }`.
  private mutating func keyPath(_ node: KeyPathExprSyntax) -> Expression.Kind {
    let place = range(node)
    var value = Expression(kind: .name("$0"), range: place)
    for component in node.components {
      guard node.root == nil, case .property(let property) = component.component else {
        refuse(node, "this key path is", "write a closure such as '{ $0.count }'")
        return .tuple([])
      }
      let name = property.declName.baseName.text
      if name == "self" { continue }
      value = Expression(kind: .member(value, name, range(property)), range: place)
    }
    let body = FunctionBody(
      parameters: nil, result: nil, statements: [Statement(kind: .expression(value), range: place)], shorthandCount: 1,
      typeParameters: [], range: place)
    return .closure(body)
  }
}

extension Expression {
  /// Whether one of the links of this postfix chain is `?`.
  fileprivate var isChained: Bool {
    switch kind {
    case .chained: true
    case .member(let base, _, _), .index(let base, _), .call(let base, _), .forced(let base): base.isChained
    default: false
    }
  }
}
