extension LanguageSnapshot {
  /// What may be written at a place of a cell.
  /// - Parameters:
  ///   - place: the place in Unicode scalars, as Jupyter counts
  ///   - files: what a path typed so far may go on with: the last part of each, a folder with a slash at its end
  public func complete(
    _ source: String, at place: Int, files: (_ path: String) -> [String] = { _ in [] }
  ) -> CompletionList {
    let cursor = CellCursor(source, at: place)
    let nothing = CompletionList(items: [], range: cursor.place..<cursor.place)
    guard let tree = CellParser.tree(of: cursor.marked) else { return nothing }
    let position = CursorPlace(tree, at: cursor.nameStart)
    let name = SourceRange(cursor.nameStart, cursor.nameStart + CursorPlace.placeholder.utf8.count)
    var list = CandidateList(cursor.prefix)
    switch position {
    case .nothing: return nothing
    case .string(let literal, let start):
      let probe = Probe(literal)
      _ = check(tree, cursor.marked, probe)
      guard let site = probe.site else { return nothing }
      return completeString(source, cursor, start, site, cursor.marked, files) ?? nothing
    case _ where cursor.prefix.unicodeScalars.first.map { ("0"..."9").contains($0) } ?? false: return nothing
    case .type: list.addTypes(check(tree, cursor.marked, Probe(name)), table)
    case .pattern(let pattern):
      let probe = Probe(name, pattern: pattern)
      _ = check(tree, cursor.marked, probe)
      if let site = probe.site { list.add(at: site, self) }
    case .expression(let keywords, let only):
      if !only {
        let probe = Probe(name)
        let checker = check(tree, cursor.marked, probe)
        if let site = probe.site {
          list.add(at: site, self)
        } else if !isAfterDot(cursor) {
          list.addNames(
            Site(
              subject: .name, expected: [], call: nil, scopes: [], global: checker.global, implicitSelf: nil,
              nominals: checker.nominals), self)
        }
      }
      for word in keywords { list.add(word, "keyword", 9) }
    }
    return CompletionList(items: list.items, range: cursor.range(from: cursor.nameStart, in: source))
  }

  /// Whether the name at the cursor is a member, of which nothing is known when the checker did not meet it.
  private func isAfterDot(_ cursor: CellCursor) -> Bool {
    cursor.marked.utf8.prefix(cursor.nameStart).last { $0 != 32 && $0 != 10 && $0 != 9 } == UInt8(ascii: ".")
  }

  /// Inside a string: the keys of what it is a subscript of, or the files of a path.
  private func completeString(
    _ source: String, _ cursor: CellCursor, _ start: Int, _ site: Site, _ marked: String,
    _ files: (String) -> [String]
  ) -> CompletionList? {
    let typed = CellCursor.text(source, start, cursor.offset)
    switch site.subject {
    case .element(let type, let base):
      // Names without a subscript to use them in are of no use here.
      if case .foreign(let name) = type, table.types[name]?.subscripts.isEmpty ?? true { return nil }
      var list = CandidateList(typed)
      for key in keys(of: base, in: marked, before: start) {
        list.add(key, "key", 0)
      }
      return CompletionList(items: list.items, range: cursor.range(from: start, in: source))
    case .string:
      guard site.call?.progress.contains(where: { $0.parameter?.isPath ?? false }) ?? false else { return nil }
      let folder =
        typed.utf8.lastIndex(of: UInt8(ascii: "/")).map { typed.utf8.distance(from: typed.startIndex, to: $0) + 1 } ?? 0
      let items = files(typed).map {
        CompletionList.Item(
          text: $0, kind: "path", signature: $0.hasSuffix("/") ? "folder" : "file", summary: "")
      }
      return CompletionList(items: items, range: cursor.range(from: start + folder, in: source))
    default: return nil
    }
  }

  /// The keys of a variable: those of the dictionary that the cell gave it above, or those that the session knows.
  private func keys(of base: Expression, in source: String, before end: Int) -> [String] {
    guard case .name(let name) = base.kind else { return [] }
    if let tree = CellParser.tree(of: source) {
      var found: [String]?
      for statement in Lowerer.lower(tree, source: source).statements where statement.range.start < end {
        guard case .binding(_, let bindings) = statement.kind else { continue }
        for binding in bindings {
          guard case .name(name, _) = binding.pattern.kind else { continue }
          found = binding.value.flatMap(\.literalKeys)
        }
      }
      if let found { return Array(found.prefix(LanguageSnapshot.mostKeys)) }
    }
    guard case .variable(_, _, _, let keys)? = names.first(where: { $0.name == name })?.kind else { return [] }
    return keys
  }
}

extension Expression {
  /// The keys of a dictionary literal that are plain strings; nil for anything else.
  fileprivate var literalKeys: [String]? {
    guard case .dictionary(let pairs) = kind else { return nil }
    return pairs.compactMap { pair in
      guard case .string(let parts) = pair.key.kind, parts.count == 1, case .text(let text) = parts[0] else {
        return nil
      }
      return text
    }
  }
}
