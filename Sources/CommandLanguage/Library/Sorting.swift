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

  /// The least of the values, the first of several that are equal.
  static func least(_ values: [Value], _ before: (Value, Value) throws -> Bool) throws -> Value? {
    guard var best = values.first else { return nil }
    for value in values.dropFirst() where try before(value, best) { best = value }
    return best
  }

  /// The greatest of the values, the first of several that are equal.
  static func greatest(_ values: [Value], _ before: (Value, Value) throws -> Bool) throws -> Value? {
    guard var best = values.first else { return nil }
    for value in values.dropFirst() where try before(best, value) { best = value }
    return best
  }

  /// The greatest of several arguments, the last of several that are equal, as `max(_:_:)` has it.
  static func greatestArgument(_ values: [Value]) throws -> Value? {
    guard var best = values.first else { return nil }
    for value in values.dropFirst() where try best.isAtMost(value) { best = value }
    return best
  }

  /// A number below a limit, each as likely.
  static func random(below limit: Int, _ state: inout UInt64) -> Int {
    Int(random(&state).multipliedFullWidth(by: UInt64(limit)).high)
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
