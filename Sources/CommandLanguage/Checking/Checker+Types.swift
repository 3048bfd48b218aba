extension Checker {
  /// The type that a cell writes.
  func resolve(_ type: TypeExpression) -> ValueType {
    switch type.kind {
    case .array(let element): return .array(resolve(element))
    case .dictionary(let key, let value): return .dictionary(resolve(key), resolve(value))
    case .optional(let wrapped): return .optional(resolve(wrapped))
    case .tuple(let elements):
      if elements.isEmpty { return .void }
      return .tuple(elements.map { ValueType.TupleElement($0.label, resolve($0.type)) })
    case .function(let inputs, let output): return .function(inputs.map { resolve($0) }, resolve(output))
    case .nested(let outer, let name):
      guard case .nominal(_, let identity) = resolve(outer), let inner = nominals[identity]?.nestedTypes[name] else {
        unknownType(name, type.range)
        return .unknown
      }
      return inner.valueType
    case .name(let name, let arguments):
      if let found = namedType(name, arguments, type.range) { return found }
      unknownType(name, type.range)
      return .unknown
    }
  }

  /// The type of a name, without a diagnostic when there is none.
  func namedType(_ name: String, _ arguments: [TypeExpression], _ range: SourceRange) -> ValueType? {
    func argument(_ index: Int) -> ValueType { index < arguments.count ? resolve(arguments[index]) : .unknown }
    if let meaning = lookup(name) {
      switch meaning {
      case .nominal(let nominal): return nominal.valueType
      case .alias(let type): return type
      case .typeParameter: return .unknown
      default: break
      }
    }
    switch name {
    case "_": return .unknown
    case "Self": return enclosingType?.valueType
    case "Array": return .array(argument(0))
    case "ArraySlice": return .slice(argument(0))
    case "Dictionary": return .dictionary(argument(0), argument(1))
    case "Set": return .set(argument(0))
    case "Range": return .range(argument(0))
    case "ClosedRange": return .closedRange(argument(0))
    case "Optional": return .optional(argument(0))
    default: break
    }
    if let plain = ValueType.named(name) { return plain }
    return table.types[name] != nil ? .foreign(name) : nil
  }

  private func unknownType(_ name: String, _ range: SourceRange) {
    if refuseInteger(name, range) { return }
    if name == "Result" {
      refuse("'Result' is", at: range, "throw the error, or write an enumeration of your own")
      return
    }
    let names = Array(table.types.keys) + ["Int", "Double", "Float", "Bool", "String", "Array", "Dictionary", "Set"]
    let close = Suggestion.closest(to: name, among: names + global.names.keys)
    error(
      "unknown-type", "there is no type '\(name)'", at: range,
      fixIts: close.map { [Diagnostic.FixIt("did you mean '\($0)'?", at: range, replacement: $0)] } ?? [])
  }

  /// Refuses the integer types of other widths; false for any other name.
  func refuseInteger(_ name: String, _ range: SourceRange) -> Bool {
    let others = ["UInt", "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64"]
    guard others.contains(name) else { return false }
    refuse("the integer type '\(name)' is", at: range, "write 'Int'")
    return true
  }
}
