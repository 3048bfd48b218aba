import SwiftSyntax

/// What completion, inspection and completeness answer from: the command table and the names of the session with
/// their types.
///
/// It holds no values, so another thread may read it while a cell runs.
public struct LanguageSnapshot: Sendable {
  let table: CommandTable
  /// The names of the session, in alphabetical order.
  let names: [Name]
  /// The types that cells have declared, by the numbers of their declarations.
  let nominals: [Int: NominalType]

  /// One name of the session.
  struct Name: Sendable {
    var name: String
    var kind: Kind

    enum Kind: Sendable {
      /// The keys are those of a dictionary or a table, as many as fit a list.
      case variable(ValueType, isMutable: Bool, preview: String, keys: [String])
      case functions([UserFunction])
      case nominal(NominalType)
      case alias(ValueType)
    }
  }

  /// How many keys of a variable are kept.
  static let mostKeys = 200

  init(table: CommandTable, scope: GlobalScope, nominals: [Int: NominalType]) {
    self.table = table
    self.nominals = nominals
    names = scope.sortedNames.compactMap { name in
      switch scope[name] {
      case .slot(let slot)?:
        guard let value = slot.value else { return nil }
        return Name(
          name: name,
          kind: .variable(
            slot.type == .unknown ? value.type : slot.type, isMutable: slot.isMutable, preview: value.preview(),
            keys: value.elementNames(atMost: LanguageSnapshot.mostKeys)))
      case .functions(let functions)?: return functions.isEmpty ? nil : Name(name: name, kind: .functions(functions))
      case .nominal(let nominal)?: return Name(name: name, kind: .nominal(nominal))
      case .alias(let type)?: return Name(name: name, kind: .alias(type))
      default: return nil
      }
    }
  }

  /// What there is to ask before any cell has run.
  public init(table: CommandTable) { self.init(table: table, scope: GlobalScope(), nominals: [:]) }

  /// The variables by name, in alphabetical order.
  public var variables: [Variable] {
    names.compactMap {
      guard case .variable(let type, _, let preview, _) = $0.kind else { return nil }
      return Variable(name: $0.name, type: "\(type)", preview: preview)
    }
  }

  /// Checks a cell, however unfinished, with somebody looking on.
  func check(_ tree: SourceFileSyntax, _ source: String, _ probe: Probe) -> Checker {
    var scope = GlobalScope()
    for name in names {
      switch name.kind {
      case .variable(let type, let isMutable, _, _):
        // Variables of their own: those of the session belong to the thread that runs it.
        scope[name.name] = .slot(Slot(name.name, type, isMutable: isMutable, range: SourceRange(0, 0), owner: nil))
      case .functions(let functions): scope[name.name] = .functions(functions)
      case .nominal(let nominal): scope[name.name] = .nominal(nominal)
      case .alias(let type): scope[name.name] = .alias(type)
      }
    }
    let checker = Checker(table: table, origin: CellText(number: 0, source: source), global: scope, nominals: nominals)
    checker.probe = probe
    _ = checker.cell(relevant(tree, probe.target))
    return checker
  }

  /// The statements that say something about a place: those that declare names, and the one that holds it.
  ///
  /// What the rest of a long cell does would take most of the time of a query.
  private func relevant(_ tree: SourceFileSyntax, _ target: SourceRange) -> [Statement] {
    func holdsTarget(_ node: some SyntaxProtocol) -> Bool {
      node.position.utf8Offset <= target.start && target.end <= node.endPosition.utf8Offset
    }
    // An array: the nodes of a changed tree would have other positions.
    let items = Array(tree.statements).filter { item in
      if holdsTarget(item) { return true }
      guard let declaration = item.item.as(DeclSyntax.self) else {
        return item.item.is(GuardStmtSyntax.self) && item.position.utf8Offset < target.start
      }
      return !declaration.is(VariableDeclSyntax.self) || item.position.utf8Offset < target.start
    }
    var lowerer = Lowerer()
    let statements = lowerer.statements(items)
    for statement in statements {
      guard case .function(let declaration) = statement.kind, !statement.range.contains(target) else { continue }
      // Its signature says all that is needed.
      declaration.body.statements = []
    }
    return statements
  }

  /// Whether a cell is ready to run.
  public func completeness(of source: String) -> Completeness {
    if QuestionLine(source) != nil { return .complete }
    let found = CellParser.parse(source).diagnostics
    guard !found.isEmpty else { return .complete }
    guard !found.contains(where: { $0.id == "nested-too-deeply" }) else { return .invalid }
    let end = source.utf8.count - source.utf8.reversed().prefix { $0 == 32 || $0 == 10 || $0 == 9 || $0 == 13 }.count
    // Only what is missing at the very end can still come.
    guard found.allSatisfy({ $0.range.start >= end }) || isOpen(source) else { return .invalid }
    let depth = TextScanner(source).openBrackets.count
    return .incomplete(indent: String(repeating: "  ", count: depth))
  }

  private func isOpen(_ source: String) -> Bool {
    let scanner = TextScanner(source)
    return !scanner.openBrackets.isEmpty || scanner.isInString
  }
}

/// A light scan of a cell's text up to a place: open brackets, strings and comments, without a syntax tree.
struct TextScanner {
  /// The brackets that are open at the end, with their offsets in scalars.
  private(set) var openBrackets: [(bracket: Unicode.Scalar, offset: Int)] = []
  private(set) var isInString = false
  private(set) var isInComment = false

  init(_ text: String) {
    var previous: Unicode.Scalar = " "
    var quotes = 0
    var isMultiline = false
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if isInComment {
        if scalar == "\n" { isInComment = false }
      } else if isInString {
        if scalar == "\\" {
          index += 1
        } else if scalar == "\"" {
          quotes += 1
          if !isMultiline || quotes == 3 { isInString = false }
        } else {
          quotes = 0
          if scalar == "\n", !isMultiline { isInString = false }
        }
      } else if scalar == "\"" {
        isInString = true
        quotes = 0
        isMultiline = index + 2 < scalars.count && scalars[index + 1] == "\"" && scalars[index + 2] == "\""
        if isMultiline { index += 2 }
      } else if scalar == "/", previous == "/" {
        isInComment = true
      } else if "([{".unicodeScalars.contains(scalar) {
        openBrackets.append((scalar, index))
      } else if ")]}".unicodeScalars.contains(scalar) {
        _ = openBrackets.popLast()
      }
      previous = scalar
      index += 1
    }
  }
}

/// A value whose elements have names, such as a table with its columns: completion offers them in a subscript.
public protocol NamedElements {
  /// The names, in order; at most so many of them are asked for.
  func elementNames(atMost count: Int) -> [String]
}

extension Value {
  /// The names of the elements, at a cost that does not grow with the value.
  func elementNames(atMost count: Int) -> [String] {
    switch self {
    case .dictionary(let entries):
      var names: [String] = []
      for (key, _) in entries.prefix(count) {
        guard case .string(let name) = key else { return [] }
        names.append(name)
      }
      return names
    case .foreign(let object as any NamedElements): return object.elementNames(atMost: count)
    default: return []
    }
  }
}
