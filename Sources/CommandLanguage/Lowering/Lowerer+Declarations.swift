import SwiftSyntax

extension Lowerer {
  mutating func statement(_ node: DeclSyntax) -> Statement? {
    depth += 1
    defer { depth -= 1 }
    guard checkDepth(node) else { return nil }
    let place = range(node)
    switch node.as(DeclSyntaxEnum.self) {
    case .variableDecl(let node):
      return binding(node)
    case .functionDecl(let node): return Statement(kind: .function(function(node)), range: place)
    case .structDecl(let node): return Statement(kind: .nominal(structure(node)), range: place)
    case .enumDecl(let node): return Statement(kind: .nominal(enumeration(node)), range: place)
    case .typeAliasDecl(let node):
      if let clause = node.genericParameterClause {
        refuse(clause, "a generic type alias is", "write the type that it is used with")
      }
      return Statement(kind: .alias(node.name.text, type(node.initializer.value)), range: place)
    case .importDecl(let node):
      let name = node.path.map(\.name.text).joined(separator: ".")
      if !["Espalier", "Foundation", "FoundationEssentials", "Glibc"].contains(name) {
        refuse(node, "'import \(name)' is", "leave it out: the commands and the standard functions are there")
      }
    case .classDecl(let node): refuse(node.classKeyword, "'class' is", "write 'struct'")
    case .actorDecl(let node): refuse(node.actorKeyword, "'actor' is", "write 'struct'")
    case .protocolDecl(let node):
      refuse(node.protocolKeyword, "'protocol' is", "write functions on the types that you use")
    case .extensionDecl(let node):
      refuse(node.extensionKeyword, "'extension' is", "write a function, or a method in the structure")
    case .subscriptDecl(let node):
      refuse(node.subscriptKeyword, "a subscript outside of a type is", "declare it in a type, or write a function")
    case .operatorDecl(let node): refuse(node.operatorKeyword, "declaring an operator is", "write a function")
    case .macroExpansionDecl(let node): refuse(node, "the macro '#\(node.macroName.text)' is", "leave it out")
    case .ifConfigDecl(let node): refuse(node, "conditional compilation is", "keep the branch that you need")
    case .missingDecl: break
    default: refuse(node, "this declaration is", "use 'let', 'var', 'func', 'struct' or 'enum'")
    }
    return nil
  }

  mutating func structure(_ node: StructDeclSyntax) -> NominalDeclaration {
    refuse(attributes: node.attributes, generic: node.genericParameterClause)
    var declaration = NominalDeclaration(
      name: node.name.text, nameRange: range(node.name), isEnumeration: false,
      inherited: inherited(node.inheritanceClause), documentation: documentation(node))
    members(node.memberBlock, into: &declaration)
    return declaration
  }

  mutating func enumeration(_ node: EnumDeclSyntax) -> NominalDeclaration {
    refuse(attributes: node.attributes, generic: node.genericParameterClause)
    var declaration = NominalDeclaration(
      name: node.name.text, nameRange: range(node.name), isEnumeration: true,
      inherited: inherited(node.inheritanceClause), documentation: documentation(node))
    members(node.memberBlock, into: &declaration)
    return declaration
  }

  private mutating func refuse(attributes: AttributeListSyntax, generic: GenericParameterClauseSyntax?) {
    if let attribute = attributes.first { refuse(attribute, "an attribute is", "leave it out") }
    if let generic { refuse(generic, "a generic type is", "write the type that it is used with") }
  }

  private mutating func inherited(_ clause: InheritanceClauseSyntax?) -> [TypeExpression] {
    clause?.inheritedTypes.map { type($0.type) } ?? []
  }

  private mutating func binding(_ node: VariableDeclSyntax) -> Statement {
    if let modifier = node.modifiers.first,
      !["private", "fileprivate", "public", "internal"].contains(modifier.name.text)
    {
      refuse(modifier, "'\(modifier.name.text)' is", "leave it out")
    }
    if let attribute = node.attributes.first { refuse(attribute, "an attribute is", "leave it out") }
    let isMutable = node.bindingSpecifier.text == "var"
    var bindings: [Statement.Binding] = []
    for item in node.bindings {
      if let accessors = item.accessorBlock {
        refuse(accessors, "a computed variable outside a structure is", "write a function")
      }
      let pattern = pattern(item.pattern, isMutable: isMutable)
      bindings.append(
        Statement.Binding(
          pattern: pattern, type: item.typeAnnotation.map { type($0.type) },
          value: item.initializer.map { expression($0.value) }))
    }
    // `var a, b: Int`: an annotation holds for the names before it.
    for index in bindings.indices.reversed().dropFirst()
    where bindings[index].type == nil && bindings[index].value == nil {
      bindings[index].type = bindings[index + 1].type
    }
    return Statement(kind: .binding(isMutable: isMutable, bindings), range: range(node))
  }

