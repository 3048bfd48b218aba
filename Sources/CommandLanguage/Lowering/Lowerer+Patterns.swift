import SwiftSyntax

extension Lowerer {
  mutating func pattern(_ node: PatternSyntax, isMutable: Bool = false, binds: Bool = false) -> Pattern {
    let place = range(node)
    if let node = node.as(IdentifierPatternSyntax.self) {
      return Pattern(kind: .name(node.identifier.text.filter { $0 != "`" }, isMutable: isMutable), range: place)
    }
    if let node = node.as(TuplePatternSyntax.self) {
      let elements = node.elements.map { ($0.label?.text, pattern($0.pattern, isMutable: isMutable, binds: binds)) }
      return Pattern(kind: .tuple(elements), range: place)
    }
    if let node = node.as(ValueBindingPatternSyntax.self) {
      return pattern(node.pattern, isMutable: node.bindingSpecifier.text == "var", binds: true)
    }
    if let node = node.as(ExpressionPatternSyntax.self) {
      return pattern(of: node.expression, isMutable: isMutable, binds: binds)
    }
    if let node = node.as(IsTypePatternSyntax.self) { return Pattern(kind: .type(type(node.type), nil), range: place) }
    return Pattern(kind: .wildcard, range: place)
  }

  /// An expression in the place of a pattern: names under `let` bind, tuples and `.member(…)` match by their parts.
  private mutating func pattern(of node: ExprSyntax, isMutable: Bool, binds: Bool) -> Pattern {
    let place = range(node)
    depth += 1
    defer { depth -= 1 }
    guard checkDepth(node) else { return Pattern(kind: .wildcard, range: place) }
    switch node.as(ExprSyntaxEnum.self) {
    case .patternExpr(let node): return pattern(node.pattern, isMutable: isMutable, binds: binds)
    case .discardAssignmentExpr: return Pattern(kind: .wildcard, range: place)
    case .declReferenceExpr(let node) where binds:
      return Pattern(kind: .name(node.baseName.text.filter { $0 != "`" }, isMutable: isMutable), range: place)
    case .tupleExpr(let node):
      if node.elements.count == 1, let only = node.elements.first {
        return pattern(of: only.expression, isMutable: isMutable, binds: binds)
      }
      return Pattern(kind: .tuple(parts(node.elements, isMutable, binds)), range: place)
    case .memberAccessExpr(let node):
      guard let base = typeBefore(node) else { break }
      return Pattern(kind: .member(name(of: node), nil, of: base), range: place)
    case .functionCallExpr(let node):
      if let member = node.calledExpression.as(MemberAccessExprSyntax.self), let base = typeBefore(member) {
        return Pattern(kind: .member(name(of: member), parts(node.arguments, isMutable, binds), of: base), range: place)
      }
    case .prefixOperatorExpr(let node) where ["...", "..<"].contains(node.operator.text):
      return Pattern(
        kind: .openRange(node.operator.text == "..." ? .lessEqual : .less, expression(node.expression)), range: place)
    case .postfixOperatorExpr(let node) where node.operator.text == "...":
      return Pattern(kind: .openRange(.greaterEqual, expression(node.expression)), range: place)
    case .optionalChainingExpr(let node):
      return Pattern(kind: .some(pattern(of: node.expression, isMutable: isMutable, binds: binds)), range: place)
    case .sequenceExpr(let node):
      let elements = Array(node.elements)
      if elements.count == 3, elements[1].is(UnresolvedAsExprSyntax.self),
        let typeNode = elements[2].as(TypeExprSyntax.self)
      {
        return Pattern(
          kind: .type(type(typeNode.type), pattern(of: elements[0], isMutable: isMutable, binds: binds)), range: place)
      }
    default: break
    }
    return Pattern(kind: .expression(expression(node)), range: place)
  }

  private func name(of node: MemberAccessExprSyntax) -> String {
    node.declName.baseName.text.filter { $0 != "`" }
  }

  /// The type that a case in a pattern names: nil inside where the dot comes first, nil for what is no type.
  private mutating func typeBefore(_ node: MemberAccessExprSyntax) -> Expression?? {
    guard let base = node.base else { return .some(nil) }
    // A type has a capital, by which it is told from a variable here.
    guard
      let last = base.as(DeclReferenceExprSyntax.self)?.baseName
        ?? base.as(MemberAccessExprSyntax.self)?.declName.baseName,
      last.text.first?.isUppercase == true
    else { return nil }
    return .some(expression(base))
  }

  private mutating func parts(
    _ list: LabeledExprListSyntax, _ isMutable: Bool, _ binds: Bool
  ) -> [(label: String?, pattern: Pattern)] {
    list.map { ($0.label?.text, pattern(of: $0.expression, isMutable: isMutable, binds: binds)) }
  }

  mutating func type(_ node: TypeSyntax) -> TypeExpression {
    let place = range(node)
    depth += 1
    defer { depth -= 1 }
    let open = TypeExpression(kind: .name("_", []), range: place)
    guard checkDepth(node) else { return open }
    switch node.as(TypeSyntaxEnum.self) {
    case .identifierType(let node):
      let arguments = node.genericArgumentClause?.arguments.compactMap { argument -> TypeExpression? in
        guard case .type(let node) = argument.argument else { return nil }
        return type(node)
      }
      return TypeExpression(kind: .name(node.name.text, arguments ?? []), range: place)
    case .memberType(let node):
      return TypeExpression(kind: .nested(type(node.baseType), node.name.text), range: place)
    case .arrayType(let node): return TypeExpression(kind: .array(type(node.element)), range: place)
    case .dictionaryType(let node):
      return TypeExpression(kind: .dictionary(type(node.key), type(node.value)), range: place)
    case .optionalType(let node): return TypeExpression(kind: .optional(type(node.wrappedType)), range: place)
    case .tupleType(let node):
      if node.elements.count == 1, let only = node.elements.first { return type(only.type) }
      let elements = node.elements.map { element -> (label: String?, type: TypeExpression) in
        let label = element.firstName?.text
        return (label == "_" ? nil : label, type(element.type))
      }
      return TypeExpression(kind: .tuple(elements), range: place)
    case .functionType(let node):
      let inputs = node.parameters.map { type($0.type) }
      return TypeExpression(kind: .function(inputs, type(node.returnClause.type)), range: place)
    case .attributedType(let node):
      if let specifier = node.specifiers.first {
        refuse(specifier, "'\(specifier.trimmedDescription)' is", "take the value and return the new one")
      }
      return type(node.baseType)
    case .someOrAnyType(let node):
      refuse(node, "'\(node.someOrAnySpecifier.text)' is", "name the type, or write a generic parameter")
    default: refuse(node, "this type is", "name a type such as 'Int', '[Double]' or 'Network'")
    }
    return open
  }
}
