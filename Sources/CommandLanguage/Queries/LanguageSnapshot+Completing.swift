extension LanguageSnapshot {
  /// What may be written at a place of a cell.
  /// - Parameter place: the place in Unicode scalars, as Jupyter counts
  public func complete(_ source: String, at place: Int) -> CompletionList {
    let scalars = Array(source.unicodeScalars.prefix(max(0, place)))
    let end = scalars.count
    var start = end
    while start > 0, scalars[start - 1].isNamePart { start -= 1 }
    let prefix = text(scalars[start..<end])
    let scanner = TextScanner(text(scalars[..<start]))
    if scanner.isInString || scanner.isInComment { return CompletionList(items: [], range: end..<end) }
    var items: [CompletionList.Item]
    if start > 0, scalars[start - 1] == "." {
      items = members(before: scalars, start - 1, scanner)
    } else {
      items = labels(scalars, start, scanner) + everything()
    }
    items = items.filter {
      $0.text.hasPrefix(prefix) || (!prefix.isEmpty && $0.text.lowercased().hasPrefix(prefix.lowercased()))
    }
    return CompletionList(items: items, range: start..<end)
  }

  private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private func everything() -> [CompletionList.Item] {
    var items = names.map {
      CompletionList.Item(text: $0.name, kind: $0.kind, signature: $0.signature, summary: $0.preview)
    }
    for module in table.modules {
      items += module.commands.map { $0.item("function") }
      items += module.types.map {
        CompletionList.Item(text: $0.name, kind: "type", signature: $0.name, summary: $0.summary)
      }
    }
    for name in Library.standard.free.keys.sorted() {
      guard let member = Library.standard.free[name]?.first else { continue }
      items.append(
        CompletionList.Item(text: name, kind: "function", signature: member.signature, summary: member.summary))
    }
    items += [
      "let", "var", "func", "if", "else", "for", "in", "while", "repeat", "return", "true", "false", "nil", "struct",
      "enum", "switch",
    ]
    .map { CompletionList.Item(text: $0, kind: "keyword", signature: "", summary: "") }
    var seen: Set<String> = []
    return items.filter { seen.insert($0.text).inserted }
  }

  /// The labels that the enclosing call still lacks.
  private func labels(_ scalars: [Unicode.Scalar], _ start: Int, _ scanner: TextScanner) -> [CompletionList.Item] {
    guard let (callables, written, label) = call(scalars, start, scanner), label == nil else { return [] }
    var items: [CompletionList.Item] = []
    for callable in callables {
      for parameter in callable.parameters {
        guard let name = parameter.label, !written.contains(name), !items.contains(where: { $0.text == "\(name): " })
        else { continue }
        items.append(
          CompletionList.Item(
            text: "\(name): ", kind: "label", signature: parameter.signature, summary: parameter.summary))
      }
    }
    return items
  }

  /// The call whose argument is being written: its commands, the labels before, and the label of this argument.
  private func call(
    _ scalars: [Unicode.Scalar], _ start: Int, _ scanner: TextScanner
  ) -> (callables: [Callable], written: Set<String>, label: String?)? {
    guard let open = scanner.openBrackets.last, open.bracket == "(" else { return nil }
    var nameStart = open.offset
    while nameStart > 0, scalars[nameStart - 1].isNamePart { nameStart -= 1 }
    let name = text(scalars[nameStart..<open.offset])
    var callables = table.commands[name] ?? []
    if nameStart > 0, scalars[nameStart - 1] == ".", let type = type(before: scalars, nameStart - 1) {
      callables = described(type)?.methods.filter { $0.name == name } ?? []
    }
    guard !callables.isEmpty else { return nil }
    var written: Set<String> = []
    var depth = 0
    var word = ""
    var label: String?
    for scalar in scalars[(open.offset + 1)..<start] {
      if "([{".unicodeScalars.contains(scalar) {
        depth += 1
      } else if ")]}".unicodeScalars.contains(scalar) {
        depth -= 1
      }
      guard depth == 0 else { continue }
      if scalar == ":" {
        written.insert(word)
        label = word
        word = ""
      } else if scalar == "," {
        label = nil
        word = ""
      } else if scalar.isNamePart {
        word.unicodeScalars.append(scalar)
      } else if scalar != " " {
        word = ""
      }
    }
    return (callables, written, label)
  }

  private func members(before scalars: [Unicode.Scalar], _ dot: Int, _ scanner: TextScanner) -> [CompletionList.Item] {
    if let type = type(before: scalars, dot) { return members(of: type) }
    // `.member` of the parameter's type.
    guard let enclosing = call(scalars, dot, scanner), let label = enclosing.label else { return [] }
    for callable in enclosing.callables {
      guard let parameter = callable.parameters.first(where: { $0.label == label }) else { continue }
      return described(parameter.type.unwrapped)?.statics.map { $0.item("member") } ?? []
    }
    return []
  }

  /// The type of the expression that ends before a place, as far as names and properties tell.
  private func type(before scalars: [Unicode.Scalar], _ end: Int) -> ValueType? {
    var start = end
    var depth = 0
    while start > 0 {
      let scalar = scalars[start - 1]
      if scalar == ")" || scalar == "]" {
        depth += 1
      } else if scalar == "(" || scalar == "[" {
        if depth == 0 { break }
        depth -= 1
      } else if depth == 0, !scalar.isNamePart, scalar != "." {
        break
      }
      start -= 1
    }
    let source = text(scalars[start..<end])
    guard !source.isEmpty else { return nil }
    return resolve(source)
  }

  private func resolve(_ source: String) -> ValueType? {
    let parsed = CellParser.parse(source)
    guard parsed.diagnostics.isEmpty, let statement = Lowerer.lower(parsed.tree, source: source).statements.first,
      case .expression(let expression) = statement.kind
    else { return nil }
    var scope = GlobalScope()
    for name in names where name.kind == "variable" {
      scope[name.name] = .slot(Slot(name.name, name.type, isMutable: true, range: SourceRange(0, 0), owner: nil))
    }
    let checker = Checker(table: table, origin: CellText(number: 0, source: source), global: scope, nominals: [:])
    let type = checker.trial { checker.infer(expression) }.result.type
    return type == .unknown ? nil : type
  }

  private func described(_ type: ValueType) -> TypeDescription? {
    if case .foreign(let name) = type { table.types[name] } else { nil }
  }

  private func members(of type: ValueType) -> [CompletionList.Item] {
    if case .metatype(let type) = type {
      if let description = described(type) { return description.statics.map { $0.item("member") } }
      if case .nominal(let name, _) = type, let known = names.first(where: { $0.name == name }) {
        return known.members.map { CompletionList.Item(text: $0, kind: "member", signature: name, summary: "") }
      }
      return Library.standard.staticNames(of: type).compactMap { name in
        Library.standard.statics(of: type, named: name).first.map {
          CompletionList.Item(text: name, kind: "member", signature: $0.signature, summary: $0.summary)
        }
      }
    }
    if let description = described(type) {
      return description.properties.map {
        CompletionList.Item(text: $0.name, kind: "property", signature: "\($0.result)", summary: $0.summary)
      }
        + description.methods.map { $0.item("method") }
    }
    switch type {
    case .tuple(let elements):
      return elements.compactMap(\.label).map {
        CompletionList.Item(text: $0, kind: "property", signature: "", summary: "")
      }
    case .nominal:
      let known = names.first { $0.type == type }?.members ?? []
      return known.map { CompletionList.Item(text: $0, kind: "property", signature: "", summary: "") }
    default: break
    }
    return Library.standard.memberNames(of: type).compactMap { name in
      Library.standard.members(of: type, named: name).first.map {
        CompletionList.Item(
          text: name, kind: $0.isProperty ? "property" : "method", signature: $0.signature, summary: $0.summary)
      }
    }
  }
}

extension Callable {
  func item(_ kind: String) -> CompletionList.Item {
    CompletionList.Item(text: name, kind: kind, signature: signature, summary: summary)
  }
}

extension Unicode.Scalar {
  /// Whether the scalar may stand in a name.
  var isNamePart: Bool { properties.isXIDContinue || self == "_" || self == "$" }
}
