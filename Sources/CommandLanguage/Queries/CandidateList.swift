/// Collects what may be written at a place: what begins as the typed text does, each once, the likeliest first.
struct CandidateList {
  private struct Candidate {
    var item: CompletionList.Item
    /// Lower comes first.
    var rank: Int
    /// Whether upper and lower case are as typed.
    var isExact: Bool
  }

  private let prefix: String
  private let lowercased: String
  private var candidates: [Candidate] = []
  private var seen: Set<String> = []
  /// What the context expects, as far as it says anything.
  private var expected: [ValueType] = []

  /// Ranks: what fits goes before all, at -10 of its own.
  private enum Rank {
    static let label = 0, session = 1, command = 2, library = 3, type = 4, keyword = 9
  }

  init(_ prefix: String) {
    self.prefix = prefix
    lowercased = prefix.lowercased()
  }

  /// The items in order.
  var items: [CompletionList.Item] {
    candidates.enumerated().sorted {
      ($0.element.rank, $0.element.isExact ? 0 : 1, $0.offset) < (
        $1.element.rank, $1.element.isExact ? 0 : 1, $1.offset
      )
    }.map(\.element.item)
  }

  private func match(_ name: String) -> Bool? {
    if name.hasPrefix(prefix) { return true }
    return name.utf8.count >= lowercased.utf8.count && name.lowercased().hasPrefix(lowercased) ? false : nil
  }

  /// A word without more to say.
  mutating func add(_ text: String, _ kind: String, _ rank: Int) {
    guard let isExact = match(text), seen.insert(text).inserted else { return }
    candidates.append(
      Candidate(
        item: CompletionList.Item(text: text, kind: kind, signature: "", summary: ""), rank: rank, isExact: isExact))
  }

  private mutating func add(_ entity: Entity, _ rank: Int, name: String? = nil, summary: String? = nil) {
    let name = name ?? entity.name
    guard let isExact = match(name), seen.insert(name).inserted else { return }
    candidates.append(
      Candidate(
        item: CompletionList.Item(
          text: name, kind: entity.kind, signature: entity.signature, summary: summary ?? entity.summary),
        rank: fits(entity) ? rank - 10 : rank, isExact: isExact))
  }

  private func fits(_ entity: Entity) -> Bool {
    expected.contains { wanted in
      switch entity {
      case .nominal, .type: return false
      default: return entity.result.fits(wanted) || entity.valueType.fits(wanted)
      }
    }
  }

  /// What may stand where the checker met the cursor.
  mutating func add(at site: Site, _ snapshot: LanguageSnapshot) {
    expected = site.expected
    switch site.subject {
    case .member(let type):
      if case .metatype(let type) = type {
        for entity in Entity.statics(of: type, snapshot.table, site.nominals) { add(entity, Rank.command) }
        for entity in Entity.initializers(of: type, snapshot.table, site.nominals) {
          add(entity, Rank.library, name: "init")
        }
      } else {
        for entity in Entity.members(of: type, snapshot.table, site.nominals) { add(entity, Rank.command) }
      }
    case .implicit:
      for type in site.expected {
        for entity in Entity.statics(of: type.unwrapped, snapshot.table, site.nominals) {
          guard entity.result == type.unwrapped || entity.result.unwrapped == type.unwrapped else { continue }
          add(entity, Rank.command)
        }
        for entity in Entity.initializers(of: type.unwrapped, snapshot.table, site.nominals) {
          add(entity, Rank.library, name: "init")
        }
      }
    case .everything: addCommands(snapshot)
    case .label: addLabels(site)
    case .name:
      addLabels(site)
      addNames(site, snapshot)
    case .string, .element: break
    }
  }

  private mutating func addLabels(_ site: Site) {
    // The colon may be there already.
    let hasColon = if case .label = site.subject { true } else { false }
    guard let call = site.call, let index = call.argument, call.arguments.indices.contains(index),
      !call.arguments[index].isTrailing, call.arguments[index].label == nil || hasColon
    else { return }
    for progress in call.progress {
      // A value without a label may have to come first: then the labels follow what fits there.
      let rank = progress.parameter == nil || progress.parameter?.label != nil ? -20 : Rank.label
      for parameter in progress.missing {
        guard let label = parameter.label, let isExact = match(label), seen.insert(label + ":").inserted else {
          continue
        }
        candidates.append(
          Candidate(
            item: CompletionList.Item(
              text: hasColon ? label : "\(label): ", kind: "label", signature: parameter.signature,
              summary: parameter.explanation),
            rank: rank, isExact: isExact))
      }
    }
  }

