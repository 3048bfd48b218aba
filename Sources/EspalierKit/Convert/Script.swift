import JupyterProtocol
import Workbench

/// A script in cells: the percent format, in which a line that begins with `// %%` begins a cell.
///
///     // %% [markdown]
///     // # What this is about
///
///     // %% The network tags=["parameters"]
///     let widths = [300, 100]
///
/// The cells are those of a notebook, so that one is made of the other by writing it down. Text of other kinds stands in
/// comments. What is before the first cell and only comments, such as a `#!` line or a header in YAML, is the preamble.
struct Script: Sendable {
  /// The lines before the first cell, without the empty line after them; empty where there are none.
  var preamble = ""
  /// The cells in order.
  var cells: [NotebookCell]
  /// The lines of the file at which the sources of cells begin, by the id of the cell.
  private(set) var firstLines: [String: Int] = [:]

  /// Where a notebook keeps the preamble of the script that it was made from.
  static let metadataKey = "espalier"
  static let preambleKey = "preamble"

  /// The script that says what a notebook says, without its outputs.
  init(_ notebook: Notebook) {
    preamble = notebook.metadata[Self.metadataKey]?[Self.preambleKey]?.stringValue ?? ""
    cells = notebook.cells
  }

  /// The notebook that says what the script says.
  var notebook: Notebook {
    var notebook = Notebook(cells: cells)
    if !preamble.isEmpty { notebook.metadata[Self.metadataKey] = [Self.preambleKey: .string(preamble)] }
    return notebook
  }

  /// Reads a script from the bytes of its file; without a line `// %%` the whole is one cell.
  ///
  /// - Throws: ``EncodingError``, or ``ScriptError/metadata(line:name:)`` for a header that cannot be read.
  init(parsing bytes: [UInt8]) throws {
    let text = try SourceText.decode(bytes)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // What follows the last line end is no line.
    if lines.last?.isEmpty == true { lines.removeLast() }
    let marks = lines.indices.compactMap { line in
      CellMark.header(of: lines[line]).map { (line: line, header: $0) }
    }
    cells = []
    cells.reserveCapacity(marks.count + 1)

    var before = lines[..<(marks.first?.line ?? lines.endIndex)]
    // The first line may say which program runs the file.
    if let first = before.first, first.hasPrefix("#!") { preamble = String(before.removeFirst()) }
    if !marks.isEmpty, before.allSatisfy(\.isCommentOrBlank) {
      let start = preamble.isEmpty ? [] : [Substring(preamble)]
      preamble = (start + (before.last?.isEmpty == true ? before.dropLast() : before)).joined(separator: "\n")
    } else if !before.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
      append(CellHeader(), lines: before, isLast: marks.isEmpty)
    }
    for (number, mark) in marks.enumerated() {
      let end = number + 1 < marks.count ? marks[number + 1].line : lines.endIndex
      let header = try CellHeader(parsing: mark.header, line: mark.line + 1)
      append(header, lines: lines[(mark.line + 1)..<end], isLast: end == lines.endIndex)
    }
    nameCells()
  }

  private mutating func append(_ header: CellHeader, lines: ArraySlice<Substring>, isLast: Bool) {
    let first = lines.startIndex
    // The empty line before the next cell belongs to none.
    let lines = !isLast && lines.last?.isEmpty == true ? lines.dropLast() : lines
    let source =
      header.kind == .code
      ? lines.joined(separator: "\n") : lines.map(\.withoutCommentMark).joined(separator: "\n")
    cells.append(NotebookCell(header.kind, id: header.id ?? "", source: source, metadata: header.metadata))
    starts.append(first + 1)
  }

  /// The lines at which the cells begin, until they have names.
  private var starts: [Int] = []

  /// Gives a name to each cell that has none, and notes where it begins.
  private mutating func nameCells() {
    var seen: Set<String> = []
    let given = Set(cells.map(\.id))
    for index in cells.indices {
      if cells[index].id.isEmpty || seen.contains(cells[index].id) {
        var id = Self.standardID(at: index)
        while given.contains(id) || seen.contains(id) { id += "-" }
        cells[index].id = id
      }
      seen.insert(cells[index].id)
      firstLines[cells[index].id] = starts[index]
    }
    starts = []
  }

  /// The name of a cell that has none of its own.
  private static func standardID(at index: Int) -> String { "cell-\(index)" }

  /// The text of the script's file.
  ///
  /// - Throws: ``ScriptError/startsCell(cell:line:)`` where a line of a cell would begin another in the script.
  func text() throws(ScriptError) -> String {
    var parts: [String] = preamble.isEmpty ? [] : [preamble + "\n"]
    for (index, cell) in cells.enumerated() {
      let id = cell.id == Self.standardID(at: index) ? nil : cell.id
      var lines = cell.source.isEmpty ? [] : cell.source.split(separator: "\n", omittingEmptySubsequences: false)
      if cell.kind != .code { lines = lines.map(\.withCommentMark) }
      if let bad = lines.firstIndex(where: { CellMark.header(of: $0) != nil }) {
        throw .startsCell(cell: index + 1, line: bad + 1)
      }
      let header = CellHeader(kind: cell.kind, id: id, metadata: cell.metadata)
      parts.append(([Substring(header.text)] + lines).joined(separator: "\n") + "\n")
    }
    return parts.joined(separator: "\n")
  }
}

extension Substring {
  fileprivate var isCommentOrBlank: Bool {
    hasPrefix("//") || allSatisfy(\.isWhitespace)
  }

  /// The line of a text as a comment, and back.
  fileprivate var withCommentMark: Substring { isEmpty ? "//" : "// " + self }
  fileprivate var withoutCommentMark: Substring {
    if hasPrefix("// ") { return dropFirst(3) }
    return hasPrefix("//") ? dropFirst(2) : self
  }
}