  mutating func function(_ node: FunctionDeclSyntax, isMember: Bool = false) -> FunctionDeclaration {
    if case .identifier = node.name.tokenKind {
    } else if !isMember {
      refuse(node.name, "declaring an operator here is", "write it as a 'static func' of its type, or write a function")
    } else if Precedence.groups[node.name.text] == nil || Precedence.groups[node.name.text] == .assignment {
      refuse(node.name, "declaring the operator '\(node.name.text)' is", "write a function")
    }
    // The language does not warn of an unused result where this stands.
    for attribute in node.attributes where attribute.trimmedDescription != "@discardableResult" {
      refuse(attribute, "an attribute is", "leave it out")
    }
    if let type = node.signature.effectSpecifiers?.throwsClause?.type {
      refuse(type, "the type of what a function throws is", "write 'throws' alone")
    }
    let modifiers = node.modifiers.map(\.name.text)
    let body = FunctionBody(
      parameters: parameters(node.signature.parameterClause), result: node.signature.returnClause.map { type($0.type) },
      statements: node.body.map { block($0.statements) } ?? [], shorthandCount: 0,
      typeParameters: node.genericParameterClause?.parameters.map(\.name.text) ?? [], range: range(node))
    return FunctionDeclaration(
      name: node.name.text.filter { $0 != "`" }, nameRange: range(node.name), body: body,
      isMutating: modifiers.contains("mutating"), isStatic: modifiers.contains("static"),
      isDiscardable: !node.attributes.isEmpty, documentation: documentation(node))
  }

  mutating func block(_ list: CodeBlockItemListSyntax) -> [Statement] {
    let outer = shorthandCounts
    shorthandCounts = []
    defer { shorthandCounts = outer }
    return statements(list)
  }

  mutating func parameters(_ clause: FunctionParameterClauseSyntax) -> [FunctionBody.Parameter] {
    clause.parameters.map { node in
      let first = node.firstName.text.filter { $0 != "`" }
      let (declared, isInout) = parameterType(node.type)
      return FunctionBody.Parameter(
        label: first == "_" ? nil : first, name: (node.secondName?.text ?? first).filter { $0 != "`" },
        range: range(node), type: declared, defaultValue: node.defaultValue.map { expression($0.value) },
        isInout: isInout, isVariadic: node.ellipsis != nil)
    }
  }

  private mutating func parameterType(_ node: TypeSyntax) -> (type: TypeExpression, isInout: Bool) {
    guard let attributed = node.as(AttributedTypeSyntax.self), attributed.specifiers.count == 1,
      attributed.specifiers.first?.trimmedDescription == "inout"
    else { return (type(node), false) }
    return (type(attributed.baseType), true)
  }

  mutating func closure(_ node: ClosureExprSyntax) -> FunctionBody {
    if let capture = node.signature?.capture {
      refuse(capture, "a capture list is", "copy the value with 'let' before the closure")
    }
    var parameters: [FunctionBody.Parameter]?
    if case .simpleInput(let list) = node.signature?.parameterClause {
      parameters = list.map {
        FunctionBody.Parameter(label: nil, name: $0.name.text, range: range($0), type: nil, defaultValue: nil)
      }
    } else if case .parameterClause(let clause) = node.signature?.parameterClause {
      parameters = clause.parameters.map { item in
        let declared = item.type.map { parameterType($0) }
        return FunctionBody.Parameter(
          label: nil, name: (item.secondName ?? item.firstName).text, range: range(item),
          type: declared?.type, defaultValue: nil, isInout: declared?.isInout ?? false)
      }
    }
    shorthandCounts.append(0)
    let body = statements(node.statements)
    let count = shorthandCounts.removeLast()
    return FunctionBody(
      parameters: parameters, result: node.signature?.returnClause.map { type($0.type) }, statements: body,
      shorthandCount: count, typeParameters: [], range: range(node))
  }
}