  /// Every name that is visible at a place.
  mutating func addNames(_ site: Site, _ snapshot: LanguageSnapshot) {
    for scope in site.scopes.reversed() {
      for (name, meaning) in scope.sorted(by: { $0.key < $1.key }) { add(name, meaning, nil) }
    }
    if let type = site.implicitSelf {
      for entity in Entity.members(of: type.valueType, snapshot.table, site.nominals) { add(entity, Rank.session) }
    }
    var previews: [String: String] = [:]
    for name in snapshot.names {
      if case .variable(let type, _, let preview, _) = name.kind, case .slot(let slot)? = site.global[name.name],
        slot.type == type
      {
        previews[name.name] = preview
      }
    }
    for name in site.global.sortedNames {
      if let meaning = site.global[name] { add(name, meaning, previews[name]) }
    }
    addCommands(snapshot)
    for type in snapshot.table.types.values.sorted(by: { $0.name < $1.name }) {
      add(.type(.foreign(type.name), type), Rank.type)
    }
    for type in CandidateList.plainTypes { add(.type(type, nil), Rank.type, name: type.plainName) }
    for word in ["true", "false"] {
      let fits = expected.contains { $0.unwrapped == .bool }
      add(word, "keyword", fits ? Rank.session - 10 : Rank.keyword)
    }
    let isOptional = expected.contains { if case .optional = $0 { true } else { false } }
    add("nil", "keyword", isOptional ? Rank.library - 10 : Rank.keyword)
  }

  private mutating func add(_ name: String, _ meaning: Meaning, _ preview: String?) {
    switch meaning {
    // `$0` is typed, not looked for, but it has a type worth seeing.
    case .slot(let slot): add(.variable(name, slot.type), Rank.session, summary: preview)
    case .functions(let functions):
      for function in functions.reversed() { add(.function(function, isMethod: false), Rank.session) }
    case .nominal(let nominal): add(.nominal(nominal), Rank.session)
    case .alias(let type): add(.type(type, nil), Rank.session, name: name)
    case .typeParameter: break
    }
  }

  private mutating func addCommands(_ snapshot: LanguageSnapshot) {
    for module in snapshot.table.modules {
      for command in module.commands { add(.declared(command, .command), Rank.command) }
    }
    for name in CandidateList.libraryNames {
      for member in Library.standard.free[name] ?? [] { add(.library(member, nil), Rank.library) }
    }
  }

  /// The types that a name in the place of a type may mean.
  mutating func addTypes(_ checker: Checker, _ table: CommandTable) {
    for nominal in checker.nominals.values.sorted(by: { $0.identity > $1.identity }) {
      add(.nominal(nominal), Rank.session)
    }
    for name in checker.global.sortedNames {
      if case .alias(let type)? = checker.global[name] { add(.type(type, nil), Rank.session, name: name) }
    }
    for type in table.types.values.sorted(by: { $0.name < $1.name }) {
      add(.type(.foreign(type.name), type), Rank.command)
    }
    for type in CandidateList.plainTypes { add(.type(type, nil), Rank.library, name: type.plainName) }
  }

  private static let libraryNames = Library.standard.free.keys.sorted()
  private static let plainTypes: [ValueType] = [
    .any, .array(.unknown), .bool, .character, .dictionary(.unknown, .unknown), .double, .float, .int, .set(.unknown),
    .string, .void,
  ]
}

extension ValueType {
  /// Whether a value of this type is surely what another expects, rather than perhaps.
  fileprivate func fits(_ wanted: ValueType) -> Bool {
    guard wanted != .unknown, wanted.unwrapped != .any, wanted != .void, self != .unknown, !isOpen, !wanted.isOpen
    else {
      return false
    }
    return converts(to: wanted)
  }

  /// The name of the type without what it holds.
  fileprivate var plainName: String {
    switch self {
    case .array: "Array"
    case .dictionary: "Dictionary"
    case .set: "Set"
    default: "\(self)"
    }
  }
}
