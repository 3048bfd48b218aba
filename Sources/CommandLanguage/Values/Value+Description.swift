extension Value: CustomStringConvertible {
  /// The text that `print` and interpolation show, as Swift's own.
  public var description: String {
    switch self {
    case .string(let text): return text
    case .foreign(let object): return object.displayText
    default:
      var text = ""
      write(to: &text, quoted: false)
      return text
    }
  }

  /// The text inside a collection: strings quoted, as `debugDescription`.
  package var literalText: String {
    var text = ""
    write(to: &text, quoted: true)
    return text
  }

  /// The text cut to a few words for lists of variables, at a cost that does not grow with the value.
  public func preview(limit: Int = 80) -> String {
    let text = previewParts(limit: limit)
    // A long text is not counted to its end.
    return text.index(text.startIndex, offsetBy: limit + 1, limitedBy: text.endIndex) == nil
      ? text : text.prefix(limit - 1) + "…"
  }

  private func previewParts(limit: Int) -> String {
    // Deep nesting halves the room of each level until none is left.
    guard limit > 2 else { return "…" }
    let room = min(24, limit / 2)
    switch self {
    case .foreign(let object): return object.previewText
    case .string(let string): return Value.string(String(string.prefix(limit))).literalText
    case .array(let elements) where elements.count > 8:
      let shown = elements.prefix(6).map { $0.preview(limit: room) }
      return "[" + shown.joined(separator: ", ") + ", …] (\(elements.count))"
    case .array(let elements): return "[" + elements.map { $0.preview(limit: room) }.joined(separator: ", ") + "]"
    case .slice(let elements) where elements.count > 8:
      let shown = elements.prefix(6).map { $0.preview(limit: room) }
      return "[" + shown.joined(separator: ", ") + ", …] (\(elements.count))"
    case .slice(let elements): return "[" + elements.map { $0.preview(limit: room) }.joined(separator: ", ") + "]"
    case .dictionary(let entries) where entries.count > 8: return "\(entries.count) keys"
    case .dictionary(let entries) where entries.count > 0:
      let shown = entries.map { "\($0.key.preview(limit: room)): \($0.value.preview(limit: room))" }
      return "[" + shown.joined(separator: ", ") + "]"
    case .set(let entries) where entries.count > 8: return "\(entries.count) elements"
    case .set(let entries): return "[" + entries.map { $0.key.preview(limit: room) }.joined(separator: ", ") + "]"
    case .some(let wrapped): return "Optional(\(wrapped.preview(limit: limit)))"
    case .tuple(let tuple):
      let shown = zip(tuple.labels, tuple.values).map { label, value in
        (label.map { "\($0): " } ?? "") + value.preview(limit: room)
      }
      return "(" + shown.joined(separator: ", ") + ")"
    case .instance(let instance): return instance.preview(limit: room)
    default:
      var text = ""
      write(to: &text, quoted: true)
      return text
    }
  }

  /// What the value is, for diagnostics: its type, as far as the value alone shows it.
  package var typeText: String { type.description }

  /// The type of the value, as far as the value alone shows it.
  public var type: ValueType {
    switch self {
    case .void: .void
    case .bool: .bool
    case .int: .int
    case .double: .double
    case .float: .float
    case .string: .string
    case .array(let elements): .array(elements.first?.type ?? .unknown)
    case .slice(let elements): .slice(elements.first?.type ?? .unknown)
    case .set(let entries): .set(entries.first(where: { _ in true })?.key.type ?? .unknown)
    case .dictionary(let entries):
      entries.first(where: { _ in true }).map { .dictionary($0.key.type, $0.value.type) }
        ?? .dictionary(.unknown, .unknown)
    case .tuple(let tuple):
      .tuple(zip(tuple.labels, tuple.values).map { ValueType.TupleElement($0, $1.type) })
    case .range(.ints): .range(.int)
    case .range(.closedInts): .closedRange(.int)
    case .range(.doubles): .range(.double)
    case .range(.closedDoubles): .closedRange(.double)
    case .range(.strings): .range(.string)
    case .range(.closedStrings): .closedRange(.string)
    case .range(.indices): .range(.textIndex)
    case .range(.closedIndices): .closedRange(.textIndex)
    case .none: .optional(.unknown)
    case .some(let wrapped): .optional(wrapped.type)
    case .function(let function): function.type
    case .foreign(let object): Swift.type(of: object).valueType
    case .instance(let instance): instance.type.valueType
    case .type(let type): .metatype(type)
    }
  }

  private func write(to text: inout String, quoted: Bool) {
    switch self {
    case .void: text += "()"
    case .bool(let it): text += it ? "true" : "false"
    case .int(let it): text += String(it)
    case .double(let it): text += it.description
    case .float(let it): text += it.description
    case .string(let it): text += quoted ? it.debugDescription : it
    case .array(let elements): Value.write(elements, "[", "]", to: &text)
    case .slice(let elements):
      Value.write(Array(elements), quoted ? "ArraySlice([" : "[", quoted ? "])" : "]", to: &text)
    case .set(let entries): Value.write(entries.map(\.key), "[", "]", to: &text)
    case .dictionary(let entries):
      if entries.count == 0 {
        text += "[:]"
      } else {
        text += "["
        var separator = ""
        for (key, value) in entries {
          text += separator
          key.write(to: &text, quoted: true)
          text += ": "
          value.write(to: &text, quoted: true)
          separator = ", "
        }
        text += "]"
      }
    case .tuple(let tuple):
      text += "("
      for (index, value) in tuple.values.enumerated() {
        if index > 0 { text += ", " }
        if let label = tuple.labels[index] { text += "\(label): " }
        value.write(to: &text, quoted: true)
      }
      text += ")"
    case .range(let range): range.write(to: &text, quoted: quoted)
    case .none: text += "nil"
    case .some(let wrapped):
      text += "Optional("
      wrapped.write(to: &text, quoted: true)
      text += ")"
    case .function: text += "(Function)"
    case .foreign(let object): text += quoted ? object.previewText : object.displayText
    case .instance(let instance): instance.write(to: &text)
    case .type(let type): text += quoted ? type.qualifiedName : type.formalName
    }
  }

  fileprivate static func write(_ values: [Value], _ opening: String, _ closing: String, to text: inout String) {
    text += opening
    for (index, value) in values.enumerated() {
      if index > 0 { text += ", " }
      value.write(to: &text, quoted: true)
    }
    text += closing
  }
}

