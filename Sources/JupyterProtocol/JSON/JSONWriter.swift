/// Writes JSON as Python's `json.dumps(value, sort_keys=True, ensure_ascii=False)` does, byte for byte.
///
/// Names are sorted by code point. A number that JSON cannot write (infinite, not a number) becomes `null`.
struct JSONWriter {
  /// How the document is laid out.
  enum Layout {
    /// No white space: the form on the wire.
    case compact
    /// Python's `indent=1`: the form of notebook files.
    case indented
  }

  private(set) var bytes: [UInt8] = []
  private let layout: Layout

  init(_ layout: Layout) {
    self.layout = layout
  }

  /// Appends a value that stands `depth` levels below the document.
  mutating func write(_ value: JSONValue, depth: Int = 0) {
    switch value {
    case .null: append("null")
    case .bool(let flag): append(flag ? "true" : "false")
    case .int(let number): append(String(number))
    case .double(let number): append(number.isFinite ? PythonFloat.text(of: number) : "null")
    case .string(let text): write(text)
    case .array(let elements):
      list(elements, open: "[", close: "]", depth: depth) { writer, element in writer.write(element, depth: depth + 1) }
    case .object(let members):
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      list(sorted, open: "{", close: "}", depth: depth) { writer, member in
        writer.write(member.key)
        writer.append(writer.layout == .compact ? ":" : ": ")
        writer.write(member.value, depth: depth + 1)
      }
    }
  }

  private mutating func list<Element>(
    _ elements: [Element], open: String, close: String, depth: Int, write: (inout JSONWriter, Element) -> Void
  ) {
    append(open)
    for (index, element) in elements.enumerated() {
      if index > 0 { append(",") }
      newLine(depth: depth + 1)
      write(&self, element)
    }
    if !elements.isEmpty { newLine(depth: depth) }
    append(close)
  }

  private mutating func newLine(depth: Int) {
    if layout == .compact { return }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: depth))
  }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for (index, byte) in utf8.enumerated()
      where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        bytes.append(contentsOf: utf8[start..<index])
        append(Self.escape(byte))
        start = index + 1
      }
      bytes.append(contentsOf: utf8[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func escape(_ byte: UInt8) -> String {
    switch byte {
    case 0x0A: "\\n"
    case 0x0D: "\\r"
    case 0x09: "\\t"
    case 0x08: "\\b"
    case 0x0C: "\\f"
    case 0..<0x20: (byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16)
    default: "\\" + String(Unicode.Scalar(byte))
    }
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }
}
