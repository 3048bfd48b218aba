import Tensors

/// Columns of numbers as text: a row of names, then a row of numbers a line, between commas.
///
/// Names may stand between quotes; `nan` and `inf` are numbers, an empty field is none. A column of whole numbers is
/// `int64`, any other `float64`.
enum CSVFile {
  static let comma = UInt8(ascii: ","), quote = UInt8(ascii: "\"")
  static let lineFeed: UInt8 = 0x0a, carriageReturn: UInt8 = 0x0d

  /// The columns, each a vector under its name.
  /// - Throws: `ArchiveError.malformed` for a first row that is no row of names, a name that stands twice, a row of
  ///   another length, a field that is no number, and a whole number that double precision does not hold exactly;
  ///   `Interrupted`.
  /// - Complexity: O(bytes).
  static func read(_ bytes: ArraySlice<UInt8>, path: String, checkpoint: Checkpoint) throws -> TensorArchive {
    let bom: [UInt8] = [0xef, 0xbb, 0xbf]
    let text = bytes.starts(with: bom) ? bytes.dropFirst(bom.count) : bytes
    var row = text.prefix { $0 != lineFeed }
    func failure(_ place: Int, _ expected: String, _ found: String) -> ArchiveError {
      .malformed(path: path, offset: place - bytes.startIndex, expected: expected, found: found)
    }
    let names = try names(row, failure)
    var isWhole = [Bool](repeating: true, count: names.count)
    var numbers: [Double] = []
    var line = 1
    var next = row.endIndex + 1
    while next < text.endIndex {
      line += 1
      if line % 4_096 == 0 { try checkpoint.check() }
      row = text[next...].prefix { $0 != lineFeed }
      next = row.endIndex + 1
      if row.last == carriageReturn { row.removeLast() }
      // An empty line holds no row.
      if row.isEmpty { continue }
      var start = row.startIndex
      var column = 0
      while start <= row.endIndex {
        let field = row[start...].prefix { $0 != comma }
        guard column < names.count else {
          throw failure(start, "\(names.count) numbers in line \(line)", "more")
        }
        guard let number = DecimalNumber(field) else {
          throw failure(
            start, "a number for '\(names[column])' in line \(line)",
            field.isEmpty ? "an empty field" : "'\(String(decoding: field.prefix(40), as: UTF8.self))'")
        }
        guard number.isExact else {
          throw failure(start, "a whole number that double precision holds", String(decoding: field, as: UTF8.self))
        }
        if !number.isWhole { isWhole[column] = false }
        numbers.append(number.value)
        column += 1
        start = field.endIndex + 1
      }
      guard column == names.count else {
        throw failure(row.startIndex, "\(names.count) numbers in line \(line)", "\(column)")
      }
    }
    return archive(names, isWhole, numbers)
  }

  private static func archive(_ names: [String], _ isWhole: [Bool], _ numbers: [Double]) -> TensorArchive {
    var archive = TensorArchive()
    let rows = numbers.count / names.count
    for (column, name) in names.enumerated() {
      let values = (0..<rows).map { numbers[$0 * names.count + column] }
      archive.append(
        isWhole[column] ? StoredArray(values.map { Int($0) }) : StoredArray(Tensor([rows], values)), named: name)
    }
    return archive
  }

  private static func names(
    _ row: ArraySlice<UInt8>, _ failure: (Int, String, String) -> ArchiveError
  ) throws(ArchiveError) -> [String] {
    var row = row
    if row.last == carriageReturn { row.removeLast() }
    guard !row.isEmpty else { throw failure(row.startIndex, "a row of the names of the columns", "an empty line") }
    var names: [String] = []
    var seen: Set<String> = []
    var next = row.startIndex
    while next <= row.endIndex {
      let start = next
      var name: [UInt8] = []
      if next < row.endIndex, row[next] == quote {
        repeat {
          // A quote within a quoted name stands twice.
          if next > start { name.append(quote) }
          let part = row[(next + 1)...].prefix { $0 != quote }
          name += part
          next = part.endIndex + 1
          guard next <= row.endIndex else { throw failure(start, "the quote that ends a name", "the end of the line") }
        } while next < row.endIndex && row[next] == quote
        guard next == row.endIndex || row[next] == comma else {
          throw failure(next, "a comma behind a quoted name", "something else")
        }
      } else {
        name += row[next...].prefix { $0 != comma }
        next += name.count
      }
      guard let text = String(validating: name, as: UTF8.self) else {
        throw failure(start, "the name of a column in UTF-8", "other bytes")
      }
      guard seen.insert(text).inserted else { throw failure(start, "a name once", "'\(text)' again") }
      names.append(text)
      next += 1
    }
    let numbered = names.indices.map(String.init)
    guard names == numbered || !names.allSatisfy({ DecimalNumber(Array($0.utf8)[...]) != nil }) else {
      throw failure(row.startIndex, "a row of the names of the columns", "numbers; put a row of names before them")
    }
    return names
  }
}
