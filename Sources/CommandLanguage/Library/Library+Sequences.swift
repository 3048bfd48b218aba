extension Library {
  static let sequenceMembers: [LibraryMember] = [
    row(.collection, "count: Int", "the number of elements") { _, a in
      if case .range(.closedInts(let range)) = a[0] { return .int(try Elements.count(of: range)) }
      if case .range(.ints(let range)) = a[0] { return .int(range.count) }
      return .int(try a[0].elements().count)
    },
    row(.collection, "isEmpty: Bool", "whether there is no element") { _, a in
      switch a[0] {
      case .array(let elements): return .bool(elements.isEmpty)
      case .string(let text): return .bool(text.isEmpty)
      case .range(.ints(let range)): return .bool(range.isEmpty)
      case .range: return .bool(false)
      default: return .bool(try a[0].elements().isEmpty)
      }
    },
    row(.collection, "first: E?", "the first element") { _, a in
      if case .array(let elements) = a[0] { return .optional(elements.first) }
      return .optional(try a[0].elements().first)
    },
    row(.collection, "last: E?", "the last element") { _, a in
      if case .array(let elements) = a[0] { return .optional(elements.last) }
      return .optional(try a[0].elements().last)
    },
    row(.sequence, "map(_ transform: (E) -> T) -> [T]", "the results of a function on each element") { call, a in
      let function = try a[1].function()
      var result: [Value] = []
      let elements = try a[0].elements()
      result.reserveCapacity(elements.count)
      for element in elements { result.append(try call.machine.apply(function, element)) }
      return .array(result)
    },
    row(.sequence, "compactMap(_ transform: (E) -> T?) -> [T]", "the results of a function that are not nil") {
      call, a in
      let function = try a[1].function()
      var result: [Value] = []
      for element in try a[0].elements() {
        switch try call.machine.apply(function, element) {
        case .some(let value): result.append(value)
        case .none: break
        case let value: result.append(value)
        }
      }
      return .array(result)
    },
    row(.sequence, "flatMap(_ transform: (E) -> [T]) -> [T]", "the results of a function, joined") { call, a in
      let function = try a[1].function()
      var result: [Value] = []
      for element in try a[0].elements() { result += try call.machine.apply(function, element).elements() }
      return .array(result)
    },
    row(.sequence, "filter(_ isIncluded: (E) -> Bool) -> [E]", "the elements for which a function holds") { call, a in
      let function = try a[1].function()
      return .array(try a[0].elements().filter { try call.machine.apply(function, $0).bool() })
    },
    row(.sequence, "forEach(_ body: (E) -> Void)", "calls a function on each element") { call, a in
      let function = try a[1].function()
      for element in try a[0].elements() { _ = try call.machine.apply(function, element) }
      return .void
    },
    row(.sequence, "reduce(_ initial: T, _ combine: (T, E) -> T) -> T", "combines all elements into one value") {
      call, a in
      let function = try a[2].function()
      var result = a[1]
      for element in try a[0].elements() { result = try call.machine.apply(function, result, element) }
      return result
    },
    row(.sequence, "reduce(into initial: T, _ update: (T, E) -> Void) -> T", "changes a value by every element") {
      call, a in
      let function = try a[2].function()
      var result = a[1]
      for element in try a[0].elements() {
        // The closure returns what its first argument became, beside its result.
        guard case .tuple(let tuple) = try call.machine.apply(function, result, element), tuple.values.count == 2 else {
          throw RuntimeFault.type(expected: "a closure that changes '$0'", found: "another function")
        }
        result = tuple.values[1]
      }
      return result
    },
    row(.sequence, "sorted() -> [E]", "the elements in ascending order") { _, a in
      .array(try Sorting.sorted(try a[0].elements()))
    },
    row(.sequence, "sorted(by before: (E, E) -> Bool) -> [E]", "the elements in the order of a function") { call, a in
      let function = try a[1].function()
      return .array(try Sorting.sorted(try a[0].elements()) { try call.machine.apply(function, $0, $1).bool() })
    },
    row(.sequence, "reversed() -> [E]", "the elements from last to first") { _, a in
      .array(try a[0].elements().reversed())
    },
    row(.sequence, "enumerated() -> [(offset: Int, element: E)]", "pairs of place and element") { _, a in
      .array(
        try a[0].elements().enumerated().map {
          .tuple(TupleValue([.int($0.offset), $0.element], labels: ["offset", "element"]))
        })
    },
    row(.sequence, "min() -> E?", "the smallest element") { _, a in
      .optional(try Sorting.least(try a[0].elements()) { try $0.isLess(than: $1) })
    },
    row(.sequence, "max() -> E?", "the largest element") { _, a in
      .optional(try Sorting.greatest(try a[0].elements()) { try $0.isLess(than: $1) })
    },
    row(.sequence, "min(by before: (E, E) -> Bool) -> E?", "the first element in the order of a function") { call, a in
      let function = try a[1].function()
      return .optional(try Sorting.least(try a[0].elements()) { try call.machine.apply(function, $0, $1).bool() })
    },
    row(.sequence, "max(by before: (E, E) -> Bool) -> E?", "the last element in the order of a function") { call, a in
      let function = try a[1].function()
      return .optional(try Sorting.greatest(try a[0].elements()) { try call.machine.apply(function, $0, $1).bool() })
    },
    row(.sequence, "contains(_ element: E) -> Bool", "whether an element is there") { _, a in try Dynamic.contains(a) },
    row(.sequence, "contains(where predicate: (E) -> Bool) -> Bool", "whether a function holds for an element") {
      call, a in
      let function = try a[1].function()
      return .bool(try a[0].elements().contains { try call.machine.apply(function, $0).bool() })
    },
    row(.sequence, "allSatisfy(_ predicate: (E) -> Bool) -> Bool", "whether a function holds for all elements") {
      call, a in
      let function = try a[1].function()
      return .bool(try a[0].elements().allSatisfy { try call.machine.apply(function, $0).bool() })
    },
    row(.sequence, "first(where predicate: (E) -> Bool) -> E?", "the first element for which a function holds") {
      call, a in
      let function = try a[1].function()
      return .optional(try a[0].elements().first { try call.machine.apply(function, $0).bool() })
    },
    row(.collection, "last(where predicate: (E) -> Bool) -> E?", "the last element for which a function holds") {
      call, a in
      let function = try a[1].function()
      return .optional(try a[0].elements().last { try call.machine.apply(function, $0).bool() })
    },
    row(.sequence, "prefix(_ length: Int) -> ArraySlice<E>", "the first elements") { _, a in
      .array(Array(try a[0].elements().prefix(try Dynamic.length(a[1]))))
    },
    row(.sequence, "suffix(_ length: Int) -> ArraySlice<E>", "the last elements") { _, a in
      .array(Array(try a[0].elements().suffix(try Dynamic.length(a[1]))))
    },
    row(.array, "suffix(from start: Int) -> ArraySlice<E>", "the elements from an index on: 'a[i...]'") { _, a in
      try Dynamic.part(a[0]) { count in (try a[1].int(), count) }
    },
    row(.array, "prefix(through end: Int) -> ArraySlice<E>", "the elements up to an index, which counts: 'a[...i]'") {
      _, a in
      try Dynamic.part(a[0]) { _ in (0, try a[1].int().addingReportingOverflow(1).partialValue) }
    },
    row(.array, "prefix(upTo end: Int) -> ArraySlice<E>", "the elements before an index: 'a[..<i]'") { _, a in
      try Dynamic.part(a[0]) { _ in (0, try a[1].int()) }
    },
    row(.sequence, "prefix(while predicate: (E) -> Bool) -> ArraySlice<E>", "the elements before the first that fails")
    { call, a in
      let function = try a[1].function()
      return .array(Array(try a[0].elements().prefix { try call.machine.apply(function, $0).bool() }))
    },
    row(.sequence, "dropFirst(_ count: Int = 1) -> ArraySlice<E>", "all but the first elements") { _, a in
      .array(Array(try a[0].elements().dropFirst(try Dynamic.length(a[1]))))
    },
    row(.sequence, "dropLast(_ count: Int = 1) -> ArraySlice<E>", "all but the last elements") { _, a in
      .array(Array(try a[0].elements().dropLast(try Dynamic.length(a[1]))))
    },
    row(.sequence, "elementsEqual(_ other: [E]) -> Bool", "whether another sequence has the same elements") { _, a in
      .bool(try a[0].elements() == a[1].elements())
    },
    row(.sequence, "shuffled(seed: Int) -> [E]", "the elements in a random order that a seed fixes") { _, a in
      var state = UInt64(bitPattern: Int64(try a[1].int()))
      var elements = try a[0].elements()
      for place in stride(from: elements.count - 1, to: 0, by: -1) {
        elements.swapAt(place, Int(Sorting.random(&state) % UInt64(place + 1)))
      }
      return .array(elements)
    },
    row(.sequence, "joined() -> J", "the parts one after the other") { _, a in try Dynamic.joined(a[0], separator: "")
    },
    row(.sequence, "joined(separator: String) -> String", "the texts with a separator between them") { _, a in
      try Dynamic.joined(a[0], separator: try a[1].string())
    },
  ]
}

