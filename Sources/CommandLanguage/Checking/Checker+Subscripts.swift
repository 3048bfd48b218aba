extension Checker {
  /// `base[…]`.
  func index(
    _ base: Expression, _ arguments: [Expression.Argument], _ expected: ValueType?, _ range: SourceRange
  ) -> Checked {
    // The elements of a literal take the type that its element is wanted as.
    var wanted: ValueType?
    if case .array = base.kind, let expected, expected == .double || expected == .float { wanted = .array(expected) }
    let receiver = infer(base, wanted)
    func made(_ kind: Checked.Kind, _ type: ValueType) -> Checked { Checked(kind: kind, type: type, range: range) }
    let only = arguments.count == 1 && arguments[0].label == nil ? arguments[0].value : nil
    switch receiver.type {
    case .array(let element):
      guard let only else { break }
      if case .operatorFunction("...") = only.kind { return whole(receiver, element, range) }
      let place = infer(only)
      switch place.type {
      case .int: return made(.element(receiver, place), element)
      case .range(.int), .closedRange(.int):
        return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), .slice(element))
      case .unknown: return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), .unknown)
      default:
        error("type-mismatch", "an array is indexed by 'Int', found '\(place.type)'", at: place.range)
        return invalid(range)
      }
    case .slice(let element):
      guard let only else { break }
      if case .operatorFunction("...") = only.kind { return receiver }
      let place = infer(only)
      switch place.type {
      case .int: return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), element)
      case .range(.int), .closedRange(.int):
        return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), receiver.type)
      case .unknown: return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), .unknown)
      default:
        error("type-mismatch", "a slice is indexed by 'Int', found '\(place.type)'", at: place.range)
        return invalid(range)
      }
    case .dictionary(let key, let value):
      if arguments.count == 2, arguments[1].label == "default" {
        return made(
          .invoke(
            native("subscript", Dynamic.index),
            [receiver, check(arguments[0].value, key), check(arguments[1].value, value)]),
          value)
      }
      guard let only else { break }
      return made(.invoke(native("subscript", Dynamic.index), [receiver, check(only, key)]), .optional(value))
    case .string:
      guard let only else { break }
      if case .operatorFunction("...") = only.kind { return receiver }
      let place = infer(only)
      switch place.type {
      case .textIndex: return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), .character)
      case .range(.textIndex), .closedRange(.textIndex):
        return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), .string)
      case .unknown: return made(.invoke(native("subscript", Dynamic.index), [receiver, place]), .unknown)
      default:
        error(
          "string-index", "a 'String' is not indexed by number", at: range,
          mend: "write 'Array(text)[i]', 'prefix' or 'suffix', or find a place with 'index(_:offsetBy:)'")
        return invalid(range)
      }
    case .nominal(_, let identity):
      let getters = nominals[identity]?.subscripts.map(\.getter) ?? []
      if !getters.isEmpty { return apply(getters, receiver: receiver, arguments, range) }
    case .foreign(let name):
      let callables = table.types[name]?.subscripts ?? []
      if !callables.isEmpty { return apply(callables, "subscript", receiver, arguments, range, isCommand: false) }
    case .unknown, .any:
      let values = arguments.map { infer($0.value, .unknown) }
      let table = table
      let call = native("subscript") { context, values in try Dynamic.subscripted(values, table, context) }
      return made(.invoke(call, [receiver] + values), .unknown)
    default: break
    }
    error("no-subscript", "a value of type '\(receiver.type)' has no such subscript", at: range)
    arguments.forEach { checkAlone($0.value) }
    return invalid(range)
  }

  /// All elements of an array as a slice: `array[...]`.
  private func whole(_ array: Checked, _ element: ValueType, _ range: SourceRange) -> Checked {
    let slice = native("subscript") { _, values in .slice(try Elements.slice(values[0])) }
    return Checked(kind: .invoke(slice, [array]), type: .slice(element), range: range)
  }
}
