/// The standard library as cells have it: one table that checker, evaluator, completion and inspection read.
struct Library: Sendable {
  static let standard = Library(
    freeMembers + functionMembers + sequenceMembers + partMembers + arrayMembers + arrayChanges + textMembers
      + textChanges + textIndexMembers + characterMembers + characterSetMembers + integerMembers + floatingMembers
      + dictionaryMembers + setMembers + rangeMembers + makingMembers + formattingMembers)

  /// Functions without a receiver, by name.
  let free: [String: [LibraryMember]]
  private let members: [LibraryMember.Head: [String: [LibraryMember]]]
  /// Names of methods that change their receiver.
  let changingNames: Set<String>

  init(_ list: [LibraryMember]) {
    var members: [LibraryMember.Head: [String: [LibraryMember]]] = [:]
    for member in list { members[member.head, default: [:]][member.name, default: []].append(member) }
    self.members = members
    free = members[.free] ?? [:]
    changingNames = Set(list.filter { $0.change != nil }.map(\.name))
  }

  /// The heads whose members a type has, the most special first.
  private func heads(of type: ValueType) -> [LibraryMember.Head] {
    switch type {
    case .array: [.array, .list, .collection, .sequence]
    case .slice: [.slice, .list, .collection, .sequence]
    case .set: [.set, .collection, .sequence]
    case .dictionary: [.dictionary, .collection, .sequence]
    case .string: [.string, .collection, .sequence]
    case .character: [.character]
    case .range(.int), .range(.unknown): [.openRange, .range, .collection, .sequence]
    case .closedRange(.int), .closedRange(.unknown): [.range, .collection, .sequence]
    case .range(.string), .closedRange(.string): [.range, .textRange]
    case .range, .closedRange: [.range]
    case .int: [.int]
    case .double: [.double]
    case .float: [.float]
    case .bool: [.bool]
    case .optional: [.optional]
    case .foreign(TextScalar.typeName): [.scalar]
    default: []
    }
  }

  func members(of type: ValueType, named name: String) -> [LibraryMember] {
    (heads(of: type) + [.any]).flatMap { members[$0]?[name] ?? [] }
  }

  func memberNames(of type: ValueType) -> [String] {
    Set(heads(of: type).flatMap { Array((members[$0] ?? [:]).keys) }).sorted()
  }

  private func staticHead(_ type: ValueType) -> LibraryMember.Head? {
    switch type {
    case .int: .staticInt
    case .double: .staticDouble
    case .float: .staticFloat
    case .bool: .staticBool
    case .foreign(RoundingRule.typeName): .staticRounding
    case .foreign(Sign.typeName): .staticSign
    case .foreign(CharacterSet.typeName): .staticCharacterSet
    default: nil
    }
  }

  func statics(of type: ValueType, named name: String) -> [LibraryMember] {
    staticHead(type).flatMap { members[$0]?[name] } ?? []
  }

  func staticNames(of type: ValueType) -> [String] {
    staticHead(type).map { (members[$0] ?? [:]).keys.sorted() } ?? []
  }

  func initializers(of type: ValueType) -> [LibraryMember] {
    let head: LibraryMember.Head? =
      switch type {
      case .int: .makeInt
      case .double: .makeDouble
      case .float: .makeFloat
      case .string: .makeString
      case .character: .makeCharacter
      case .bool: .makeBool
      case .array: .makeArray
      case .slice: .makeSlice
      case .optional: .makeOptional
      case .foreign(TextScalar.typeName): .makeScalar
      case .set: .makeSet
      case .dictionary: .makeDictionary
      default: nil
      }
    return head.flatMap { members[$0]?["init"] } ?? []
  }

  /// What a receiver's type says about the type parameters of its members.
  func bindings(_ head: LibraryMember.Head, _ receiver: ValueType?) -> [String: ValueType] {
    guard let receiver else { return [:] }
    var bindings: [String: ValueType] = ["Self": receiver]
    switch receiver {
    case .dictionary(let key, let value):
      bindings["K"] = key
      bindings["V"] = value
    case .range(let bound), .closedRange(let bound): bindings["B"] = bound
    case .optional(let wrapped): bindings["W"] = wrapped
    default: break
    }
    if let element = receiver.elementType {
      bindings["E"] = element
      bindings["J"] =
        element == .string || element == .character ? .string : element.elementType.map { .array($0) }
    }
    return bindings
  }