extension RangeValue {
  fileprivate func write(to text: inout String, quoted: Bool) {
    let (name, inner) =
      switch self {
      case .ints(let it): ("Range", it.description)
      case .doubles(let it): ("Range", it.description)
      case .closedInts(let it): ("ClosedRange", it.description)
      case .closedDoubles(let it): ("ClosedRange", it.description)
      case .strings(let it):
        ("Range", quoted ? "\(it.lowerBound.debugDescription)..<\(it.upperBound.debugDescription)" : it.description)
      case .closedStrings(let it):
        (
          "ClosedRange",
          quoted ? "\(it.lowerBound.debugDescription)...\(it.upperBound.debugDescription)" : it.description
        )
      case .indices(let it): ("Range", "\(it.lowerBound.displayText)..<\(it.upperBound.displayText)")
      case .closedIndices(let it): ("ClosedRange", "\(it.lowerBound.displayText)...\(it.upperBound.displayText)")
      }
    text += quoted ? "\(name)(\(inner))" : inner
  }
}

extension Instance {
  fileprivate func preview(limit: Int) -> String {
    let names = type.isEnumeration ? type.cases[caseIndex].payload.map { $0.label ?? "" } : type.storedNames
    let name = type.isEnumeration ? type.cases[caseIndex].name : type.name
    guard !fields.isEmpty || !type.isEnumeration else { return name }
    let parts = zip(names, fields).prefix(8).map { ($0.isEmpty ? "" : "\($0): ") + $1.preview(limit: limit) }
    return "\(name)(" + parts.joined(separator: ", ") + ")"
  }

  fileprivate func write(to text: inout String) {
    if type.isDescribed, let getter = type.computed["description"],
      let own = try? Machine.result(of: getter, .instance(self))?.string()
    {
      text += own
      return
    }
    guard type.isEnumeration else {
      let parts = zip(type.storedNames, fields).map { "\($0): \($1.literalText)" }
      text += "\(type.name)(" + parts.joined(separator: ", ") + ")"
      return
    }
    let item = type.cases[caseIndex]
    text += item.name
    guard !fields.isEmpty else { return }
    let parts = zip(item.payload, fields).map { ($0.label.map { "\($0): " } ?? "") + $1.literalText }
    text += "(" + parts.joined(separator: ", ") + ")"
  }
}
