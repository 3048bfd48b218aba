extension Library {
  /// Members of ranges and optionals.
  static let rangeMembers: [LibraryMember] = [
    row(.range, "lowerBound: B", "where it starts") { _, a in try Bounds(a[0]).lower },
    row(.range, "upperBound: B", "where it ends") { _, a in try Bounds(a[0]).upper },
    row(.range, "isEmpty: Bool", "whether nothing lies in it") { _, a in
      let bounds = try Bounds(a[0])
      return .bool(try bounds.isEmpty())
    },
    row(.range, "contains(_ element: B) -> Bool", "whether a value lies in it") { _, a in try Dynamic.contains(a) },
    row(.textRange, "contains(_ element: Character) -> Bool", "whether a character lies in it") { _, a in
      try Dynamic.contains(a)
    },
    row(.range, "overlaps(_ other: Range<B>) -> Bool", "whether a value lies in both") { _, a in
      .bool(try Bounds(a[0]).overlaps(try Bounds(a[1])))
    },
    row(.range, "overlaps(_ other: ClosedRange<B>) -> Bool", "whether a value lies in both") { _, a in
      .bool(try Bounds(a[0]).overlaps(try Bounds(a[1])))
    },
    row(.range, "contains(_ other: Self) -> Bool", "whether every value of another range lies in it") { _, a in
      let (own, other) = (try Bounds(a[0]), try Bounds(a[1]))
      return .bool(try own.lower.isAtMost(other.lower) && other.upper.isAtMost(own.upper))
    },
    row(.range, "clamped(to limits: Self) -> Self", "the part that lies in other limits") { call, a in
      let (own, limits) = (try Bounds(a[0]), try Bounds(a[1]))
      func within(_ value: Value) throws -> Value {
        if try value.isLess(than: limits.lower) { return limits.lower }
        return try limits.upper.isLess(than: value) ? limits.upper : value
      }
      return try call.machine.range(try within(own.lower), try within(own.upper), isClosed: own.isClosed)
    },
    row(.openRange, "prefix(_ length: Int) -> Range<B>", "the first numbers") { _, a in
      .range(.ints(try ints(a[0]).prefix(try Dynamic.length(a[1]))))
    },
    row(.openRange, "suffix(_ length: Int) -> Range<B>", "the last numbers") { _, a in
      .range(.ints(try ints(a[0]).suffix(try Dynamic.length(a[1]))))
    },
    row(.openRange, "dropFirst(_ count: Int = 1) -> Range<B>", "all but the first numbers") { _, a in
      .range(.ints(try ints(a[0]).dropFirst(try Dynamic.length(a[1]))))
    },
    row(.openRange, "dropLast(_ count: Int = 1) -> Range<B>", "all but the last numbers") { _, a in
      .range(.ints(try ints(a[0]).dropLast(try Dynamic.length(a[1]))))
    },
    row(.openRange, "prefix(while predicate: (B) -> Bool) -> Range<B>", "the numbers before the first that fails") {
      call, a in
      let function = try a[1].function()
      return .range(.ints(try ints(a[0]).prefix { try call.machine.apply(function, .int($0)).bool() }))
    },
    row(.openRange, "drop(while predicate: (B) -> Bool) -> Range<B>", "the numbers from the first that fails on") {
      call, a in
      let function = try a[1].function()
      return .range(.ints(try ints(a[0]).drop { try call.machine.apply(function, .int($0)).bool() }))
    },
    row(.openRange, "firstIndex(of element: B) -> Int?", "the number itself, where it lies in the range") { _, a in
      let (range, number) = (try ints(a[0]), try a[1].int())
      return range.contains(number) ? .some(.int(number)) : .none
    },
    row(.openRange, "firstIndex(where predicate: (B) -> Bool) -> Int?", "the first number for which a function holds") {
      call, a in
      let function = try a[1].function()
      return .optional(
        try ints(a[0]).first { try call.machine.apply(function, .int($0)).bool() }.map { .int($0) })
    },
    row(.openRange, "lastIndex(where predicate: (B) -> Bool) -> Int?", "the last number for which a function holds") {
      call, a in
      let function = try a[1].function()
      return .optional(
        try ints(a[0]).last { try call.machine.apply(function, .int($0)).bool() }.map { .int($0) })
    },
    row(.openRange, "startIndex: Int", "the lower bound: a number is its own place") { _, a in
      .int(try ints(a[0]).startIndex)
    },
    row(.openRange, "endIndex: Int", "the upper bound: a number is its own place") { _, a in
      .int(try ints(a[0]).endIndex)
    },
    row(.openRange, "indices: Self", "the range itself: a number is its own place") { _, a in a[0] },
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

  private static func ints(_ value: Value) throws -> Range<Int> {
    guard case .range(.ints(let range)) = value else {
      throw RuntimeFault.type(expected: "Range<Int>", found: value.typeText)
    }
    return range
  }
}

/// The two ends of a range of any type.
private struct Bounds {
  var lower: Value
  var upper: Value
  var isClosed: Bool

  init(_ value: Value) throws {
    guard case .range(let range) = value else { throw RuntimeFault.type(expected: "a range", found: value.typeText) }
    switch range {
    case .ints(let it): (lower, upper, isClosed) = (.int(it.lowerBound), .int(it.upperBound), false)
    case .closedInts(let it): (lower, upper, isClosed) = (.int(it.lowerBound), .int(it.upperBound), true)
    case .doubles(let it): (lower, upper, isClosed) = (.double(it.lowerBound), .double(it.upperBound), false)
    case .closedDoubles(let it): (lower, upper, isClosed) = (.double(it.lowerBound), .double(it.upperBound), true)
    case .strings(let it): (lower, upper, isClosed) = (.string(it.lowerBound), .string(it.upperBound), false)
    case .closedStrings(let it): (lower, upper, isClosed) = (.string(it.lowerBound), .string(it.upperBound), true)
    case .indices(let it): (lower, upper, isClosed) = (it.lowerBound.value, it.upperBound.value, false)
    case .closedIndices(let it): (lower, upper, isClosed) = (it.lowerBound.value, it.upperBound.value, true)
    }
  }

  func isEmpty() throws -> Bool { isClosed ? false : lower == upper }

  /// Whether a value lies before the upper end, or on it where that belongs to the range.
  func reaches(_ value: Value) throws -> Bool { isClosed ? try value.isAtMost(upper) : try value.isLess(than: upper) }

  func overlaps(_ other: Bounds) throws -> Bool {
    if try isEmpty() || other.isEmpty() { return false }
    return try reaches(other.lower) && other.reaches(lower)
  }
}
