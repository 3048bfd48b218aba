/// Picture elements in rows from the top: red, green, blue, and optionally how opaque each is.
struct Raster: Sendable, Hashable {
  /// Elements in a row.
  let width: Int
  /// Number of rows.
  let height: Int
  /// Three bytes an element.
  var colors: [UInt8]
  /// One byte an element, or `nil` when all are opaque.
  var alpha: [UInt8]?

  /// A raster of one colour.
  init(width: Int, height: Int, color: Color, alpha: UInt8? = nil) {
    self.width = max(0, width)
    self.height = max(0, height)
    let count = self.width * self.height
    var colors = [UInt8]()
    colors.reserveCapacity(count * 3)
    for _ in 0..<count {
      colors.append(color.red)
      colors.append(color.green)
      colors.append(color.blue)
    }
    self.colors = colors
    self.alpha = alpha.map { [UInt8](repeating: $0, count: count) }
  }

  /// A raster with the colour that `color` gives for each column and row.
  init(width: Int, height: Int, color: (_ column: Int, _ row: Int) -> Color) {
    self.width = max(0, width)
    self.height = max(0, height)
    var colors = [UInt8]()
    colors.reserveCapacity(self.width * self.height * 3)
    for row in 0..<self.height {
      for column in 0..<self.width {
        let element = color(column, row)
        colors.append(element.red)
        colors.append(element.green)
        colors.append(element.blue)
      }
    }
    self.colors = colors
    alpha = nil
  }

  /// The raster with each element as a square of `factor` × `factor`, so that no viewer blurs small cells.
  func enlarged(_ factor: Int) -> Raster {
    guard factor > 1 else { return self }
    return Raster(width: width * factor, height: height * factor) { column, row in
      let place = (row / factor * width + column / factor) * 3
      return Color(red: colors[place], green: colors[place + 1], blue: colors[place + 2])
    }
  }
}
