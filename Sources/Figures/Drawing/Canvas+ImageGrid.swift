extension ImageGrid {
  /// How many tiles stand in a row.
  var columnCount: Int {
    let count = max(1, tiles.count)
    if let columns { return min(max(1, columns), count) }
    return count <= 6 ? count : count <= 12 ? (count + 1) / 2 : min(10, count)
  }

  /// The side of a tile in pixels.
  var side: Double {
    switch columnCount {
    case 1: 240
    case 2...4: 140
    case 5...6: 100
    case 7...10: 72
    default: 48
    }
  }

  /// Whether any tile has words below it.
  var hasCaptions: Bool { tiles.contains { !$0.caption.isEmpty } }

  /// The size of a figure that shows all tiles.
  func naturalSize(hasTitle: Bool) -> Chart.Size {
    let rows = (max(1, tiles.count) + columnCount - 1) / columnCount
    let step = side + 10 + (hasCaptions ? 18 : 0)
    return Chart.Size(
      width: max(220, Double(columnCount) * (side + 10) - 10 + 32), height: Double(rows) * step + (hasTitle ? 54 : 28))
  }

  /// The samples shown as black and white.
  var shownDomain: ClosedRange<Double> {
    if let domain { return domain }
    var (low, high) = (0.0, 1.0)
    for tile in tiles {
      for pixel in tile.pixels where PlotScale.canShow(pixel, isLog: false) {
        low = min(low, pixel)
        high = max(high, pixel)
      }
    }
    return low...high
  }
}

extension ImageGrid.Tile {
  /// Whether the sizes make a picture.
  var isDrawable: Bool {
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    return !overflow && count > 0 && count <= 16_000_000
  }

  /// The brightness of a sample, 0 to 1.
  func brightness(row: Int, column: Int, plane: Int, in domain: ClosedRange<Double>) -> Double {
    let place = (plane * rows + row) * columns + column
    let width = domain.upperBound - domain.lowerBound
    guard place < pixels.count, pixels[place].isFinite, width > 0 else { return 0 }
    return min(max((pixels[place] - domain.lowerBound) / width, 0), 1)
  }

  /// The tile as picture elements.
  func raster(in domain: ClosedRange<Double>) -> Raster {
    Raster(width: columns, height: rows) { column, row in
      func part(_ plane: Int) -> UInt8 {
        UInt8((brightness(row: row, column: column, plane: plane, in: domain) * 255).rounded())
      }
      if channels == .grey {
        let grey = part(0)
        return Color(red: grey, green: grey, blue: grey)
      }
      return Color(red: part(0), green: part(1), blue: part(2))
    }
  }
}

extension Canvas {
  /// Draws tiles in rows, each as large as its place allows.
  mutating func draw(_ grid: ImageGrid, in rect: Rect) {
    guard grid.tiles.contains(where: \.isDrawable) else { return noData(in: rect) }
    let columns = grid.columnCount
    let rows = (grid.tiles.count + columns - 1) / columns
    let gap = 10.0
    let caption = grid.hasCaptions ? 18.0 : 0
    let side = max(
      4,
      min(
        (rect.width + gap) / Double(columns) - gap,
        (rect.height + gap) / Double(rows) - gap - caption))
    let domain = grid.shownDomain
    for (index, tile) in grid.tiles.enumerated() where tile.isDrawable {
      let x = rect.x + Double(index % columns) * (side + gap)
      let y = rect.y + Double(index / columns) * (side + gap + caption)
      let unit = side / Double(max(tile.rows, tile.columns))
      let size = (width: unit * Double(tile.columns), height: unit * Double(tile.rows))
      let place = Rect(
        x: x + (side - size.width) / 2, y: y + (side - size.height) / 2, width: size.width, height: size.height)
      image(tile.raster(in: domain).enlarged(max(1, Int(unit * 2))), in: place)
      let edge = place.inset(left: -0.5, top: -0.5, right: -0.5, bottom: -0.5)
      lines(
        [
          [
            Point(edge.x, edge.y), Point(edge.maxX, edge.y), Point(edge.maxX, edge.maxY), Point(edge.x, edge.maxY),
            Point(edge.x, edge.y),
          ]
        ], Stroke(color: Palette.grid, width: 1))
      text(
        Text(
          string: FontMetrics.fitted(tile.caption, width: side + 8, size: 11.5), at: Point(x + side / 2, y + side + 14),
          size: 11, color: Palette.softInk, anchor: .middle))
    }
  }
}
