extension Library {
  /// Members of dictionaries.
  static let dictionaryMembers: [LibraryMember] = [
    row(.dictionary, "keys: Set<K>", "the keys") { _, a in
      guard case .dictionary(let entries) = a[0] else { return .void }
      // A set looks at the keys of its entries alone, so nothing is copied.
      return .set(entries)
    },
    row(.dictionary, "values: [V]", "the values") { _, a in .array(try pairs(a[0]).map(\.value)) },
    row(.dictionary, "mapValues(_ transform: (V) -> T) -> [K: T]", "the results of a function on each value") {
      call, a in
      let function = try a[1].function()
      return .dictionary(DictionaryValue(try pairs(a[0]).map { ($0.key, try call.machine.apply(function, $0.value)) }))
    },
    row(
      .dictionary, "compactMapValues(_ transform: (V) -> T?) -> [K: T]",
      "the results of a function on each value that are not nil"
    ) { call, a in
      let function = try a[1].function()
      var result = DictionaryValue()
      for (key, value) in try pairs(a[0]) {
        switch try call.machine.apply(function, value) {
        case .none: break
        case .some(let mapped), let mapped: result[key] = mapped
        }
      }
      return .dictionary(result)
    },
    row(
      .dictionary, "filter(_ isIncluded: ((key: K, value: V)) -> Bool) -> [K: V]",
      "the pairs for which a function holds"
    ) { call, a in
      let function = try a[1].function()
      let kept = try pairs(a[0]).filter {
        try call.machine.apply(function, Elements.pair($0.key, $0.value)).bool()
      }
      return .dictionary(DictionaryValue(kept.map { ($0.key, $0.value) }))
    },
    row(
      .dictionary, "merging(_ other: [K: V], uniquingKeysWith combine: (V, V) -> V) -> [K: V]",
      "the pairs of both; a function combines the values of a key that both have"
    ) { call, a in try merged(a[0], a[1], try a[2].function(), call) },
    row(
      .dictionary, "merging(_ pairs: [(K, V)], uniquingKeysWith combine: (V, V) -> V) -> [K: V]",
      "the pairs of both; a function combines the values of a key that both have"
    ) { call, a in try merged(a[0], a[1], try a[2].function(), call) },
    changing(
      .dictionary, "merge(_ other: [K: V], uniquingKeysWith combine: (V, V) -> V)",
      "takes in other pairs; a function combines the values of a key that both have"
    ) { call, value, a in try merge(&value, a[0], try a[1].function(), call) },
    changing(
      .dictionary, "merge(_ pairs: [(K, V)], uniquingKeysWith combine: (V, V) -> V)",
      "takes in other pairs; a function combines the values of a key that both have"
    ) { call, value, a in try merge(&value, a[0], try a[1].function(), call) },
    changing(.dictionary, "updateValue(_ value: V, forKey: K) -> V?", "sets a value and returns the old one") {
      _, value, a in
      try editingEntries(&value) { entries in
        let old = entries[a[1]]
        entries[a[1]] = a[0]
        return .optional(old)
      }
    },
    changing(.dictionary, "removeValue(forKey: K) -> V?", "takes out a key and returns its value") { _, value, a in
      try editingEntries(&value) { entries in
        let old = entries[a[0]]
        entries[a[0]] = nil
        return .optional(old)
      }
    },
    changing(.dictionary, "popFirst() -> (key: K, value: V)?", "takes out the first pair, nil when there is none") {
      _, value, _ in
      try editingEntries(&value) { entries in
        guard let first = entries.first else { return .none }
        entries[first.key] = nil
        return .some(Elements.pair(first.key, first.value))
      }
    },
    changing(.dictionary, "removeAll(keepingCapacity: Bool = false)", "takes out all keys") { _, value, _ in
      value = .dictionary(DictionaryValue())
      return .void
    },
    changing(.dictionary, "reserveCapacity(_ count: Int)", "makes room ahead of time") { _, _, _ in .void },
  ]

  static func pairs(_ value: Value) throws -> [(key: Value, value: Value)] {
    guard case .dictionary(let entries) = value else {
      throw RuntimeFault.type(expected: "a dictionary", found: value.typeText)
    }
    return Array(entries)
  }

  /// The keys and values of a dictionary, or of a sequence of pairs.
  static func keysAndValues(_ value: Value) throws -> [(key: Value, value: Value)] {
    if case .dictionary = value { return try pairs(value) }
    return try value.elements().map { pair in
      guard case .tuple(let tuple) = pair, tuple.values.count == 2 else {
        throw RuntimeFault.type(expected: "a pair", found: pair.typeText)
      }
      return (tuple.values[0], tuple.values[1])
    }
  }

  static func merge(
    _ value: inout Value, _ more: Value, _ combine: FunctionValue, _ call: CallContext
  ) throws -> Value {
    let more = try keysAndValues(more)
    return try editingEntries(&value) { entries in
      for (key, value) in more {
        entries[key] = try entries[key].map { try call.machine.apply(combine, $0, value) } ?? value
      }
      return .void
    }
  }

  static func merged(
    _ value: Value, _ more: Value, _ combine: FunctionValue, _ call: CallContext
  ) throws -> Value {
    var result = value
    _ = try merge(&result, more, combine, call)
    return result
  }

  /// Changes a dictionary or set in place, without a second reference that would copy it.
  static func editingEntries(
    _ value: inout Value, _ body: (inout DictionaryValue) throws -> Value
  ) throws -> Value {
    // Each case on its own: a 'switch' would keep a second reference to the entries.
    if case .dictionary(var entries) = value {
      value = .void
      defer { value = .dictionary(entries) }
      return try body(&entries)
    }
    if case .set(var entries) = value {
      value = .void
      defer { value = .set(entries) }
      return try body(&entries)
    }
    throw RuntimeFault.type(expected: "a dictionary or set", found: value.typeText)
  }
}
