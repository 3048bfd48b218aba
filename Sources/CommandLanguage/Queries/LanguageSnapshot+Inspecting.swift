import SwiftSyntax

extension LanguageSnapshot {
  /// What is known of the thing at a place of a cell: a command, a member, a label, a variable, a type; inside the
  /// parentheses of a call, the call.
  /// - Parameters:
  ///   - place: the place in Unicode scalars, as Jupyter counts
  ///   - detail: 0 for the thing itself, 1 with all overloads and the members of its type
  public func inspect(_ source: String, at place: Int, detail: Int = 0) -> Inspection? {
    if let line = QuestionLine(source) {
      return inspect(line.subject, at: line.subject.unicodeScalars.count, detail: max(detail, line.detail))
    }
    let scalars = source.unicodeScalars
    let cursor =
      scalars.index(scalars.startIndex, offsetBy: max(0, place), limitedBy: scalars.endIndex) ?? scalars.endIndex
    let offset = source.utf8.distance(from: source.startIndex, to: cursor)
    guard let tree = CellParser.tree(of: source) else { return nil }
    if let token = nameToken(tree, at: offset), let found = inspect(token, tree, source, detail) { return found }
    var node = tree.token(at: AbsolutePosition(utf8Offset: max(0, offset - 1)))?.parent
    while let current = node {
      if let call = current.as(FunctionCallExprSyntax.self), let open = call.leftParen,
        open.endPositionBeforeTrailingTrivia.utf8Offset <= offset,
        call.rightParen.map({ offset <= $0.positionAfterSkippingLeadingTrivia.utf8Offset || $0.presence == .missing })
          ?? true,
        let name = call.calledExpression.calleeName
      {
        return inspect(name, tree, source, detail)
      }
      node = current.parent
    }
    return nil
  }

  /// The name that the cursor is in, or behind.
  private func nameToken(_ tree: SourceFileSyntax, at offset: Int) -> TokenSyntax? {
    for position in [offset, offset - 1] where position >= 0 {
      guard let token = tree.token(at: AbsolutePosition(utf8Offset: position)),
        token.positionAfterSkippingLeadingTrivia.utf8Offset <= position,
        position < token.endPositionBeforeTrailingTrivia.utf8Offset
      else { continue }
      switch token.tokenKind {
      case .identifier, .dollarIdentifier, .keyword(.self), .keyword(.Self), .keyword(.`init`): return token
      default: continue
      }
    }
    return nil
  }

  private func inspect(_ token: TokenSyntax, _ tree: SourceFileSyntax, _ source: String, _ detail: Int) -> Inspection? {
    let name = token.text.filter { $0 != "`" }
    let range = SourceRange(token)
    var pattern: PatternPlace?
    if let reference = token.parent?.as(DeclReferenceExprSyntax.self),
      let member = reference.parent?.as(MemberAccessExprSyntax.self), member.base == nil
    {
      pattern = PatternPlace(of: member)
    }
    let probe = Probe(range, pattern: pattern)
    let checker = check(tree, source, probe)
    if let site = probe.site {
      if case .label = site.subject { return inspectLabel(name, site, detail) }
      let found = entities(name, site)
      return found.isEmpty ? nil : inspection(name, found, detail, site.nominals)
    }
    // The name of something that is declared here, or a type.
    let declared = declaration(name, token, checker)
    return declared.isEmpty ? nil : inspection(name, declared, detail, checker.nominals)
  }

  /// What the name at the cursor may mean, the likeliest first.
  private func entities(_ name: String, _ site: Site) -> [Entity] {
    if let call = site.call, call.argument == nil, !call.candidates.isEmpty {
      let type = table.types[name].map { [Entity.type(.foreign(name), $0)] } ?? []
      return call.ranked + (table.commands[name] == nil ? type : [])
    }
    switch site.subject {
    case .name:
      for scope in site.scopes.reversed() {
        if let meaning = scope[name] { return entities(name, meaning) }
      }
      if let type = site.implicitSelf {
        let own = Entity.members(of: type.valueType, named: name, table, site.nominals)
        if !own.isEmpty { return own }
      }
      if let meaning = site.global[name] { return entities(name, meaning) }
      return natives(name)
    case .implicit: return site.expected.flatMap { statics(of: $0.unwrapped, name, site) }
    case .member(let type):
      if case .metatype(let type) = type {
        let found = statics(of: type, name, site)
        // `Network.logits?` asks for the member that values have.
        return found.isEmpty ? Entity.members(of: type, named: name, table, site.nominals) : found
      }
      return Entity.members(of: type, named: name, table, site.nominals)
    case .everything: return natives(name)
    case .label, .string, .element: return []
    }
  }

  private func entities(_ name: String, _ meaning: Meaning) -> [Entity] {
    switch meaning {
    case .slot(let slot): [.variable(name, slot.type)]
    case .functions(let functions): functions.reversed().map { .function($0, isMethod: false) }
    case .nominal(let nominal): [.nominal(nominal)]
    case .alias(let type): [.type(type, typeDescription(type))]
    case .typeParameter: []
    }
  }

  private func statics(of type: ValueType, _ name: String, _ site: Site) -> [Entity] {
    Entity.statics(of: type, table, site.nominals).filter { $0.name == name }
  }

  /// The commands, types and library functions of a name.
  private func natives(_ name: String) -> [Entity] {
    if let commands = table.commands[name] { return commands.map { .declared($0, .command) } }
    if let type = table.types[name] { return [.type(.foreign(name), type)] }
    if let members = Library.standard.free[name] { return members.map { .library($0, nil) } }
    return ValueType.named(name).map { [.type($0, nil)] } ?? []
  }

