/// The elements of whatever a loop or a sequence method may run over.
enum Elements {
  /// Longer sequences are refused rather than filling the memory.
  static let greatestCount = 100_000_000

  /// The elements in order.
  /// - Throws: a fault when the value is no sequence.
  static func of(_ value: Value) throws -> [Value] {
    switch value {
    case .array(let elements): return elements
    case .slice(let elements): return Array(elements)
    case .string(let text): return text.map { .string(String($0)) }
    case .dictionary(let entries): return entries.map { pair($0.key, $0.value) }
    case .set(let entries): return entries.map(\.key)
    case .range(.ints(let range)):
      guard range.count <= greatestCount else { throw tooLong(range.count) }
      return range.map { .int($0) }
    case .range(.closedInts(let range)):
      guard try count(of: range) <= greatestCount else { throw tooLong(range.count) }
      return range.map { .int($0) }
    default: throw RuntimeFault("not-a-sequence", "a value of type '\(value.typeText)' is no sequence")
    }
  }

  /// The elements with the indices that they have: those of an array or slice, or from 0.
  static func slice(_ value: Value) throws -> ArraySlice<Value> {
    if case .slice(let elements) = value { return elements }
    return try of(value)[...]
  }

  /// The number of elements, found without making them.
  static func count(_ value: Value) throws -> Int {
    switch value {
    case .array(let elements): elements.count
    case .slice(let elements): elements.count
    case .string(let text): text.count
    case .dictionary(let entries), .set(let entries): entries.count
    case .range(.ints(let range)): range.count
    case .range(.closedInts(let range)): try count(of: range)
    default: try of(value).count
    }
  }

  static func first(_ value: Value) throws -> Value? {
    switch value {
    case .array(let elements): elements.first
    case .slice(let elements): elements.first
    case .string(let text): text.first.map { .string(String($0)) }
    case .dictionary(let entries): entries.first.map { pair($0.key, $0.value) }
    case .set(let entries): entries.first?.key
    case .range(.ints(let range)): range.first.map { .int($0) }
    case .range(.closedInts(let range)): .int(range.lowerBound)
    default: try of(value).first
    }
  }

  static func last(_ value: Value) throws -> Value? {
    switch value {
    case .array(let elements): elements.last
    case .slice(let elements): elements.last
    case .string(let text): text.last.map { .string(String($0)) }
    case .range(.ints(let range)): range.last.map { .int($0) }
    case .range(.closedInts(let range)): .int(range.upperBound)
    default: try of(value).last
    }
  }

  /// A pair of a dictionary as its closures see it.
  static func pair(_ key: Value, _ value: Value) -> Value {
    .tuple(TupleValue([key, value], labels: ["key", "value"]))
  }

  /// The number of integers in a closed range, which can be one more than the largest integer.
  static func count(of range: ClosedRange<Int>) throws -> Int {
    let (span, overflow) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
    guard !overflow, span < .max else { throw RuntimeFault.overflow("count") }
    return span + 1
  }

  static func tooLong(_ count: Int) -> RuntimeFault {
    RuntimeFault("too-many-elements", "a sequence of \(count) elements; at most \(greatestCount) are held at once")
  }
}
