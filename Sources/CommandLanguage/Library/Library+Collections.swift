extension Library {
  static let arrayMembers: [LibraryMember] = [
    row(.array, "indices: Range<Int>", "the places of the elements") { _, a in
      .range(.ints(0..<(try a[0].elements().count)))
    },
    row(.array, "startIndex: Int", "0") { _, _ in .int(0) },
    row(.array, "endIndex: Int", "the number of elements") { _, a in .int(try a[0].elements().count) },
    row(.array, "firstIndex(of element: E) -> Int?", "the place of the first equal element") { _, a in
      .optional(try a[0].elements().firstIndex(of: a[1]).map { .int($0) })
    },
    row(.array, "lastIndex(of element: E) -> Int?", "the place of the last equal element") { _, a in
      .optional(try a[0].elements().lastIndex(of: a[1]).map { .int($0) })
    },
    row(
      .array, "firstIndex(where predicate: (E) -> Bool) -> Int?",
      "the place of the first element for which a function holds"
    ) { call, a in
      let function = try a[1].function()
      return .optional(try a[0].elements().firstIndex { try call.machine.apply(function, $0).bool() }.map { .int($0) })
    },
    changing(.array, "append(_ element: E)", "adds an element at the end") { _, value, a in
      try edit(&value) { $0.append(a[0]) }
    },
    changing(.array, "append(contentsOf elements: [E])", "adds elements at the end") { _, value, a in
      let more = try a[0].elements()
      return try edit(&value) { $0 += more }
    },
    changing(.array, "insert(_ element: E, at index: Int)", "puts an element at a place") { _, value, a in
      let index = try a[1].int()
      return try edit(&value) { elements in
        guard index >= 0, index <= elements.count else { throw RuntimeFault.index(index, elements.count + 1) }
        elements.insert(a[0], at: index)
      }
    },
    changing(.array, "remove(at index: Int) -> E", "takes out the element at a place") { _, value, a in
      let index = try a[0].int()
      return try editing(&value) { elements in
        guard index >= 0, index < elements.count else { throw RuntimeFault.index(index, elements.count) }
        return elements.remove(at: index)
      }
    },
    changing(.array, "removeLast() -> E", "takes out the last element") { _, value, _ in
      try editing(&value) { elements in
        guard !elements.isEmpty else { throw RuntimeFault.emptied("removeLast") }
        return elements.removeLast()
      }
    },
    changing(.array, "removeFirst() -> E", "takes out the first element") { _, value, _ in
      try editing(&value) { elements in
        guard !elements.isEmpty else { throw RuntimeFault.emptied("removeFirst") }
        return elements.removeFirst()
      }
    },
    changing(.array, "popLast() -> E?", "takes out the last element, nil when there is none") { _, value, _ in
      try editing(&value) { .optional($0.popLast()) }
    },
    changing(.array, "removeAll()", "takes out all elements") { _, value, _ in try edit(&value) { $0.removeAll() } },
    changing(.array, "removeAll(where predicate: (E) -> Bool)", "takes out the elements for which a function holds") {
      call, value, a in
      let function = try a[0].function()
      let kept = try value.elements().filter { try !call.machine.apply(function, $0).bool() }
      value = .array(kept)
      return .void
    },
    changing(.array, "sort()", "puts the elements in ascending order") { _, value, _ in
      value = .array(try Sorting.sorted(try value.elements()))
      return .void
    },
    changing(.array, "sort(by before: (E, E) -> Bool)", "puts the elements in the order of a function") {
      call, value, a in
      let function = try a[0].function()
      value = .array(try Sorting.sorted(try value.elements()) { try call.machine.apply(function, $0, $1).bool() })
      return .void
    },
    changing(.array, "reverse()", "turns the order around") { _, value, _ in try edit(&value) { $0.reverse() } },
    changing(.array, "swapAt(_ i: Int, _ j: Int)", "exchanges two elements") { _, value, a in
      let (i, j) = (try a[0].int(), try a[1].int())
      return try edit(&value) { elements in
        for index in [i, j] where index < 0 || index >= elements.count {
          throw RuntimeFault.index(index, elements.count)
        }
        elements.swapAt(i, j)
      }
    },
    changing(.array, "reserveCapacity(_ count: Int)", "makes room ahead of time") { _, _, _ in .void },
  ]

  static let keyedMembers: [LibraryMember] = [
    row(.dictionary, "keys: [K]", "the keys") { _, a in .array(try pairs(a[0]).map(\.key)) },
    row(.dictionary, "values: [V]", "the values") { _, a in .array(try pairs(a[0]).map(\.value)) },
    row(.dictionary, "mapValues(_ transform: (V) -> T) -> [K: T]", "the results of a function on each value") {
      call, a in
      let function = try a[1].function()
      return .dictionary(DictionaryValue(try pairs(a[0]).map { ($0.key, try call.machine.apply(function, $0.value)) }))
    },
    row(
      .dictionary, "filter(_ isIncluded: ((key: K, value: V)) -> Bool) -> [K: V]",
      "the pairs for which a function holds"
    ) { call, a in
      let function = try a[1].function()
      let kept = try pairs(a[0]).filter {
        try call.machine.apply(function, .tuple(TupleValue([$0.key, $0.value], labels: ["key", "value"]))).bool()
      }
      return .dictionary(DictionaryValue(kept.map { ($0.key, $0.value) }))
    },
    changing(.dictionary, "updateValue(_ value: V, forKey: K) -> V?", "sets a value and returns the old one") {
      _, value, a in
      guard case .dictionary(var entries) = value else { return .none }
      value = .void
      let old = entries[a[1]]
      entries[a[1]] = a[0]
      value = .dictionary(entries)
      return .optional(old)
    },
    changing(.dictionary, "removeValue(forKey: K) -> V?", "takes out a key and returns its value") { _, value, a in
      guard case .dictionary(var entries) = value else { return .none }
      value = .void
      let old = entries[a[0]]
      entries[a[0]] = nil
      value = .dictionary(entries)
      return .optional(old)
    },
    changing(.dictionary, "removeAll()", "takes out all keys") { _, value, _ in
      value = .dictionary(DictionaryValue())
      return .void
    },
    row(.set, "union(_ other: [E]) -> Set<E>", "the elements of either") { _, a in
      .set(DictionaryValue((try a[0].elements() + a[1].elements()).map { ($0, .void) }))
    },
    row(.set, "intersection(_ other: [E]) -> Set<E>", "the elements of both") { _, a in
      let other = Set(try a[1].elements())
      return .set(DictionaryValue(try a[0].elements().filter(other.contains).map { ($0, .void) }))
    },
    row(.set, "subtracting(_ other: [E]) -> Set<E>", "the elements that the other lacks") { _, a in
      let other = Set(try a[1].elements())
      return .set(DictionaryValue(try a[0].elements().filter { !other.contains($0) }.map { ($0, .void) }))
    },
    row(.set, "isSubset(of other: [E]) -> Bool", "whether the other has every element") { _, a in
      let other = Set(try a[1].elements())
      return .bool(try a[0].elements().allSatisfy(other.contains))
    },
    changing(.set, "insert(_ element: E) -> (inserted: Bool, memberAfterInsert: E)", "adds an element") { _, value, a in
      guard case .set(var entries) = value else { return .void }
      value = .void
      let isNew = entries[a[0]] == nil
      if isNew { entries[a[0]] = .void }
      value = .set(entries)
      return .tuple(TupleValue([.bool(isNew), a[0]], labels: ["inserted", "memberAfterInsert"]))
    },
    changing(.set, "remove(_ element: E) -> E?", "takes out an element") { _, value, a in
      guard case .set(var entries) = value else { return .none }
      value = .void
      let isThere = entries[a[0]] != nil
      entries[a[0]] = nil
      value = .set(entries)
      return isThere ? .some(a[0]) : .none
    },
    row(.range, "lowerBound: B", "where it starts") { _, a in
      switch a[0] {
      case .range(.ints(let range)): .int(range.lowerBound)
      case .range(.closedInts(let range)): .int(range.lowerBound)
      case .range(.doubles(let range)): .double(range.lowerBound)
      case .range(.closedDoubles(let range)): .double(range.lowerBound)
      default: .void
      }
    },
    row(.range, "upperBound: B", "where it ends") { _, a in
      switch a[0] {
      case .range(.ints(let range)): .int(range.upperBound)
      case .range(.closedInts(let range)): .int(range.upperBound)
      case .range(.doubles(let range)): .double(range.upperBound)
      case .range(.closedDoubles(let range)): .double(range.upperBound)
      default: .void
      }
    },
    row(.range, "contains(_ element: B) -> Bool", "whether a number lies in it") { _, a in try Dynamic.contains(a) },
    row(.optional, "map(_ transform: (W) -> T) -> T?", "the result of a function on the value, if there is one") {
      call, a in
      guard case .some(let wrapped) = a[0] else { return .none }
      return .some(try call.machine.apply(try a[1].function(), wrapped))
    },
    row(.optional, "flatMap(_ transform: (W) -> T?) -> T?", "the result of a function that may be nil itself") {
      call, a in
      guard case .some(let wrapped) = a[0] else { return .none }
      return try call.machine.apply(try a[1].function(), wrapped)
    },
  ]

  static func edit(_ value: inout Value, _ body: (inout [Value]) throws -> Void) throws -> Value {
    try editing(&value) { elements in
      try body(&elements)
      return .void
    }
  }

  /// Changes an array in place, without a second reference that would copy it.
  static func editing(_ value: inout Value, _ body: (inout [Value]) throws -> Value) throws -> Value {
    guard case .array(var elements) = value else {
      throw RuntimeFault.type(expected: "an array", found: value.typeText)
    }
    value = .void
    defer { value = .array(elements) }
    return try body(&elements)
  }

  static func pairs(_ value: Value) throws -> [(key: Value, value: Value)] {
    guard case .dictionary(let entries) = value else {
      throw RuntimeFault.type(expected: "a dictionary", found: value.typeText)
    }
    return Array(entries)
  }
}

extension RuntimeFault {
  static func emptied(_ name: String) -> RuntimeFault {
    RuntimeFault("empty-collection", "'\(name)' on an empty array", mend: "look at 'isEmpty' first, or use 'popLast'")
  }
}
