import CommandLanguage
import Testing

@Suite("Texts of values")
struct ValueTextTests {
  /// A generator whose numbers are the same in every run.
  private struct Numbers {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  private static func value(_ numbers: inout Numbers, depth: Int) -> Value {
    let counts = [0, 1, 2, 3, 9, 30, 300]
    func many(_ numbers: inout Numbers) -> [Value] {
      let count = counts[numbers.next(depth == 0 ? 7 : depth == 1 ? 6 : 4)]
      return (0..<count).map { _ in value(&numbers, depth: depth + 1) }
    }
    switch numbers.next(depth > 4 ? 7 : 13) {
    case 0: return .int(numbers.next(1 << 30) - (1 << 29))
    case 1: return .double(Double(numbers.next(1 << 30)) / 7)
    case 2: return .bool(true)
    case 3: return .string(String(repeating: "wörd\n👩‍🔬\u{1B}", count: counts[numbers.next(counts.count)]))
    case 4: return .none
    case 5: return .range(.ints(0..<numbers.next(1000)))
    case 6: return .type(.array(.int))
    case 7, 8: return .array(many(&numbers))
    case 9: return .dictionary(DictionaryValue(many(&numbers).enumerated().map { (.int($0), $1) }))
    case 10: return .set(DictionaryValue(many(&numbers).enumerated().map { index, _ in (.int(index), .void) }))
    case 11:
      let parts = Array(many(&numbers).prefix(12))
      return .tuple(TupleValue(parts, labels: parts.indices.map { $0 % 2 == 0 ? "label\($0)" : nil }))
    default: return .some(value(&numbers, depth: depth + 1))
    }
  }

  @Test("Whatever the value, its text is short, fits its width, and a value that fits a line is whole")
  func random() {
    var numbers = Numbers(state: 7)
    for _ in 0..<2000 {
      let value = Self.value(&numbers, depth: 0)
      let text = ValueText(width: 76).text(value)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 45 && lines.allSatisfy { $0.count <= 450 }, "\(text)")
      if case .string = value { continue }
      for line in lines { #expect(line.count <= 96, "\(line)") }
      // A range or type by itself is written without its type's name or module.
      if case .range = value { continue }
      if case .type = value { continue }
      guard text.count <= 100 else { continue }
      let whole = value.literalText
      if whole.count <= 70 { #expect(text == whole) }
    }
  }

  @Test("A line is about as long as its room, down to the least")
  func rooms() {
    var numbers = Numbers(state: 11)
    for _ in 0..<500 {
      let value = Self.value(&numbers, depth: 0)
      for room in [1, 8, 20, 40] {
        let line = ValueText().line(value, room: room)
        #expect(!line.contains("\n") && line.count <= room + 60, "\(room): \(line)")
      }
    }
  }
}
