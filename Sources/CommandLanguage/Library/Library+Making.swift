extension Library {
  static let makingMembers: [LibraryMember] = [
    row(.makeInt, "init(_ number: Double) -> Int", "the whole part of a number") { _, a in
      .int(try whole(try a[0].double()))
    },
    row(.makeInt, "init(_ number: Int) -> Int", "the number itself") { _, a in a[0] },
    row(.makeInt, "init(_ number: Float) -> Int", "the whole part of a number") { _, a in
      guard case .float(let number) = a[0] else { return .void }
      return .int(try whole(Double(number)))
    },
    row(.makeInt, "init(_ text: String) -> Int?", "the integer that a text spells") { _, a in
      .optional(Int(try a[0].string()).map { .int($0) })
    },
    row(.makeInt, "init(_ text: String, radix: Int) -> Int?", "the integer that a text spells to a base") { _, a in
      .optional(Int(try a[0].string(), radix: try radix(a[1])).map { .int($0) })
    },
    row(.makeInt, "init(exactly number: Double) -> Int?", "the equal integer; nil when there is none") { _, a in
      .optional(Int(exactly: try a[0].double()).map { .int($0) })
    },
    row(.makeInt, "init(exactly number: Int) -> Int?", "the number itself") { _, a in .some(a[0]) },
    row(.makeInt, "init(truncatingIfNeeded number: Int) -> Int", "the number itself") { _, a in a[0] },
    row(.makeInt, "init(clamping number: Int) -> Int", "the number itself") { _, a in a[0] },
    row(.makeString, "init(_ value: Any) -> String", "the value as text") { _, a in
      switch a[0] {
      case .array, .slice: .string(try a[0].elements().map(\.description).joined())
      default: .string(a[0].description)
      }
    },
    row(.makeString, "init(reflecting value: Any) -> String", "the value as text, a text in quotation marks") { _, a in
      .string(a[0].literalText)
    },
    row(.makeString, "init(describing value: Any) -> String", "the value as text") { _, a in .string(a[0].description)
    },
    row(
      .makeString, "init(_ number: Int, radix: Int, uppercase: Bool = false) -> String", "an integer to a base"
    ) { _, a in .string(String(try a[0].int(), radix: try radix(a[1]), uppercase: try a[2].bool())) },
    row(.makeString, "init(repeating text: String, count: Int) -> String", "a text many times") { _, a in
      try repeated(a)
    },
    row(.makeString, "init(repeating character: Character, count: Int) -> String", "a character many times") { _, a in
      try repeated(a)
    },
    row(.makeBool, "init(_ text: String) -> Bool?", "true or false, as a text spells it") { _, a in
      .optional(Bool(try a[0].string()).map { .bool($0) })
    },
    row(.makeArray, "init(repeating element: T, count: Int) -> [T]", "an element many times") { _, a in
      .array(Array(repeating: a[0], count: try Dynamic.capacity(a[1])))
    },
    row(.makeSlice, "init(_ sequence: [T]) -> ArraySlice<T>", "the elements of a sequence, as a slice of an array") {
      _, a in .slice(try a[0].elements()[...])
    },
    row(.makeOptional, "init(_ value: T) -> T?", "the value as an optional") { _, a in .some(a[0]) },
    row(.makeArray, "init(_ sequence: [T]) -> [T]", "the elements of a sequence") { _, a in .array(try a[0].elements())
    },
    row(.makeSet, "init(_ sequence: [T]) -> Set<T>", "the distinct elements of a sequence") { _, a in
      .set(DictionaryValue(try a[0].elements().map { ($0, .void) }))
    },
    row(
      .makeDictionary, "init(uniqueKeysWithValues pairs: [(K, V)]) -> [K: V]",
      "a dictionary of pairs with different keys"
    ) { _, a in
      var result = DictionaryValue()
      for pair in try a[0].elements() {
        guard case .tuple(let tuple) = pair, tuple.values.count == 2 else {
          throw RuntimeFault.type(expected: "a pair", found: pair.typeText)
        }
        guard result[tuple.values[0]] == nil else {
          throw RuntimeFault("duplicate-key", "the key \(tuple.values[0].literalText) stands twice")
        }
        result[tuple.values[0]] = tuple.values[1]
      }
      return .dictionary(result)
    },
    row(
      .makeDictionary, "init(_ pairs: [(K, V)], uniquingKeysWith combine: (V, V) -> V) -> [K: V]",
      "a dictionary of pairs; a function combines the values of a key that stands twice"
    ) { call, a in try merged(.dictionary(DictionaryValue()), a[0], try a[1].function(), call) },
    row(.makeDictionary, "init(minimumCapacity: Int) -> [K: V]", "an empty dictionary") { _, _ in
      .dictionary(DictionaryValue())
    },
    row(
      .makeDictionary, "init(grouping values: [T], by key: (T) -> K) -> [K: [T]]",
      "the elements by what a function says of them"
    ) { call, a in
      let function = try a[1].function()
      var groups: [Value: [Value]] = [:]
      var keys: [Value] = []
      for value in try a[0].elements() {
        let key = try call.machine.apply(function, value)
        if groups[key] == nil { keys.append(key) }
        groups[key, default: []].append(value)
      }
      return .dictionary(DictionaryValue(keys.map { ($0, .array(groups[$0] ?? [])) }))
    },
  ]

  private static func repeated(_ a: [Value]) throws -> Value {
    let (text, count) = (try a[0].string(), try Dynamic.length(a[1]))
    let (size, overflow) = text.utf8.count.multipliedReportingOverflow(by: count)
    guard !overflow, size <= Elements.greatestCount else { throw Elements.tooLong(count) }
    return .string(String(repeating: text, count: count))
  }

  private static func whole(_ number: Double) throws -> Int {
    guard let whole = Int(exactly: number.rounded(.towardZero)) else {
      throw RuntimeFault("integer-overflow", "\(number) does not fit in 'Int'")
    }
    return whole
  }

  private static func radix(_ value: Value) throws -> Int {
    let radix = try value.int()
    guard (2...36).contains(radix) else {
      throw RuntimeFault("invalid-argument", "a base must be in 2...36, found \(radix)")
    }
    return radix
  }
}
