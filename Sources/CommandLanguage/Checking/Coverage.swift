/// Which values the patterns of a `switch` match, and whether these are all.
///
/// The check of Maranget (2007, doi:10.1017/S0956796807006223): the rows of patterns are split by the constructors of the
/// first column until one is left uncovered or none is left.
struct Coverage {
  private indirect enum Shape {
    /// Matches everything.
    case any
    /// Matches what a constructor made whose parts match.
    case made(String, [Shape])
    /// Matches some values, which ones is not looked at: a number, a text, a range.
    case some
  }

  private let nominals: [Int: NominalType]
  private var rows: [[Shape]] = []
  /// Steps until the check gives up and takes the patterns as complete: their number can double with every column.
  private static let patience = 100_000

  init(nominals: [Int: NominalType]) { self.nominals = nominals }

  /// Counts a pattern without `where`.
  mutating func add(_ pattern: Pattern, _ type: ValueType) { rows.append([shape(pattern, type)]) }

  /// Whether every value of the type is matched.
  func isComplete(for type: ValueType) -> Bool {
    if type == .unknown { return true }
    var steps = Coverage.patience
    return covers(rows, [type], &steps)
  }

  private func shape(_ pattern: Pattern, _ type: ValueType) -> Shape {
    switch pattern.kind {
    case .wildcard, .name: return .any
    case .tuple(let parts):
      guard case .tuple(let elements) = type, elements.count == parts.count else { return .some }
      return .made("", zip(parts, elements).map { shape($0.pattern, $1.type) })
    case .some(let inner):
      guard case .optional(let wrapped) = type else { return .some }
      return .made("some", [shape(inner, wrapped)])
    case .member(let name, let parts, _):
      if case .optional(let wrapped) = type {
        if name == "none" { return .made("none", []) }
        guard name == "some", parts?.count ?? 1 == 1 else { return .made("some", [shape(pattern, wrapped)]) }
        return .made("some", [parts.map { shape($0[0].pattern, wrapped) } ?? .any])
      }
      guard case .nominal(_, let identity) = type,
        let item = nominals[identity]?.cases.first(where: { $0.name == name })
      else { return .some }
      guard let parts else { return .made(name, item.payload.map { _ in .any }) }
      if parts.count == 1, item.payload.count > 1 {
        let whole = ValueType.tuple(item.payload.map { ValueType.TupleElement($0.label, $0.type) })
        guard case .made(_, let shapes) = shape(parts[0].pattern, whole) else {
          return .made(name, item.payload.map { _ in .any })
        }
        return .made(name, shapes)
      }
      guard parts.count == item.payload.count else { return .some }
      return .made(name, zip(parts, item.payload).map { shape($0.pattern, $1.type) })
    case .expression(let expression):
      switch (expression.kind, type) {
      case (.nothing, .optional): return .made("none", [])
      case (.boolean(let value), .bool): return .made("\(value)", [])
      case (_, .optional(let wrapped)): return .made("some", [shape(pattern, wrapped)])
      default: return .some
      }
    case .type, .openRange: return .some
    }
  }

  /// The constructors of a type with the types of their parts; nil for a type of too many values.
  private func constructors(of type: ValueType) -> [(name: String, parts: [ValueType])]? {
    switch type {
    case .bool: [("true", []), ("false", [])]
    case .optional(let wrapped): [("none", []), ("some", [wrapped])]
    case .tuple(let elements): [("", elements.map(\.type))]
    case .void: [("", [])]
    case .nominal(_, let identity):
      nominals[identity].flatMap { nominal in
        nominal.isEnumeration ? nominal.cases.map { ($0.name, $0.payload.map(\.type)) } : nil
      }
    default: nil
    }
  }

  private func covers(_ rows: [[Shape]], _ types: [ValueType], _ steps: inout Int) -> Bool {
    steps -= rows.count + 1
    guard steps > 0 else { return true }
    guard let type = types.first else { return !rows.isEmpty }
    let rest = Array(types.dropFirst())
    let others = rows.compactMap { row -> [Shape]? in
      if case .any = row[0] { Array(row.dropFirst()) } else { nil }
    }
    let isSplit = rows.contains { if case .made = $0[0] { true } else { false } }
    guard isSplit, let constructors = constructors(of: type) else { return covers(others, rest, &steps) }
    for (name, parts) in constructors {
      let matching = rows.compactMap { row -> [Shape]? in
        switch row[0] {
        case .any: return parts.map { _ in .any } + row.dropFirst()
        case .made(name, let shapes) where shapes.count == parts.count: return shapes + row.dropFirst()
        default: return nil
        }
      }
      if !covers(matching, parts + rest, &steps) { return false }
    }
    return true
  }
}
