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
    case .structDecl(let node):
      var declaration = NominalDeclaration(
        name: node.name.text, nameRange: range(node.name), isEnumeration: false,
        inherited: inherited(node.inheritanceClause))
      members(node.memberBlock, into: &declaration)
      return Statement(kind: .nominal(declaration), range: place)
    case .enumDecl(let node):
      var declaration = NominalDeclaration(
        name: node.name.text, nameRange: range(node.name), isEnumeration: true,
        inherited: inherited(node.inheritanceClause))
      members(node.memberBlock, into: &declaration)
      return Statement(kind: .nominal(declaration), range: place)
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
    case .typeAliasDecl(let node): refuse(node.typealiasKeyword, "'typealias' is", "write the type itself")
    case .subscriptDecl(let node): refuse(node.subscriptKeyword, "declaring a subscript is", "write a method")
    case .operatorDecl(let node): refuse(node.operatorKeyword, "declaring an operator is", "write a function")
    case .macroExpansionDecl(let node): refuse(node, "the macro '#\(node.macroName.text)' is", "leave it out")
    case .ifConfigDecl(let node): refuse(node, "conditional compilation is", "keep the branch that you need")
    case .missingDecl: break
    default: refuse(node, "this declaration is", "use 'let', 'var', 'func', 'struct' or 'enum'")
    }
    return nil
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

  mutating func function(_ node: FunctionDeclSyntax) -> FunctionDeclaration {
    if case .identifier = node.name.tokenKind {
    } else {
      refuse(node.name, "declaring an operator is", "write a function")
    }
    if let attribute = node.attributes.first { refuse(attribute, "an attribute is", "leave it out") }
    let modifiers = node.modifiers.map(\.name.text)
    let body = FunctionBody(
      parameters: parameters(node.signature.parameterClause), result: node.signature.returnClause.map { type($0.type) },
      statements: node.body.map { block($0) } ?? [], shorthandCount: 0,
      typeParameters: node.genericParameterClause?.parameters.map(\.name.text) ?? [], range: range(node))
    return FunctionDeclaration(
      name: node.name.text.filter { $0 != "`" }, nameRange: range(node.name), body: body,
      isMutating: modifiers.contains("mutating"), isStatic: modifiers.contains("static"))
  }

  private mutating func block(_ node: CodeBlockSyntax) -> [Statement] {
    let outer = shorthandCounts
    shorthandCounts = []
    defer { shorthandCounts = outer }
    return statements(node.statements)
  }

  private mutating func parameters(_ clause: FunctionParameterClauseSyntax) -> [FunctionBody.Parameter] {
    clause.parameters.map { node in
      let first = node.firstName.text.filter { $0 != "`" }
      if let ellipsis = node.ellipsis { refuse(ellipsis, "a variadic parameter is", "take an array") }
      return FunctionBody.Parameter(
        label: first == "_" ? nil : first, name: (node.secondName?.text ?? first).filter { $0 != "`" },
        range: range(node), type: type(node.type), defaultValue: node.defaultValue.map { expression($0.value) })
    }
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
        FunctionBody.Parameter(
          label: nil, name: (item.secondName ?? item.firstName).text, range: range(item),
          type: item.type.map { type($0) }, defaultValue: nil)
      }
    }
    shorthandCounts.append(0)
    let body = statements(node.statements)
    let count = shorthandCounts.removeLast()
    return FunctionBody(
      parameters: parameters, result: node.signature?.returnClause.map { type($0.type) }, statements: body,
      shorthandCount: count, typeParameters: [], range: range(node))
  }

  private mutating func members(_ block: MemberBlockSyntax, into declaration: inout NominalDeclaration) {
    for item in block.members {
      switch item.decl.as(DeclSyntaxEnum.self) {
      case .variableDecl(let node): properties(node, into: &declaration)
      case .functionDecl(let node): declaration.methods.append(function(node))
      case .initializerDecl(let node):
        declaration.initializers.append(
          FunctionBody(
            parameters: parameters(node.signature.parameterClause), result: nil,
            statements: node.body.map { self.block($0) } ?? [], shorthandCount: 0, typeParameters: [],
            range: range(node)))
      case .enumCaseDecl(let node):
        for element in node.elements {
          let payload = element.parameterClause?.parameters.map { parameter -> (label: String?, type: TypeExpression) in
            let label = parameter.firstName?.text
            return (label == "_" ? nil : label, type(parameter.type))
          }
          declaration.cases.append(
            NominalDeclaration.Case(
              name: element.name.text.filter { $0 != "`" }, range: range(element), payload: payload ?? [],
              rawValue: element.rawValue.map { expression($0.value) }))
        }
      default: refuse(item.decl, "this member is", "use stored and computed properties, methods and 'init'")
      }
    }
  }

  private mutating func properties(_ node: VariableDeclSyntax, into declaration: inout NominalDeclaration) {
    let isStatic = node.modifiers.contains { $0.name.text == "static" }
    if let modifier = node.modifiers.first(where: { $0.name.text == "lazy" }) {
      refuse(modifier, "'lazy' is", "write a computed property")
    }
    for item in node.bindings {
      guard let name = item.pattern.as(IdentifierPatternSyntax.self) else {
        refuse(item.pattern, "a pattern in a structure is", "write one property a name")
        continue
      }
      var getter: FunctionBody?
      let result = item.typeAnnotation.map { type($0.type) }
      if case .getter(let list) = item.accessorBlock?.accessors {
        getter = accessorBody(list, result, range(item))
      } else if case .accessors(let list) = item.accessorBlock?.accessors {
        for accessor in list {
          if accessor.accessorSpecifier.text == "get", let body = accessor.body {
            getter = accessorBody(body.statements, result, range(item))
          } else {
            refuse(accessor, "'\(accessor.accessorSpecifier.text)' of a property is", "write a mutating method")
          }
        }
      }
      declaration.properties.append(
        NominalDeclaration.Property(
          name: name.identifier.text.filter { $0 != "`" }, nameRange: range(name), type: result,
          value: item.initializer.map { expression($0.value) }, isMutable: node.bindingSpecifier.text == "var",
          isStatic: isStatic, getter: getter))
    }
  }

  private mutating func accessorBody(
    _ list: CodeBlockItemListSyntax, _ result: TypeExpression?, _ place: SourceRange
  ) -> FunctionBody {
    FunctionBody(
      parameters: [], result: result, statements: statements(list), shorthandCount: 0, typeParameters: [], range: place)
  }
}
