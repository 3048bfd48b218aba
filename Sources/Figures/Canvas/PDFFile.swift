/// The numbered objects of a PDF file with their table of places.
struct PDFFile {
  private var data: [UInt8] = Array("%PDF-1.4\n%".utf8) + [0xe2, 0xe3, 0xcf, 0xd3, 0x0a]
  private var offsets: [Int] = []

  /// Adds an object; the first has number 1.
  mutating func add(_ body: String) {
    offsets.append(data.count)
    data += Array("\(offsets.count) 0 obj\n\(body)\nendobj\n".utf8)
  }

  /// Adds a stream of bytes in zlib's format, with more entries for its dictionary.
  mutating func addStream(_ entries: String, _ bytes: [UInt8]) {
    offsets.append(data.count)
    let dictionary = "<< \(entries.isEmpty ? "" : entries + " ")/Filter /FlateDecode /Length \(bytes.count) >>"
    data += Array("\(offsets.count) 0 obj\n\(dictionary)\nstream\n".utf8)
    data += bytes
    data += Array("\nendstream\nendobj\n".utf8)
  }

  /// The whole file.
  consuming func bytes(title: String) -> [UInt8] {
    // A text string of a document is UTF-16 with its mark, here in hexadecimal digits.
    let units = title.utf16.map { unit in
      let digits = String(unit, radix: 16, uppercase: true)
      return String(repeating: "0", count: 4 - digits.count) + digits
    }
    add("<< /Title <FEFF\(units.joined())> /Creator (Espalier) >>")
    let start = data.count
    var table = "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      table += String(repeating: "0", count: max(0, 10 - digits.count)) + digits + " 00000 n \n"
    }
    table += "trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R /Info \(offsets.count) 0 R >>\n"
    data += Array("\(table)startxref\n\(start)\n%%EOF\n".utf8)
    return data
  }
}
