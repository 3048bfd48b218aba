import JupyterProtocol

/// The line of a script that begins a cell: `// %% title [markdown] tags=["a"]`, each part optional.
struct CellHeader {
  /// What the cell holds.
  var kind = NotebookCell.Kind.code
  /// The cell's name, where the header gives one.
  var id: String?
  /// What stands in the header beside it; the title is called so there.
  var metadata: [String: JSONValue] = [:]

  private static let titleKey = "title"
  private static let idKey = "id"
  /// When a cell was run is no part of what it says.
  private static let executionKey = "execution"

  /// The text of the line.
  var text: String {
    var parts = ["// %%"]
    var metadata = metadata
    metadata[Self.executionKey] = nil
    if let title = metadata[Self.titleKey]?.stringValue, Self.isPlain(title: title) {
      parts.append(title)
      metadata[Self.titleKey] = nil
    }
    if kind != .code { parts.append("[\(kind.rawValue)]") }
    if let id { metadata[Self.idKey] = .string(id) }
    if metadata.keys.allSatisfy(Self.isPlain(name:)) {
      parts += metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.compactText)" }
    } else {
      parts.append(JSONValue.object(metadata).compactText)
    }
    return parts.joined(separator: " ")
  }

  /// A title that reads as one again.
  private static func isPlain(title: String) -> Bool {
    let words = title.split(separator: " ", omittingEmptySubsequences: false)
    return words.allSatisfy { word in
      !word.isEmpty && !word.contains(where: \.isWhitespace) && !word.contains("=") && !word.hasPrefix("{")
        && kinds[String(word)] == nil
    }
  }

  private static func isPlain(name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { isNamePart($0) }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private static let kinds: [String: NotebookCell.Kind] = [
    "[markdown]": .markdown, "[md]": .markdown, "[raw]": .raw, "[code]": .code,
  ]
}

extension CellHeader {
  /// Reads what follows the mark of a cell; what is neither a kind nor metadata is the title.
  ///
  /// - Throws: ``ScriptError/metadata(line:name:)`` for a list or text after an equals sign that is not whole.
  init(parsing header: Substring, line: Int) throws(ScriptError) {
    let bytes = Array(header.utf8)
    var position = 0
    var title: [String] = []
    while position < bytes.count {
      if bytes[position] == 0x20 || bytes[position] == 0x09 || bytes[position] == 0x0D {
        position += 1
        continue
      }
      if bytes[position] == UInt8(ascii: "{"), let members = Self.value(bytes[position...])?.objectValue {
        metadata.merge(members) { $1 }
        break
      }
      var end = bytes[position...].firstIndex { $0 == 0x20 || $0 == 0x09 } ?? bytes.count
      let sign = bytes[position..<end].firstIndex(of: UInt8(ascii: "="))
      let isNamed = sign.map { $0 > position && bytes[position..<$0].allSatisfy(Self.isNamePart) } ?? false
      if let sign, isNamed { end = Self.endOfValue(bytes, from: sign + 1) }
      let word = bytes[position..<end]
      position = end
      if let kind = Self.kinds[String(decoding: word, as: UTF8.self)] {
        self.kind = kind
        continue
      }
      guard let sign, isNamed else {
        title.append(String(decoding: word, as: UTF8.self))
        continue
      }
      let name = String(decoding: word[..<sign], as: UTF8.self)
      if let value = Self.value(word[(sign + 1)...]) {
        metadata[name] = value
      } else if name == "tags" || word[(sign + 1)...].first.map({ "[{\"".utf8.contains($0) }) ?? false {
        throw .metadata(line: line, name: name)
      } else {
        title.append(String(decoding: word, as: UTF8.self))
      }
    }
    if !title.isEmpty { metadata[Self.titleKey] = .string(title.joined(separator: " ")) }
    id = metadata.removeValue(forKey: Self.idKey)?.stringValue
  }

  private static func value(_ bytes: ArraySlice<UInt8>) -> JSONValue? {
    try? JSONValue(parsing: Array(bytes))
  }

  /// The end of a value: a space outside of brackets and quotes.
  private static func endOfValue(_ bytes: [UInt8], from start: Int) -> Int {
    var depth = 0
    var isQuoted = false
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\\") where isQuoted: position += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += isQuoted ? 0 : 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= isQuoted ? 0 : 1
      case 0x20, 0x09:
        if !isQuoted, depth <= 0 { return position }
      default: break
      }
      position += 1
    }
    return min(position, bytes.count)
  }
}
