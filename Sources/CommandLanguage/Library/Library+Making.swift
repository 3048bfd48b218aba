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
    row(.makeDouble, "init(_ number: Int) -> Double", "the number as a Double") { _, a in
      .double(Double(try a[0].int()))
    },
    row(.makeDouble, "init(_ number: Double) -> Double", "the number itself") { _, a in a[0] },
    row(.makeDouble, "init(_ number: Float) -> Double", "the number as a Double") { _, a in
      guard case .float(let number) = a[0] else { return .void }
      return .double(Double(number))
    },
    row(.makeDouble, "init(_ text: String) -> Double?", "the number that a text spells") { _, a in
      .optional(Double(try a[0].string()).map { .double($0) })
    },
    row(.makeFloat, "init(_ number: Double) -> Float", "the nearest Float") { _, a in .float(Float(try a[0].double()))
    },
    row(.makeFloat, "init(_ number: Int) -> Float", "the nearest Float") { _, a in .float(Float(try a[0].int())) },
    row(.makeString, "init(_ value: Any) -> String", "the value as text") { _, a in
      if case .array(let characters) = a[0] { return .string(characters.map(\.description).joined()) }
      return .string(a[0].description)
    },
    row(.makeString, "init(describing value: Any) -> String", "the value as text") { _, a in .string(a[0].description)
    },
    row(.makeString, "init(_ number: Int, radix: Int) -> String", "an integer to a base") { _, a in
      .string(String(try a[0].int(), radix: try radix(a[1])))
    },
    row(.makeString, "init(repeating text: String, count: Int) -> String", "a text many times") { _, a in
      let (text, count) = (try a[0].string(), try Dynamic.length(a[1]))
      try Dynamic.checkText(text.utf8.count, times: count)
      return .string(String(repeating: text, count: count))
    },
    row(.makeCharacter, "init(_ text: String) -> Character", "the one character of a text") { _, a in
      let text = try a[0].string()
      guard text.count == 1 else {
        throw RuntimeFault("type-mismatch", "a 'Character' is one character, found \(text.count)")
      }
      return a[0]
    },
    row(.makeBool, "init(_ text: String) -> Bool?", "true or false, as a text spells it") { _, a in
      .optional(Bool(try a[0].string()).map { .bool($0) })
    },
    row(.makeArray, "init(repeating element: T, count: Int) -> [T]", "an element many times") { _, a in
      .array(Array(repeating: a[0], count: try Dynamic.capacity(a[1])))
    },
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
