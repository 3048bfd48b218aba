import JupyterProtocol
import Testing

@Suite struct JSONWritingTests {
  // Expected texts: repr() of CPython 3.11.
  @Test(
    "floating-point numbers are written as Python writes them",
    arguments: [
      (1e16, "1e+16"), (1e15, "1000000000000000.0"), (123_456_789_012_345_680, "1.2345678901234568e+17"),
      (9_999_999_999_999_998, "9999999999999998.0"), (1e-4, "0.0001"), (1e-5, "1e-05"), (0.00012345, "0.00012345"),
      (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
      (1.0 / 3, "0.3333333333333333"),
      (-0.0, "-0.0"), (0.0, "0.0"), (1.5e-7, "1.5e-07"), (-100.0, "-100.0"), (1e22, "1e+22"), (2.5, "2.5"),
      (1e100, "1e+100"), (12345.678e-10, "1.2345678e-06"), (12_000_000_000_000_000, "1.2e+16"),
      (.infinity, "null"), (.nan, "null"),
    ] as [(Double, String)])
  func numbers(_ value: Double, _ text: String) {
    #expect(JSONValue.double(value).compactText == text)
  }

  @Test("every number that is written reads back as itself")
  func roundTrip() throws {
    var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
    for _ in 0..<20_000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: bits)
      guard value.isFinite else { continue }
      #expect(try JSONValue(parsing: JSONValue.double(value).compactText) == .double(value))
    }
  }

  // Expected text: json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False) of CPython 3.11.
  @Test("the indented layout is Python's, names sorted by code point")
  func indented() {
    let value: JSONValue = [
      "é": 1, "z": [], "a": [:], "😀": "x\u{1}\u{1F}\u{7F}\u{2028}\"\\/\u{8}\u{C}\n\r\t",
      "\u{E000}": [1, [2.0, .null], true],
    ]
    let expected = """
      {
       "a": {},
       "z": [],
       "é": 1,
       "\u{E000}": [
        1,
        [
         2.0,
         null
        ],
        true
       ],
       "😀": "x\\u0001\\u001f\u{7F}\u{2028}\\"\\\\/\\b\\f\\n\\r\\t"
      }
      """
    #expect(Array(value.indentedText.utf8) == Array(expected.utf8))
  }

  @Test("the compact layout has no white space")
  func compact() {
    let value: JSONValue = ["b": [1, "x", .null], "a": ["c": false]]
    #expect(value.compactText == #"{"a":{"c":false},"b":[1,"x",null]}"#)
  }
}