/// Orders that may fail: a comparison runs code of the cell.
enum Sorting {
  static func sorted(_ values: [Value]) throws -> [Value] {
    // Numbers and texts without mixing compare without a chance to fail, so the fast sort of the library may run.
    if case .int? = values.first {
      let numbers = try values.map { try $0.int() }
      return numbers.sorted().map { .int($0) }
    }
    if case .string? = values.first { return sortedTexts(try values.map { try $0.string() }).map { .string($0) } }
    if case .double? = values.first {
      let numbers = try values.map { try $0.double() }
      return numbers.sorted().map { .double($0) }
    }
    return try sorted(values) { try $0.isLess(than: $1) }
  }

  /// Texts in ascending order: ASCII ones, whose order is that of their bytes, by their first sixteen bytes as two
  /// numbers, and only where these are equal as texts.
  private static func sortedTexts(_ texts: [String]) -> [String] {
    struct Key {
      var high: UInt64 = 0
      var low: UInt64 = 0
      var place: Int
    }
    var keys: [Key] = []
    keys.reserveCapacity(texts.count)
    for (place, text) in texts.enumerated() {
      var key = Key(place: place)
      var count = 0
      for byte in text.utf8 {
        guard byte < 0x80 else { return texts.sorted() }
        if count < 8 {
          key.high |= UInt64(byte) << UInt64(56 - 8 * count)
        } else if count < 16 {
          key.low |= UInt64(byte) << UInt64(120 - 8 * count)
        }
        count += 1
      }
      keys.append(key)
    }
    keys.sort { a, b in
      if a.high != b.high { return a.high < b.high }
      if a.low != b.low { return a.low < b.low }
      return texts[a.place] < texts[b.place]
    }
    return keys.map { texts[$0.place] }
  }

