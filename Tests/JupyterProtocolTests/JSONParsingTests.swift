import JupyterProtocol
import Testing

@Suite struct JSONParsingTests {
  @Test(
    "values of every kind are read",
    arguments: [
      ("null", JSONValue.null), (" true ", true), ("false", false), ("0", 0), ("-12", -12), ("1.0", 1.0),
      ("1E+2", 100.0),
      ("-0.5e-1", -0.05), ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
      ("9223372036854775808", 9223372036854775808.0), ("[]", []), ("[1, [2]]", [1, [2]]), ("{}", [:]),
      ("{\"a\" : {\"b\":null}}", ["a": ["b": .null]]), ("{\"a\":1,\"a\":2}", ["a": 2]),
      (#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#, "a\"\\/\u{8}\u{C}\n\r\té😀"), (#""\ud83d!""#, "\u{FFFD}!"),
      (#""\ude00\ud83d\u0041""#, "\u{FFFD}\u{FFFD}A"),
    ] as [(String, JSONValue)])
  func reads(_ text: String, _ value: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == value)
  }

  @Test(
    "what is no JSON is refused with its place",
    arguments: [
      ("", .unexpectedEnd, 0), ("[1,", .unexpectedEnd, 3), ("{\"a\"", .unexpectedEnd, 4), ("\"abc", .unexpectedEnd, 4),
      ("\"\\u12", .unexpectedEnd, 5), ("[1 2]", .unexpectedByte(0x32), 3), ("{1:2}", .unexpectedByte(0x31), 1),
      ("NaN", .unexpectedByte(0x4E), 0), ("nul", .unexpectedEnd, 3), ("trux", .unexpectedByte(0x78), 3),
      ("1 1", .trailingContent, 2), ("01", .trailingContent, 1), ("-", .invalidNumber, 1), ("1.", .invalidNumber, 2),
      ("1e", .invalidNumber, 2), ("1e999", .invalidNumber, 5), ("\"\\x\"", .invalidEscape, 3),
      ("\"\\u12g4\"", .invalidEscape, 5), ("\"a\nb\"", .unexpectedByte(0x0A), 2), ("[,]", .unexpectedByte(0x2C), 1),
    ] as [(String, JSONError.Reason, Int)])
  func refuses(_ text: String, _ reason: JSONError.Reason, _ offset: Int) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error?.reason == reason)
    #expect(error?.offset == offset)
  }

  @Test("a string that is not UTF-8 is refused", arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80]])
  func invalidUTF8(_ content: [UInt8]) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22] + content + [0x22]) }
    #expect(error?.reason == .invalidUTF8)
  }

  @Test("nesting is followed to its limit and refused beyond it")
  func depth() {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(throws: Never.self) { try JSONValue(parsing: nested(513)) }
    #expect(throws: JSONError.self) { try JSONValue(parsing: nested(514)) }
    let error = #expect(throws: JSONError.self) {
      try JSONValue(parsing: String(repeating: "{\"a\":", count: 1_000_000))
    }
    #expect(error?.reason == .tooDeep(limit: 512))
  }

  @Test("20,000 damaged documents are read or refused, and what was read is written and read again the same")
  func damaged() throws {
    let document = Array(#"{"a":[1,-2.5e3,"x\u00e9\n😀",true,null],"b":{"c":"\ud83d\ude00"},"d":[[],{}]}"#.utf8)
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var read = 0
    for _ in 0..<20_000 {
      var bytes = document
      for _ in 0...next(3) {
        switch next(3) {
        case 0: bytes[next(bytes.count)] = UInt8(next(256))
        case 1: bytes.remove(at: next(bytes.count))
        default: bytes.removeLast(next(bytes.count / 2))
        }
      }
      guard let value = try? JSONValue(parsing: bytes) else { continue }
      read += 1
      #expect(try JSONValue(parsing: value.compactBytes) == value)
    }
    #expect(read > 100, "the damage must leave some documents whole, or nothing is tested")
  }
}
