/// The elements of whatever a loop or a sequence method may run over.
enum Elements {
  /// Longer sequences are refused rather than filling the memory.
  static let greatestCount = 100_000_000

  /// The elements in order.
  /// - Throws: a fault when the value is no sequence.
  static func of(_ value: Value) throws -> [Value] {
    switch value {
    case .array(let elements): return elements
    case .string(let text): return text.map { .string(String($0)) }
    case .dictionary(let entries):
      return entries.map { .tuple(TupleValue([$0.key, $0.value], labels: ["key", "value"])) }
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
