import Tensors

extension CSVFile {
  /// Bytes of text gathered before they are written.
  private static let slice = 1 << 20

  /// Writes the columns of an archive: vectors of one length, or the columns of one matrix under their numbers.
  /// - Throws: `ArchiveError.unsuited` for anything else, `.inexact` for integers that no double-precision number is,
  ///   `.unwritable`; `Interrupted`.
  /// - Complexity: O(elements).
  static func write(
    _ archive: TensorArchive, to file: borrowing AtomicFile, path: String, checkpoint: Checkpoint
  ) throws {
    let columns = try columns(of: archive, path)
    var text = columns.map { quoted($0.name) }.joined(separator: ",") + "\n"
    for row in 0..<(columns.first?.rows ?? 0) {
      for (index, column) in columns.enumerated() {
        if index > 0 { text += "," }
        text += column.text(row)
      }
      text += "\n"
      if text.utf8.count > slice {
        try checkpoint.check()
        try file.append(Array(text.utf8))
        text = ""
      }
    }
    try file.append(Array(text.utf8))
  }

  /// One column on its way to text.
  private struct Column {
    let name: String
    let numbers: Tensor
    let isInteger: Bool
    /// The first of its numbers, and how far the next is.
    var start = 0
    var step = 1

    var rows: Int { numbers.count / step }

    /// The shortest text that reads as the same number of its precision.
    func text(_ row: Int) -> String {
      let value = numbers.element(start + row * step)
      if isInteger { return "\(Int(value))" }
      return numbers.isDouble ? "\(value)" : "\(Float(value))"
    }
  }

  private static func columns(of archive: TensorArchive, _ path: String) throws(ArchiveError) -> [Column] {
    let entries = archive.entries
    if entries.count == 1, entries[0].array.shape.rank == 2, entries[0].array.shape[1] > 0 {
      let array = entries[0].array
      let width = array.shape[1]
      let numbers = try array.tensor
      return (0..<width).map {
        Column(name: "\($0)", numbers: numbers, isInteger: array.type.isInteger, start: $0, step: width)
      }
    }
    guard let rows = entries.first?.array.shape.extents.first,
      entries.allSatisfy({ $0.array.shape.extents == [rows] })
    else {
      let shapes = entries.prefix(8).map { "'\($0.name)' \($0.array.shape)" }.joined(separator: ", ")
      throw .unsuited(
        path: path,
        cause: "csv holds vectors of one length or one matrix, found \(entries.isEmpty ? "no array" : shapes)",
        mend: "use .npz or .safetensors")
    }
    var columns: [Column] = []
    for entry in entries {
      columns.append(
        Column(name: entry.name, numbers: try entry.array.tensor, isInteger: entry.array.type.isInteger))
    }
    return columns
  }

  private static func quoted(_ name: String) -> String {
    let isPlain = !name.isEmpty && !name.utf8.contains { [comma, quote, lineFeed, carriageReturn].contains($0) }
    return isPlain ? name : "\"" + name.replacing("\"", with: "\"\"") + "\""
  }
}
