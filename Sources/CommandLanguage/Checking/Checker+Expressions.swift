extension Checker {
  /// An expression with its type; what the context expects guides literals, closures and `.members`.
  func infer(_ expression: Expression, _ expected: ValueType? = nil) -> Checked {
    if let probe, let answer = probe.meet(expression, expected, self) { return answer }
    let range = expression.range
    func made(_ kind: Checked.Kind, _ type: ValueType) -> Checked { Checked(kind: kind, type: type, range: range) }
    switch expression.kind {
    case .integer(let value): return integer(value, expected, range)
    case .floating(let value):
      if expected?.unwrapped == .float { return made(.constant(.float(Float(value))), .float) }
      return made(.constant(.double(value)), .double)
    case .boolean(let value): return made(.constant(.bool(value)), .bool)
    case .string(let parts): return string(parts, expected, range)
    case .nothing:
      if let expected, case .optional = expected { return made(.constant(.none), expected) }
      if expected == nil {
        error("nil-without-type", "nil needs a type", at: range, mend: "write the type: 'let x: Int? = nil'")
      } else if let expected, expected != .unknown, expected != .any {
        error(
          "type-mismatch", "a value of type '\(expected)' is never nil", at: range,
          mend: "write '\(expected)?' to allow nil")
        return invalid(range)
      }
      return made(.constant(.none), .optional(.unknown))
    case .name(let name): return self.name(name, expected, range)
    case .member(let base, let name, let nameRange): return member(base, name, nameRange, expected, range)
    case .implicitMember(let name, let nameRange): return implicitMember(name, nameRange, nil, expected, range)
    case .call(let callee, let arguments): return call(callee, arguments, expected, range)
    case .index(let base, let arguments): return index(base, arguments, expected, range)
    case .tuple(let elements):
      if elements.isEmpty { return made(.constant(.void), .void) }
      var types: [ValueType?] = Array(repeating: nil, count: elements.count)
      if case .tuple(let wanted)? = expected?.unwrapped, wanted.count == elements.count { types = wanted.map(\.type) }
      let values = zip(elements, types).map { element, type in
        type.map { check(element.value, $0) } ?? infer(element.value)
      }
      let labels = elements.map(\.label)
      return made(.tuple(values, labels), .tuple(zip(labels, values).map { ValueType.TupleElement($0, $1.type) }))
    case .array(let elements): return array(elements, expected, range)
    case .dictionary(let pairs): return dictionary(pairs, expected, range)
    case .closure(let body): return closure(body, expected, range)
    case .ternary(let test, let first, let second):
      let condition = check(test, .bool)
      let (values, type) = unified([first, second], expected)
      return made(.ternary(condition, values[0], values[1]), type)
    case .address(let operand):
      error(
        "address-of-value", "'&' passes a variable to an 'inout' parameter, and there is none here", at: range,
        mend: "leave out the '&'")
      checkAlone(operand)
      return invalid(range)
    case .branches(let statement): return branches(statement, expected)
    case .binary(let name, let left, let right): return binary(name, left, right, expected, range)
    case .prefix(let name, let operand): return prefix(name, operand, expected, range)
    case .forced(let operand):
      let value = infer(operand, expected.map { .optional($0) })
      switch value.type {
      case .optional(let wrapped): return made(.forced(value), wrapped)
      case .unknown: return made(.forced(value), .unknown)
      default:
        error(
          "not-optional", "'!' on a value of type '\(value.type)', which is never nil", at: range,
          mend: "leave out the '!'")
        return value
      }
    case .chained(let operand):
      let value = infer(operand)
      switch value.type {
      case .optional(let wrapped): return made(.chained(value), wrapped)
      case .unknown: return made(.chained(value), .unknown)
      default:
        // `Int?` before parentheses or in brackets is a type.
        if let type = typeMeant(by: value.type) {
          return made(.constant(.type(.optional(type))), .metatype(.optional(type)))
        }
        error(
          "not-optional", "'?' on a value of type '\(value.type)', which is never nil", at: range,
          mend: "leave out the '?'")
        return value
      }
    case .chain(let operand):
      let value = infer(operand, expected?.unwrapped)
      if case .metatype = value.type { return value }
      if case .optional = value.type { return made(.chain(value), value.type) }
      return made(.chain(value), .optional(value.type))
    case .assignment(let target, let name, let value): return assignment(target, name, value, range)
    case .cast(let operand, let kind, let type): return cast(operand, kind, resolve(type), range)
    case .attempt(let operand):
      let value = infer(operand, expected?.unwrapped)
      if case .optional = value.type { return made(.attempt(value), value.type) }
      return made(.attempt(value), .optional(value.type == .void ? .void : value.type))
    case .operatorFunction(let symbol): return operatorFunction(symbol, expected, range)
    case .type(let type):
      let resolved = resolve(type)
      return made(.constant(.type(resolved)), .metatype(resolved))
    }
  }

  private func integer(_ value: Int, _ expected: ValueType?, _ range: SourceRange) -> Checked {
    switch expected?.unwrapped {
    case .double: Checked(kind: .constant(.double(Double(value))), type: .double, range: range)
    case .float: Checked(kind: .constant(.float(Float(value))), type: .float, range: range)
    default: Checked(kind: .constant(.int(value)), type: .int, range: range)
    }
  }

  private func string(_ parts: [Expression.StringPart], _ expected: ValueType?, _ range: SourceRange) -> Checked {
    if parts.count == 1, case .text(let text) = parts[0] {
      if expected?.unwrapped == .character {
        if text.count != 1 { error("type-mismatch", "a 'Character' is one character, found \(text.count)", at: range) }
        return Checked(kind: .constant(.string(text)), type: .character, range: range)
      }
      return Checked(kind: .constant(.string(text)), type: .string, range: range)
    }
    let pieces = parts.map { part -> Checked in
      switch part {
      case .text(let text): return Checked(kind: .constant(.string(text)), type: .string, range: range)
      case .value(let expression): return infer(expression)
      }
    }
    return Checked(kind: .interpolation(pieces), type: .string, range: range)
  }

  private func array(_ elements: [Expression], _ expected: ValueType?, _ range: SourceRange) -> Checked {
    var element: ValueType?
    var isSet = false
    switch expected?.unwrapped {
    case .array(let type)?, .slice(let type)?: element = type
    case .set(let type)?:
      element = type
      isSet = true
    default: break
    }
    if elements.isEmpty, element == nil, expected == nil, trials == 0 {
      error(
        "empty-without-type", "an empty array needs a type", at: range, mend: "write '[Int]()' or 'let x: [Int] = []'")
    }
    let (values, type) = unified(elements, element)
    let array = Checked(kind: .array(values), type: .array(type), range: range)
    guard isSet else { return array }
    let make = native("Set") { _, values in .set(DictionaryValue(try Elements.of(values[0]).map { ($0, .void) })) }
    return Checked(kind: .invoke(make, [array]), type: .set(type), range: range)
  }

  private func dictionary(
    _ pairs: [(key: Expression, value: Expression)], _ expected: ValueType?, _ range: SourceRange
  ) -> Checked {
    var types: (ValueType?, ValueType?) = (nil, nil)
    if case .dictionary(let key, let value)? = expected?.unwrapped { types = (key, value) }
    if pairs.isEmpty, types.0 == nil, expected == nil, trials == 0 {
      error(
        "empty-without-type", "an empty dictionary needs a type", at: range,
        mend: "write '[String: Int]()' or 'let x: [String: Int] = [:]'")
    }
    let (keys, keyType) = unified(pairs.map(\.key), types.0)
    let (values, valueType) = unified(pairs.map(\.value), types.1)
    return Checked(
      kind: .dictionary(zip(keys, values).map { ($0, $1) }), type: .dictionary(keyType, valueType), range: range)
  }

  private func name(_ name: String, _ expected: ValueType?, _ range: SourceRange) -> Checked {
    if let member = memberOfSelf(name, range) { return infer(member, expected) }
    switch lookup(name) {
    case .slot(let slot)?:
      use(slot)
      if !slot.isInitialized {
        error("used-before-set", "'\(name)' is used before it has a value", at: range, mend: "give it a value first")
      }
      return Checked(kind: .load(slot), type: slot.type, range: range)
    case .functions(let functions)?:
      let wanted = functions.first { $0.type.converts(to: expected ?? .unknown) } ?? functions[functions.count - 1]
      return reference(to: wanted, range)
    case .nominal(let nominal)?:
      return Checked(kind: .constant(.type(nominal.valueType)), type: .metatype(nominal.valueType), range: range)
    case .alias(let type)?: return Checked(kind: .constant(.type(type)), type: .metatype(type), range: range)
    case .typeParameter?: return invalid(range)
    case nil: break
    }
    if let type = namedType(name, [], range) {
      return Checked(kind: .constant(.type(type)), type: .metatype(type), range: range)
    }
    if let found = nativeReference(name, expected, range) { return found }
    if name == "_" {
      error("misplaced-wildcard", "'_' stands for no value", at: range, mend: "name a value")
      return invalid(range)
    }
    if name.first == "$", Int(name.dropFirst()) != nil {
      error("unknown-name", "'\(name)' is more than the arguments that the closure gets", at: range)
      return invalid(range)
    }
    unknownName(name, range)
    return invalid(range)
  }

  func reference(to function: UserFunction, _ range: SourceRange) -> Checked {
    if !function.changed.isEmpty || function.isMutating {
      refuse("a function with 'inout' parameters as a value is", at: range, "call it in a closure")
      return invalid(range)
    }
    if let slot = function.slot {
      use(slot)
      return Checked(kind: .load(slot), type: function.type, range: range)
    }
    return Checked(kind: .function(function), type: function.type, range: range)
  }

  func unknownName(_ name: String, _ range: SourceRange) {
    if refuseInteger(name, range) { return }
    if let advice = library.advice(onFunction: name) {
      error("outside-subset", "'\(name)' is not part of the command language", at: range, mend: advice)
      return
    }
    let close = Suggestion.closest(to: name, among: visibleNames)
    error(
      "unknown-name", "there is no '\(name)'", at: range,
      fixIts: close.map { [Diagnostic.FixIt("did you mean '\($0)'?", at: range, replacement: $0)] } ?? [])
  }

  private func cast(
    _ operand: Expression, _ kind: Expression.CastKind, _ type: ValueType, _ range: SourceRange
  ) -> Checked {
    switch kind {
    case .plain: return check(operand, type)
    case .test: return Checked(kind: .test(infer(operand), type), type: .bool, range: range)
    case .forced:
      let conversion = native("as!") { _, values in
        guard let value = values[0].cast(to: type) else {
          throw RuntimeFault.type(expected: type.description, found: values[0].typeText)
        }
        return value
      }
      return Checked(kind: .invoke(conversion, [unknowing(infer(operand))]), type: type, range: range)
    case .conditional:
      let value = unknowing(infer(operand))
      let conversion = native("as?") { _, values in
        values[0].cast(to: type).map { .some($0) } ?? .none
      }
      return Checked(kind: .invoke(conversion, [value]), type: .optional(type), range: range)
    }
  }

  /// The value with its type forgotten, so that a conversion is checked when the program runs.
  func unknowing(_ value: Checked) -> Checked {
    Checked(kind: .convert(value), type: .unknown, range: value.range)
  }

  /// A pure native operation.
  func native(_ name: String, _ body: @escaping (CallContext, [Value]) throws -> Value) -> NativeCall {
    NativeCall(name: name, argumentNames: [], isHostCall: false, purity: .pure(), body: body)
  }
}

extension ValueType {
  /// The type inside an optional; any other type itself.
  var unwrapped: ValueType { if case .optional(let wrapped) = self { wrapped } else { self } }
}