  /// What a name means where it is declared, or in the place of a type.
  private func declaration(_ name: String, _ token: TokenSyntax, _ checker: Checker) -> [Entity] {
    guard let parent = token.parent else { return [] }
    if parent.is(FunctionDeclSyntax.self) {
      guard let function = checker.functions.last(where: { $0.name == name }) else { return [] }
      return [.function(function, isMethod: function.parameters.first?.name == "self")]
    }
    if let element = parent.as(EnumCaseElementSyntax.self), let owner = element.ancestor(EnumDeclSyntax.self),
      let nominal = checker.nominals.values.filter({ $0.name == owner.name.text }).max(by: { $0.identity < $1.identity }
      ),
      let index = nominal.cases.firstIndex(where: { $0.name == name })
    {
      return [.enumCase(nominal, index)]
    }
    if parent.is(StructDeclSyntax.self) || parent.is(EnumDeclSyntax.self) || parent.is(IdentifierTypeSyntax.self) {
      let nominal = checker.nominals.values.filter { $0.name == name }.max { $0.identity < $1.identity }
      if let nominal { return [.nominal(nominal)] }
      return parent.is(IdentifierTypeSyntax.self) ? natives(name) : []
    }
    if parent.is(IdentifierPatternSyntax.self), case .slot(let slot)? = checker.global[name],
      slot.type != .unknown, slot.type != .void
    {
      return [.variable(name, slot.type)]
    }
    return parent.is(DeclReferenceExprSyntax.self) && parent.parent?.is(MemberAccessExprSyntax.self) == false
      ? natives(name) : []
  }

  /// The line of one parameter, and the call that it belongs to.
  private func inspectLabel(_ label: String, _ site: Site, _ detail: Int) -> Inspection? {
    guard let entity = site.call?.ranked.first(where: { $0.parameters.contains { $0.label == label } }),
      let parameter = entity.parameters.first(where: { $0.label == label })
    else { return nil }
    var page = Page(
      signatures: [parameter.signature], summary: parameter.explanation,
      entries: [("\(entity.name)(… \(label): …)", entity.summary)])
    switch parameter.type.unwrapped {
    case .foreign(let name) where detail > 0: page.entries += table.types[name].map { Page.members($0, detail) } ?? []
    // What `.member` may be written there.
    case .foreign, .nominal:
      page.entries += Entity.statics(of: parameter.type.unwrapped, table, site.nominals).map {
        ($0.declaration, $0.summary)
      }
    default: break
    }
    return Inspection(name: label, text: page.text, markdown: page.markdown)
  }

  private func typeDescription(_ type: ValueType) -> TypeDescription? {
    if case .foreign(let name) = type { table.types[name] } else { nil }
  }

  /// The pages of what a name may mean.
  private func inspection(
    _ name: String, _ entities: [Entity], _ detail: Int, _ nominals: [Int: NominalType]
  ) -> Inspection {
    var pages: [Page] = []
    if case .variable(let name, let type) = entities[0] {
      var page = Page(entities[0])
      if case .variable(_, _, let preview, _)? = names.first(where: { $0.name == name })?.kind {
        page.preview = preview
      }
      if let description = typeDescription(type.unwrapped) {
        page.summary = description.summary
        page.entries = detail > 0 ? Page.members(description, detail) : []
      } else if case .nominal(_, let identity) = type.unwrapped, let nominal = nominals[identity] {
        page.summary = nominal.documentation ?? ""
        page.entries = members(of: nominal, detail)
      }
      pages = [page]
    } else if detail > 0 {
      pages = entities.map { page($0, detail, nominals) }
    } else {
      var first = page(entities[0], detail, nominals)
      first.entries += entities.dropFirst().map { ($0.declaration, $0.summary) }
      pages = [first]
    }
    return Inspection(
      name: name, text: pages.map(\.text).joined(separator: "\n\n\n"),
      markdown: pages.map(\.markdown).joined(separator: "\n\n"))
  }

  private func page(_ entity: Entity, _ detail: Int, _ nominals: [Int: NominalType]) -> Page {
    switch entity {
    case .type(_, let description?): return Page(description, detail: detail)
    case .type(let type, nil):
      var page = Page(entity)
      page.entries = Entity.members(of: type, table, nominals).map { ($0.declaration, detail > 0 ? $0.summary : "") }
      return page
    case .nominal(let nominal):
      var page = Page(entity)
      page.entries = members(of: nominal, detail)
      return page
    default: return Page(entity)
    }
  }

  /// The cases, properties and methods of a type that a cell declares.
  private func members(of nominal: NominalType, _ detail: Int) -> [(String, String)] {
    let all = [nominal.identity: nominal]
    let cases = nominal.isEnumeration ? Entity.statics(of: nominal.valueType, table, all) : []
    return (cases + Entity.members(of: nominal.valueType, table, all)).map {
      ($0.declaration, detail > 0 ? $0.summary : "")
    }
  }
}

extension ExprSyntax {
  /// The name token of a callee.
  fileprivate var calleeName: TokenSyntax? {
    if let reference = self.as(DeclReferenceExprSyntax.self) { return reference.baseName }
    if let member = self.as(MemberAccessExprSyntax.self) { return member.declName.baseName }
    return self.as(GenericSpecializationExprSyntax.self)?.expression.calleeName
  }
}
