/// Operations on values whose types only run time knows.
enum Dynamic {
  /// A number of elements.
  static func length(_ value: Value) throws -> Int {
    let length = try value.int()
    guard length >= 0 else {
      throw RuntimeFault("invalid-argument", "a number of elements must not be negative, found \(length)")
    }
    return length
  }

  /// The number of elements of something that is about to be made.
  /// - Throws: a fault for more than are held at once.
  static func capacity(_ value: Value) throws -> Int {
    let count = try length(value)
    guard count <= Elements.greatestCount else { throw Elements.tooLong(count) }
    return count
  }

  /// The most bytes that a text may have.
  static let longestText = 1 << 30

  /// Two arrays as one, if memory has room for it.
  static func joined(_ a: [Value], _ b: [Value]) throws -> [Value] {
    guard a.count + b.count <= Elements.greatestCount else { throw Elements.tooLong(a.count + b.count) }
    return a + b
  }

  /// Refuses a text that is too long to be made.
  static func checkText(_ bytes: Int, times count: Int = 1) throws {
    let (total, overflow) = bytes.multipliedReportingOverflow(by: count)
    if overflow || total > longestText {
      throw RuntimeFault("text-too-long", "a text of more than \(longestText) bytes", mend: "write it in parts")
    }
  }

  /// How many elements to take out at an end, no more than there are.
  static func removable(_ value: Value, of count: Int, _ name: String) throws -> Int {
    let length = try length(value)
    guard length <= count else {
      throw RuntimeFault(
        "empty-collection", "'\(name)' of \(length) elements where there \(count == 1 ? "is 1" : "are \(count)")",
        mend: "look at 'count' first")
    }
    return length
  }

  static func joined(_ value: Value, separator: Value) throws -> Value {
    let parts = try value.elements()
    if parts.allSatisfy({ if case .string = $0 { true } else { false } }) {
      if parts.isEmpty, case .array = separator { return .array([]) }
      return .string(try parts.map { try $0.string() }.joined(separator: try Library.text(separator)))
    }
    let between: [Value]
    switch separator {
    case .string(""): between = []
    case .string:
      let other = parts.first { if case .string = $0 { false } else { true } } ?? .void
      throw RuntimeFault(
        "type-mismatch", "'joined' needs texts, found '\(other.typeText)'", mend: "map them to 'String' first")
    default: between = try separator.elements()
    }
    if let other = parts.first(where: { (try? Elements.slice($0)) == nil }) {
      throw RuntimeFault(
        "type-mismatch", "'joined' needs texts or sequences, found '\(other.typeText)'",
        mend: "map them to 'String' first")
    }
    return .array(Array(try parts.map { try $0.elements() }.joined(separator: between)))
  }

  static func contains(_ a: [Value]) throws -> Value {
    switch (a[0], a[1]) {
    case (.range(.ints(let range)), .int(let it)): .bool(range.contains(it))
    case (.range(.closedInts(let range)), .int(let it)): .bool(range.contains(it))
    case (.range(.doubles(let range)), .double(let it)): .bool(range.contains(it))
    case (.range(.closedDoubles(let range)), .double(let it)): .bool(range.contains(it))
    case (.range(.strings(let range)), .string(let it)): .bool(range.contains(it))
    case (.range(.closedStrings(let range)), .string(let it)): .bool(range.contains(it))
    case (.range(.indices(let range)), let it): .bool(TextIndex.from(it).map(range.contains) ?? false)
    case (.range(.closedIndices(let range)), let it): .bool(TextIndex.from(it).map(range.contains) ?? false)
    case (.set(let entries), let it): .bool(entries[it] != nil)
    case (.string(let text), .string(let it)): .bool(it.isEmpty || text.contains(it))
    default: .bool(try a[0].elements().contains(a[1]))
    }
  }

