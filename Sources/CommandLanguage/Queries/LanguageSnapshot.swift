/// What completion, inspection and completeness answer from: the command table and the names of the session with
/// their types.
///
/// It holds no values, so another thread may read it while a cell runs.
public struct LanguageSnapshot: Sendable {
  let table: CommandTable
  /// The names of the session, in alphabetical order.
  let names: [Name]

  /// One name of the session.
  struct Name: Sendable {
    var name: String
    var kind: String
    var type: ValueType
    var signature: String
    var preview: String
    /// Members of a value of a structure that a cell declares.
    var members: [String]
  }

  init(table: CommandTable, scope: GlobalScope) {
    self.table = table
    names = scope.sortedNames.compactMap { name in
      switch scope[name] {
      case .slot(let slot)?:
        guard let value = slot.value else { return nil }
        let type = slot.type == .unknown ? value.type : slot.type
        var members: [String] = []
        if case .instance(let instance) = value {
          members =
            instance.type.storedNames + instance.type.computed.keys.sorted() + instance.type.methods.keys.sorted()
        }
        return Name(
          name: name, kind: "variable", type: type, signature: type.description, preview: value.preview(),
          members: members)
      case .functions(let functions)?:
        guard let function = functions.last else { return nil }
        return Name(
          name: name, kind: "function", type: function.type,
          signature: functions.map(\.signature).joined(separator: "\n"),
          preview: "", members: [])
      case .nominal(let nominal)?:
        return Name(
          name: name, kind: "type", type: .metatype(nominal.valueType),
          signature: nominal.isEnumeration ? "enum \(name)" : "struct \(name)",
          preview: "", members: nominal.cases.map(\.name))
      default: return nil
      }
    }
  }

  /// The variables by name, in alphabetical order.
  public var variables: [Variable] {
    names.filter { $0.kind == "variable" }.map { Variable(name: $0.name, type: $0.signature, preview: $0.preview) }
  }

  /// Whether a cell is ready to run.
  public func completeness(of source: String) -> Completeness {
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
