/// Texts and objects of texts as JSON has them.
enum JSONText {
  /// A text between quotes.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\0"..<" ": quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// An object, its keys in alphabetical order.
  static func object(_ fields: [String: String]) -> String {
    let sorted = fields.sorted { $0.key < $1.key }
    return "{" + sorted.map { "\(quoted($0.key)):\(quoted($0.value))" }.joined(separator: ",") + "}"
  }
}

extension ByteCursor {
  /// Reads an object of JSON, each value by `field`, which is given its key and where that stands.
  /// - Throws: `ArchiveError.malformed` where it is none, and what `field` throws.
  mutating func object(
    _ what: String, _ field: (inout ByteCursor, String, Int) throws(ArchiveError) -> Void
  ) throws(ArchiveError) {
    try expect("{", "that opens \(what)")
    if skip("}") { return }
    repeat {
      skipSpaces()
      let place = offset
      let key = try quoted("a key of \(what)")
      try expect(":", "behind '\(key)'")
      try field(&self, key, place)
    } while skip(",")
    try expect("}", "or ',' in \(what)")
  }
}
