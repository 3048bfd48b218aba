extension Notebook {
  /// Reads a notebook document from the bytes of its file.
  ///
  /// Any minor version of format 4 is read. Cells that have no id of their own get one from their position, `cell-0`
  /// and so on, so that reading twice gives the same document.
  ///
  /// - Throws: ``NotebookError`` that names the member, for a document that is no notebook of version 4.
  public init(parsing bytes: [UInt8]) throws(NotebookError) {
    let json: JSONValue
    do {
      json = try JSONValue(parsing: bytes)
    } catch {
      throw .notJSON(error)
    }
    try self.init(json)
  }

  /// Takes a notebook from the JSON value of its document.
  ///
  /// - Throws: ``NotebookError`` as ``init(parsing:)`` does.
  public init(_ json: JSONValue) throws(NotebookError) {
    guard json["nbformat"] == .int(Self.majorVersion) else {
      throw .unsupportedVersion(found: json["nbformat"]?.compactText ?? "unknown")
    }
    guard let elements = json["cells"]?.arrayValue else { throw .invalidMember(path: "cells", expected: "an array") }
    var cells: [NotebookCell] = []
    var ids = Set(elements.compactMap { $0["id"]?.stringValue })
    var seen: Set<String> = []
    for (index, element) in elements.enumerated() {
      var cell = try NotebookCell(element, path: "cells[\(index)]")
      if cell.id.isEmpty || !seen.insert(cell.id).inserted {
        cell.id = Self.freeID(at: index, among: ids)
        ids.insert(cell.id)
        seen.insert(cell.id)
      }
      cells.append(cell)
    }
    let transient: Set = ["orig_nbformat", "orig_nbformat_minor", "signature"]
    let metadata = (json["metadata"]?.objectValue ?? [:]).filter { !transient.contains($0.key) }
    let minorVersion = max(json["nbformat_minor"]?.intValue ?? 0, Self.leastMinorVersion)
    self.init(cells: cells, metadata: metadata, minorVersion: minorVersion)
  }

  private static func freeID(at index: Int, among ids: Set<String>) -> String {
    var id = "cell-\(index)"
    while ids.contains(id) { id += "-" }
    return id
  }
}

extension NotebookCell {
  init(_ json: JSONValue, path: String) throws(NotebookError) {
    guard var members = json.objectValue else { throw .invalidMember(path: path, expected: "an object") }
    guard let kind = members.removeValue(forKey: "cell_type")?.stringValue.flatMap({ Kind(rawValue: $0) }) else {
      throw .invalidMember(path: "\(path).cell_type", expected: "'code', 'markdown' or 'raw'")
    }
    let source = try Self.text(members.removeValue(forKey: "source"), path: "\(path).source")
    var metadata = members.removeValue(forKey: "metadata")?.objectValue ?? [:]
    metadata["trusted"] = nil
    self.init(kind, id: members.removeValue(forKey: "id")?.stringValue ?? "", source: source, metadata: metadata)
    let count = members.removeValue(forKey: "execution_count")
    let shown = members.removeValue(forKey: "outputs")?.arrayValue ?? []
    if kind == .code {
      executionCount = count?.intValue
      for (index, output) in shown.enumerated() {
        outputs.append(try NotebookOutput(output, path: "\(path).outputs[\(index)]"))
      }
    }
    otherMembers = members
  }

  /// Text that is stored whole or as its lines.
  static func text(_ json: JSONValue?, path: String) throws(NotebookError) -> String {
    if let text = json?.joinedText { return text }
    throw .invalidMember(path: path, expected: "a string or an array of strings")
  }
}

extension NotebookOutput {
  init(_ json: JSONValue, path: String) throws(NotebookError) {
    switch json["output_type"]?.stringValue {
    case "stream":
      let text = try NotebookCell.text(json["text"], path: "\(path).text")
      self = .stream(name: json["name"]?.stringValue ?? "stdout", text: text)
    case "display_data":
      self = .display(try Self.bundle(json, path))
    case "execute_result":
      self = .result(try Self.bundle(json, path), executionCount: json["execution_count"]?.intValue)
    case "error":
      self = .error(
        name: json["ename"]?.stringValue ?? "", message: json["evalue"]?.stringValue ?? "",
        traceback: json["traceback"]?.arrayValue?.compactMap(\.stringValue) ?? [])
    default:
      throw .invalidMember(
        path: "\(path).output_type", expected: "'stream', 'display_data', 'execute_result' or 'error'")
    }
  }

  private static func bundle(_ json: JSONValue, _ path: String) throws(NotebookError) -> MimeBundle {
    guard let data = json["data"]?.objectValue else {
      throw .invalidMember(path: "\(path).data", expected: "an object")
    }
    var whole = data
    for (type, value) in data where !type.isJSONMediaType {
      if let text = value.joinedText { whole[type] = .string(text) }
    }
    return MimeBundle(data: whole, metadata: json["metadata"]?.objectValue ?? [:])
  }
}

extension JSONValue {
  /// A string, or the strings of an array one after the other.
  fileprivate var joinedText: String? {
    if let stringValue { return stringValue }
    guard let elements = arrayValue else { return nil }
    let lines = elements.compactMap(\.stringValue)
    return lines.count == elements.count ? lines.joined() : nil
  }
}

extension String {
  /// Whether a media type is stored as a JSON value, so that an array in it is data and not lines.
  fileprivate var isJSONMediaType: Bool {
    self == "application/json" || hasPrefix("application/") && hasSuffix("+json")
  }
}