  /// A subscript of an array, slice or text by a range or place, or of a dictionary by a key with or without a default.
  static func index(_ context: CallContext, _ a: [Value]) throws -> Value {
    switch (a[0], a[1]) {
    case (.dictionary(let entries), let key): return a.count > 2 ? entries[key] ?? a[2] : .optional(entries[key])
    case (.array(let elements), .int(let index)):
      guard index >= 0, index < elements.count else { throw RuntimeFault.index(index, elements.count) }
      return elements[index]
    case (.slice(let elements), .int(let index)):
      guard elements.indices.contains(index) else { throw outside("\(index)", elements.indices, "index") }
      return elements[index]
    case (.array(let elements), .range(.ints)), (.array(let elements), .range(.closedInts)):
      return .slice(elements[try bounds(a[1], in: elements.indices)])
    case (.slice(let elements), .range(.ints)), (.slice(let elements), .range(.closedInts)):
      return .slice(elements[try bounds(a[1], in: elements.indices)])
    case (.string(let text), .range): return .string(String(text[try Library.places(a[1], in: text)]))
    case (.string(let text), .foreign):
      let place = try Library.place(a[1], in: text)
      guard place < text.endIndex else { throw RuntimeFault.behindEnd }
      return .string(String(text[place]))
    default:
      throw RuntimeFault("no-subscript", "a value of type '\(a[0].typeText)' has no subscript by '\(a[1].typeText)'")
    }
  }

  /// The elements between two bounds that the indices give.
  static func part(_ value: Value, _ bounds: (Range<Int>) throws -> (Int, Int)) throws -> Value {
    let elements = try Elements.slice(value)
    let (lower, upper) = try bounds(elements.indices)
    guard lower >= elements.startIndex, lower <= upper, upper <= elements.endIndex else {
      throw outside("\(lower)..<\(upper)", elements.indices)
    }
    return .slice(elements[lower..<upper])
  }

  /// A range of integers as a range of indices.
  /// - Throws: a fault when it reaches beyond them.
  static func bounds(_ value: Value, in whole: Range<Int>) throws -> Range<Int> {
    switch value {
    case .range(.ints(let range)):
      guard range.lowerBound >= whole.lowerBound, range.upperBound <= whole.upperBound else {
        throw outside(range.description, whole)
      }
      return range
    case .range(.closedInts(let range)):
      guard range.lowerBound >= whole.lowerBound, range.upperBound < whole.upperBound else {
        throw outside(range.description, whole)
      }
      return Range(range)
    default: throw RuntimeFault.type(expected: "a range of 'Int'", found: value.typeText)
    }
  }

  static func outside(_ range: String, _ whole: Range<Int>, _ name: String = "range") -> RuntimeFault {
    RuntimeFault("index-out-of-range", "the \(name) \(range) is not within the indices \(whole)")
  }

  static func contains(_ context: CallContext, _ a: [Value]) throws -> Value { try contains(a) }

  static func subscripted(_ a: [Value], _ table: CommandTable, _ context: CallContext) throws -> Value {
    guard a.count > 1 else { throw RuntimeFault("no-subscript", "a subscript needs an index") }
    if case .foreign(let object) = a[0], let type = table.types[Swift.type(of: object).typeName] {
      for callable in type.subscripts where fits(callable.parameters, Array(a.dropFirst())) {
        return try callable.body(context, a)
      }
    }
    return try index(context, a)
  }

  static func property(_ name: String, of value: Value, _ table: CommandTable, _ context: CallContext) throws -> Value {
    switch value {
    case .tuple(let tuple):
      if let index = Int(name) ?? tuple.labels.firstIndex(of: name), tuple.values.indices.contains(index) {
        return tuple.values[index]
      }
    case .instance(let instance):
      if let index = instance.type.storedNames.firstIndex(of: name), !instance.type.isEnumeration {
        return instance.fields[index]
      }
      if let getter = instance.type.computed[name] {
        return try context.machine.call(
          FunctionValue(name: name, type: .unknown, body: .compiled(getter.routine, captures: [])), [value])
      }
    case .foreign(let object):
      if let callable = table.types[Swift.type(of: object).typeName]?.properties.first(where: { $0.name == name }) {
        return try callable.body(context, [value])
      }
    default: break
    }
    if let member = Library.standard.members(of: value.type, named: name).first(where: \.isProperty) {
      return try member.body(context, [value])
    }
    throw unknownMember(name, value)
  }