  static func sorted(_ values: [Value], by before: (Value, Value) throws -> Bool) throws -> [Value] {
    try values.sorted(by: before)
  }

  static func least(_ values: [Value], _ before: (Value, Value) throws -> Bool) throws -> Value? {
    guard var best = values.first else { return nil }
    for value in values.dropFirst() where try before(value, best) { best = value }
    return best
  }

  static func greatest(_ values: [Value], _ before: (Value, Value) throws -> Bool) throws -> Value? {
    guard var best = values.first else { return nil }
    for value in values.dropFirst() where try !before(value, best) { best = value }
    return best
  }

  /// SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195).
  static func random(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension Machine {
  /// Calls a function with one argument, without making an array of it where that can be avoided.
  @inline(__always)
  func apply(_ function: FunctionValue, _ argument: Value) throws -> Value {
    guard case .compiled(let routine, let captures) = function.body, routine.parameters.count == 1 else {
      return try call(function, [argument])
    }
    return try apply(routine, captures, argument, nil)
  }

  /// Calls a function with two arguments.
  @inline(__always)
  func apply(_ function: FunctionValue, _ first: Value, _ second: Value) throws -> Value {
    guard case .compiled(let routine, let captures) = function.body, routine.parameters.count == 2 else {
      return try call(function, [first, second])
    }
    return try apply(routine, captures, first, second)
  }

  private func apply(
    _ routine: Routine, _ captures: [Capture], _ first: Value, _ second: Value?
  ) throws -> Value {
    guard depth < Machine.nativeDepth else { throw RuntimeFault.tooDeep }
    try look()
    depth += 1
    let base = (rawTop, valueTop, boxTop)
    defer {
      depth -= 1
      (rawTop, valueTop, boxTop) = base
    }
    try reserve(routine.layout, base.0, base.1, base.2)
    let parameters = routine.parameters
    try pass(first, parameters[0], base.0, base.1)
    if let second { try pass(second, parameters[1], base.0, base.1) }
    var index = 0
    while index < captures.count {
      boxes[base.2 + index] = captures[index]
      index += 1
    }
    try execute(routine, base.0, base.1, base.2)
    return takeResult(routine.result)
  }
}
