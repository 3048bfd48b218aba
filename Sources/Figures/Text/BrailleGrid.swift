/// A sheet of characters in which every character holds two by four dots.
struct BrailleGrid {
  /// Dots in a row.
  let width: Int
  /// Rows of dots.
  let height: Int
  private var cells: [UInt8]

  init(columns: Int, rows: Int) {
    width = columns * 2
    height = rows * 4
    cells = [UInt8](repeating: 0, count: columns * rows)
  }

  /// Sets a dot, counted from the top left; what lies outside is left out.
  mutating func dot(_ x: Int, _ y: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    // The numbering of the dots is historical: three on each side, then the fourth row.
    let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    cells[y / 4 * (width / 2) + x / 2] |= bits[y % 4 * 2 + x % 2]
  }

  /// Sets the dots of a straight line.
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    let steps = max(abs(end.x - start.x), abs(end.y - start.y), 1)
    for step in 0...min(steps, 4 * (width + height)) {
      let t = Double(step) / Double(min(steps, 4 * (width + height)))
      dot(
        Int((Double(start.x) + t * Double(end.x - start.x)).rounded()),
        Int((Double(start.y) + t * Double(end.y - start.y)).rounded()))
    }
  }

  /// The rows of characters, without blanks at their ends.
  var lines: [String] {
    let columns = width / 2
    return stride(from: 0, to: cells.count, by: columns).map { start in
      let row = cells[start..<start + columns]
      let used = row.lastIndex { $0 != 0 }.map { $0 + 1 } ?? start
      return row[start..<used].reduce(into: "") { text, bits in
        text.unicodeScalars.append(bits == 0 ? " " : Unicode.Scalar(0x2800 + UInt32(bits)) ?? " ")
      }
    }
  }
}