  static func method(
    _ name: String, _ labels: [String?], _ values: [Value], _ table: CommandTable, _ context: CallContext
  ) throws -> Value {
    let receiver = values[0]
    let arguments = Array(values.dropFirst())
    switch receiver {
    case .foreign(let object):
      let callables = table.types[Swift.type(of: object).typeName]?.methods.filter { $0.name == name } ?? []
      for callable in callables {
        if let filled = arranged(callable.parameters, labels, arguments) {
          return try callable.body(context, [receiver] + filled)
        }
      }
    case .instance(let instance):
      for function in instance.type.methods[name] ?? []
      where function.parameters.count == values.count && !function.isMutating {
        return try context.machine.call(
          FunctionValue(name: name, type: .unknown, body: .compiled(function.routine, captures: [])), values)
      }
    default: break
    }
    let members = Library.standard.members(of: receiver.type, named: name).filter { !$0.isProperty && $0.change == nil }
    for member in members {
      if let filled = arranged(member.parameters, labels, arguments) {
        return try member.body(context, [receiver] + filled)
      }
    }
    throw unknownMember(name, receiver)
  }

  static func change(
    _ name: String, _ labels: [String?], _ value: inout Value, _ arguments: [Value], _ table: CommandTable,
    _ context: CallContext
  ) throws -> Value {
    for member in Library.standard.members(of: value.type, named: name) {
      if let change = member.change, let filled = arranged(member.parameters, labels, arguments) {
        return try change(context, &value, filled)
      }
    }
    return try method(name, labels, [value] + arguments, table, context)
  }

  /// Applies the first of several library functions whose parameters take the values.
  static func apply(_ members: [LibraryMember], _ values: [Value], _ context: CallContext) throws -> Value {
    for member in members {
      if member.isVariadic,
        member.parameters.count == 1 || member.parameters.dropFirst().allSatisfy({ $0.defaultValue != nil })
      {
        return try member.body(context, [.array(values)] + member.parameters.dropFirst().compactMap(\.defaultValue))
      }
      let missing = member.parameters.count - values.count
      guard missing >= 0, fits(Array(member.parameters.prefix(values.count)), values) else { continue }
      let standards = member.parameters.suffix(missing).compactMap(\.defaultValue)
      guard standards.count == missing else { continue }
      return try member.body(context, values + standards)
    }
    let found = values.map(\.typeText).joined(separator: ", ")
    throw RuntimeFault("type-mismatch", "'\(members.first?.name ?? "")' does not take (\(found))")
  }

  /// Arguments in the order of the parameters with defaults filled in; nil when they do not fit.
  private static func arranged(_ parameters: [ParameterDescription], _ labels: [String?], _ values: [Value]) -> [Value]?
  {
    var result: [Value] = []
    var next = 0
    for parameter in parameters {
      if next < values.count,
        labels[next] == parameter.label
          || (labels[next] == nil && isFunction(values[next]) && isFunction(parameter.type))
      {
        var value = values[next]
        if case .array(let element) = parameter.type, element.hasParameter, (try? Elements.first(value)) != nil {
          // Any sequence will do.
        } else if let converted = try? value.conformed(to: parameter.type.substituting([:])) {
          value = converted
        } else {
          return nil
        }
        result.append(value)
        next += 1
      } else if let standard = parameter.defaultValue {
        result.append(standard)
      } else {
        return nil
      }
    }
    return next == values.count ? result : nil
  }

  private static func isFunction(_ value: Value) -> Bool { if case .function = value { true } else { false } }
  private static func isFunction(_ type: ValueType) -> Bool {
    if case .function = type.unwrapped { true } else { false }
  }

  private static func fits(_ parameters: [ParameterDescription], _ values: [Value]) -> Bool {
    parameters.count == values.count && zip(parameters, values).allSatisfy { $1.conforms(to: $0.type) }
  }

  private static func unknownMember(_ name: String, _ value: Value) -> RuntimeFault {
    RuntimeFault("unknown-member", "'\(value.typeText)' has no member '\(name)' for these arguments")
  }
}
