import SwiftSyntax

extension Lowerer {
  /// What is declared inside a structure or enumeration.
  mutating func members(_ block: MemberBlockSyntax, into declaration: inout NominalDeclaration) {
    depth += 1
    defer { depth -= 1 }
    guard checkDepth(block) else { return }
    for item in block.members {
      switch item.decl.as(DeclSyntaxEnum.self) {
      case .variableDecl(let node): properties(node, into: &declaration)
      case .functionDecl(let node): declaration.methods.append(function(node, isMember: true))
      case .initializerDecl(let node): declaration.initializers.append(initializer(node))
      case .subscriptDecl(let node): subscripting(node, into: &declaration)
      case .structDecl(let node): declaration.nested.append(structure(node))
      case .enumDecl(let node): declaration.nested.append(enumeration(node))
      case .enumCaseDecl(let node): cases(node, into: &declaration)
      default:
        refuse(item.decl, "this member is", "use properties, methods, subscripts, 'init', and types declared inside")
      }
    }
  }

  private mutating func cases(_ node: EnumCaseDeclSyntax, into declaration: inout NominalDeclaration) {
    for element in node.elements {
      let payload = element.parameterClause?.parameters.map {
        parameter -> (label: String?, type: TypeExpression, defaultValue: Expression?) in
        let label = parameter.firstName?.text
        return (
          label == "_" ? nil : label, type(parameter.type), parameter.defaultValue.map { expression($0.value) }
        )
      }
      declaration.cases.append(
        NominalDeclaration.Case(
          name: element.name.text.filter { $0 != "`" }, range: range(element), payload: payload ?? [],
          rawValue: element.rawValue.map { expression($0.value) }, documentation: documentation(node)))
    }
  }

  private mutating func initializer(_ node: InitializerDeclSyntax) -> FunctionBody {
    let body = FunctionBody(
      parameters: parameters(node.signature.parameterClause), result: nil,
      statements: node.body.map { block($0.statements) } ?? [], shorthandCount: 0, typeParameters: [],
      range: range(node))
    body.isFailable = node.optionalMark?.text == "?"
    return body
  }

  private mutating func properties(_ node: VariableDeclSyntax, into declaration: inout NominalDeclaration) {
    let isStatic = node.modifiers.contains { $0.name.text == "static" }
    if let modifier = node.modifiers.first(where: { $0.name.text == "lazy" }) {
      refuse(modifier, "'lazy' is", "write a computed property")
    }
    if let attribute = node.attributes.first { refuse(attribute, "an attribute is", "leave it out") }
    for item in node.bindings {
      guard let name = item.pattern.as(IdentifierPatternSyntax.self) else {
        refuse(item.pattern, "a pattern in a structure is", "write one property a name")
        continue
      }
      let type = item.typeAnnotation.map { self.type($0.type) }
      var property = NominalDeclaration.Property(
        name: name.identifier.text.filter { $0 != "`" }, nameRange: range(name), type: type,
        value: item.initializer.map { expression($0.value) }, isMutable: node.bindingSpecifier.text == "var",
        isStatic: isStatic, documentation: documentation(node))
      if case .getter(let list) = item.accessorBlock?.accessors {
        property.getter = accessor([], type, list, range(item))
      } else if case .accessors(let list) = item.accessorBlock?.accessors {
        for part in list {
          let kind = part.accessorSpecifier.text
          let statements = part.body?.statements ?? []
          switch kind {
          case "get": property.getter = accessor([], type, statements, range(part))
          case "set": property.setter = accessor([value(part, "newValue", type)], nil, statements, range(part))
          case "willSet": property.willSet = accessor([value(part, "newValue", type)], nil, statements, range(part))
          case "didSet": property.didSet = accessor([value(part, "oldValue", type)], nil, statements, range(part))
          default: refuse(part, "'\(kind)' of a property is", "write 'get' and 'set'")
          }
        }
      }
      declaration.properties.append(property)
    }
  }

  private mutating func subscripting(_ node: SubscriptDeclSyntax, into declaration: inout NominalDeclaration) {
    var given = parameters(node.parameterClause)
    // A subscript's parameters have labels only where two names are written.
    for (index, parameter) in node.parameterClause.parameters.enumerated() where parameter.secondName == nil {
      given[index].label = nil
    }
    if let modifier = node.modifiers.first(where: { $0.name.text == "static" }) {
      refuse(modifier, "a static subscript is", "write a static function")
    }
    let result = type(node.returnClause.type)
    if case .getter(let list) = node.accessorBlock?.accessors {
      declaration.subscripts.append(
        NominalDeclaration.Subscript(getter: accessor(given, result, list, range(node)), setter: nil))
    } else if case .accessors(let list) = node.accessorBlock?.accessors {
      var getter: FunctionBody?
      var setter: FunctionBody?
      for part in list {
        let statements = part.body?.statements ?? []
        switch part.accessorSpecifier.text {
        case "get": getter = accessor(given, result, statements, range(part))
        case "set": setter = accessor(given + [value(part, "newValue", result)], nil, statements, range(part))
        default: refuse(part, "'\(part.accessorSpecifier.text)' of a subscript is", "write 'get' and 'set'")
        }
      }
      if let getter { declaration.subscripts.append(NominalDeclaration.Subscript(getter: getter, setter: setter)) }
    }
  }

  /// The parameter of a setter or observer, which has a name of its own unless one is written.
  private mutating func value(
    _ node: AccessorDeclSyntax, _ standard: String, _ type: TypeExpression?
  ) -> FunctionBody.Parameter {
    FunctionBody.Parameter(
      label: nil, name: node.parameters?.name.text ?? standard, range: range(node), type: type, defaultValue: nil)
  }

  private mutating func accessor(
    _ parameters: [FunctionBody.Parameter], _ result: TypeExpression?, _ list: CodeBlockItemListSyntax,
    _ place: SourceRange
  ) -> FunctionBody {
    FunctionBody(
      parameters: parameters, result: result, statements: block(list), shorthandCount: 0, typeParameters: [],
      range: place)
  }
}