  /// A row of the table.
  static func row(
    _ head: LibraryMember.Head, _ signature: String, _ summary: String,
    body: @escaping @Sendable (CallContext, [Value]) throws -> Value
  ) -> LibraryMember {
    let read = SignatureReader.read(signature)
    return LibraryMember(
      name: read.name, head: head, parameters: read.parameters, isVariadic: read.isVariadic, result: read.result,
      isProperty: read.isProperty, summary: summary, body: body, change: nil)
  }

  /// A row for a method that changes its receiver.
  static func changing(
    _ head: LibraryMember.Head, _ signature: String, _ summary: String,
    change: @escaping @Sendable (CallContext, inout Value, [Value]) throws -> Value
  ) -> LibraryMember {
    let read = SignatureReader.read(signature)
    return LibraryMember(
      name: read.name, head: head, parameters: read.parameters, isVariadic: false, result: read.result,
      isProperty: false,
      summary: summary, body: { _, _ in .void }, change: change)
  }
}

extension Value {
  /// Unpacks an argument that the signature has checked, or says what it is instead.
  func int() throws -> Int {
    guard case .int(let it) = self else { throw RuntimeFault.type(expected: "Int", found: typeText) }
    return it
  }
  func double() throws -> Double {
    guard case .double(let it) = self else { throw RuntimeFault.type(expected: "Double", found: typeText) }
    return it
  }
  func bool() throws -> Bool {
    guard case .bool(let it) = self else { throw RuntimeFault.type(expected: "Bool", found: typeText) }
    return it
  }
  func string() throws -> String {
    guard case .string(let it) = self else { throw RuntimeFault.type(expected: "String", found: typeText) }
    return it
  }
  func function() throws -> FunctionValue {
    guard case .function(let it) = self else { throw RuntimeFault.type(expected: "a function", found: typeText) }
    return it
  }
  func elements() throws -> [Value] { try Elements.of(self) }

  /// Whether this value comes before another in their type's own order.
  func isLess(than other: Value) throws -> Bool {
    switch (self, other) {
    case (.int(let a), .int(let b)): return a < b
    case (.double(let a), .double(let b)): return a < b
    case (.float(let a), .float(let b)): return a < b
    case (.string(let a), .string(let b)): return a < b
    case (.tuple(let a), .tuple(let b)) where a.values.count == b.values.count:
      for (x, y) in zip(a.values, b.values) {
        if try x.isLess(than: y) { return true }
        if x != y { return false }
      }
      return false
    case (.instance(let a), .instance(let b)) where a.type === b.type && a.type.order != nil:
      return try a.type.order.flatMap { try Machine.result(of: $0, self, other)?.bool() } ?? false
    case (.instance(let a), .instance(let b)) where a.type === b.type && a.type.isEnumeration:
      guard a.caseIndex == b.caseIndex else { return a.caseIndex < b.caseIndex }
      return try Value.tuple(TupleValue(a.fields)).isLess(than: .tuple(TupleValue(b.fields)))
    case (.foreign(let a as TextIndex), .foreign(let b as TextIndex)): return a < b
    default: throw RuntimeFault("not-comparable", "'\(typeText)' and '\(other.typeText)' have no order")
    }
  }

  /// Whether this value comes before another or is equal to it; neither holds beside NaN.
  func isAtMost(_ other: Value) throws -> Bool {
    switch (self, other) {
    case (.double(let a), .double(let b)): a <= b
    case (.float(let a), .float(let b)): a <= b
    default: try !other.isLess(than: self)
    }
  }

  /// The optional of a value that may be missing.
  static func optional(_ value: Value?) -> Value { value.map { .some($0) } ?? .none }
}
