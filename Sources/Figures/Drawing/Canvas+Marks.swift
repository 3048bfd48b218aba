extension Canvas {
  /// Draws what a mark fills in the frame of a plot.
  mutating func drawArea(_ index: Int, _ color: Color, _ plot: Plot, _ layout: PlotLayout) {
    switch plot.marks[index] {
    case .line(let line): drawBand(of: line, color, layout)
    case .bars(let bars): draw(bars, color, plot.barSlot(index), layout)
    case .histogram(let histogram): draw(histogram, color, plot, layout)
    case .heatMap(let map): draw(map, layout)
    case .polygons(let polygons): draw(polygons, layout)
    case .scatter, .rule, .note: return
    }
  }

  /// Draws what a mark strokes or dots in the frame of a plot.
  mutating func drawStroke(_ mark: Mark, _ color: Color, _ layout: PlotLayout) {
    switch mark {
    case .line(let line): draw(line, color, layout)
    case .scatter(let scatter): draw(scatter, color, layout)
    case .rule(let rule): draw(rule, color, layout)
    case .bars, .histogram, .heatMap, .polygons, .note: return
    }
  }

  private mutating func drawBand(of line: Line, _ color: Color, _ layout: PlotLayout) {
    guard let band = line.band else { return }
    let edges = zip(line.x, zip(band.lower, band.upper)).map { x, edge in
      (low: layout.point(x, edge.0), high: layout.point(x, edge.1))
    }
    let pieces = edges.split { $0.low == nil || $0.high == nil }.filter { $0.count > 1 }
    for piece in pieces {
      let low = LineReduction.reduced(piece.compactMap(\.low))
      let high = LineReduction.reduced(piece.compactMap(\.high))
      fill([high + low.reversed()], color, opacity: 0.18)
    }
  }

  private mutating func draw(_ line: Line, _ color: Color, _ layout: PlotLayout) {
    let points = zip(line.x, line.y).map { layout.point($0, $1) }
    let pieces = points.split { $0 == nil }.map { $0.compactMap { $0 } }
    lines(
      pieces.map(LineReduction.reduced), Stroke(color: color, width: 2, dash: line.stroke.pattern))
    // A point between two gaps has no line to be seen by.
    let shown = line.marksPoints ? pieces.flatMap { $0 } : pieces.filter { $0.count == 1 }.flatMap { $0 }
    dots(shown, radius: 3, color)
  }

  private mutating func draw(_ scatter: Scatter, _ color: Color, _ layout: PlotLayout) {
    let points = zip(scatter.x, scatter.y).compactMap { layout.point($0, $1) }
    let (radius, opacity) = points.count <= 300 ? (3.0, 0.8) : points.count <= 2000 ? (2.2, 0.65) : (1.6, 0.5)
    let chosen = scatter.radius.map { $0.isFinite ? min(max($0, 0.5), 20) : radius } ?? radius
    if points.count > PointCloud.limit {
      let cloud = PointCloud.raster(points, in: layout.frame, radius: min(chosen, 2.5), color, opacity: opacity)
      image(cloud, in: layout.frame)
    } else {
      dots(points, radius: chosen, color, opacity: opacity)
    }
  }

  private mutating func draw(
    _ bars: Bars, _ color: Color, _ slot: (shift: Double, width: Double), _ layout: PlotLayout
  ) {
    let width = slot.width
    let base = layout.baseline
    var errors: [[Point]] = []
    for (index, value) in bars.values.enumerated() {
      let center = Double(index) + slot.shift
      guard let left = layout.x.position(center - width * 0.48), let right = layout.x.position(center + width * 0.48),
        let top = layout.y.position(value)
      else { continue }
      fill(Rect(x: min(left, right), y: min(top, base), width: abs(right - left), height: abs(base - top)), color)
      let error = bars.error(index)
      guard error > 0, let low = layout.y.position(value - error), let high = layout.y.position(value + error) else {
        continue
      }
      let middle = (left + right) / 2
      errors.append([Point(middle, low), Point(middle, high)])
      for end in [low, high] { errors.append([Point(middle - 4, end), Point(middle + 4, end)]) }
    }
    lines(errors, Stroke(color: Palette.ink, width: 1.2))
  }

  private mutating func draw(_ histogram: Histogram, _ color: Color, _ plot: Plot, _ layout: PlotLayout) {
    let isAlone = plot.marks.count { if case .histogram = $0 { true } else { false } } == 1
    let (edges, counts) = histogram.counts()
    let base = layout.baseline
    var rects: [[Point]] = []
    for (index, count) in counts.enumerated() where count > 0 {
      guard let left = layout.x.position(edges[index]), let right = layout.x.position(edges[index + 1]),
        let top = layout.y.position(Double(count))
      else { continue }
      rects.append([Point(left, base), Point(left, top), Point(right, top), Point(right, base)])
    }
    let rim = Stroke(color: isAlone ? .white : color, width: isAlone ? 0.8 : 0.5)
    fill(rects, color, opacity: isAlone ? 0.9 : 0.5, outline: rim)
  }

  private mutating func draw(_ map: HeatMap, _ layout: PlotLayout) {
    guard map.cellCount > 0, let colors = ColorScale(.heatMap(map)) else { return }
    let (x, y) = (map.xExtent, map.yExtent)
    if layout.x.isLog || layout.y.isLog { return drawCells(of: map, colors, layout) }
    guard let left = layout.x.position(x.lowerBound), let right = layout.x.position(x.upperBound),
      let first = layout.y.position(y.lowerBound), let last = layout.y.position(y.upperBound)
    else { return }
    let rect = Rect(x: min(left, right), y: min(first, last), width: abs(right - left), height: abs(last - first))
    image(map.raster(colors, flipsRows: last < first, flipsColumns: right < left, for: rect), in: rect)
  }

  /// Cells one by one, for axes on which they are not equally wide.
  private mutating func drawCells(of map: HeatMap, _ colors: ColorScale, _ layout: PlotLayout) {
    func edge(_ extent: ClosedRange<Double>, _ index: Int, of count: Int) -> Double {
      extent.lowerBound + (extent.upperBound - extent.lowerBound) * Double(index) / Double(count)
    }
    for row in 0..<map.rows {
      guard let low = layout.y.position(edge(map.yExtent, row, of: map.rows)),
        let high = layout.y.position(edge(map.yExtent, row + 1, of: map.rows))
      else { continue }
      for column in 0..<map.columns {
        guard let left = layout.x.position(edge(map.xExtent, column, of: map.columns)),
          let right = layout.x.position(edge(map.xExtent, column + 1, of: map.columns))
        else { continue }
        let color = colors.color(map.value(row: row, column: column))
        fill(
          [[Point(left, low), Point(right, low), Point(right, high), Point(left, high)]], color,
          outline: Stroke(color: color, width: 0.5))
      }
    }
  }

  private mutating func draw(_ polygons: Polygons, _ layout: PlotLayout) {
    let colors = ColorScale(.polygons(polygons))
    let rim = Stroke(color: .white, width: polygons.cells.count > 500 ? 0.4 : 0.8)
    for (index, cell) in polygons.cells.enumerated() {
      let corners = cell.compactMap { layout.point($0.x, $0.y) }
      guard corners.count == cell.count else { continue }
      var color = Palette.soft(index)
      if case .values(let values, _, _) = polygons.fill {
        color = colors?.color(index < values.count ? values[index] : .nan) ?? Palette.missing
      }
      fill([corners], color, outline: rim)
    }
  }

  private mutating func draw(_ rule: Rule, _ color: Color, _ layout: PlotLayout) {
    let frame = layout.frame
    let stroke = Stroke(color: color, width: 1.2, dash: [5, 4])
    switch rule.position {
    case .x(let value):
      guard let x = layout.x.position(value) else { return }
      line(from: Point(x, frame.y), to: Point(x, frame.maxY), stroke)
    case .y(let value):
      guard let y = layout.y.position(value) else { return }
      line(from: Point(frame.x, y), to: Point(frame.maxX, y), stroke)
    }
  }
}

extension PlotLayout {
  /// The height on paper from which bars rise: zero, or the bottom of a log axis.
  var baseline: Double {
    let bottom = y.isLog ? y.start : y.position(0) ?? y.start
    return min(max(bottom, frame.y), frame.maxY)
  }
}

extension HeatMap {
  /// The cells as picture elements, enlarged to about twice the size on paper.
  ///
  /// A matrix of more than 2,000 rows or columns is thinned to that number, each element the mean of its cells.
  func raster(_ colors: ColorScale, flipsRows: Bool, flipsColumns: Bool, for rect: Canvas.Rect) -> Raster {
    let table = colors.map.table()
    let width = min(columns, 2000)
    let height = min(rows, 2000)
    let raster = Raster(width: width, height: height) { column, row in
      let column = flipsColumns ? width - 1 - column : column
      let row = flipsRows ? height - 1 - row : row
      let mean = mean(
        rows: row * rows / height..<(row + 1) * rows / height,
        columns: column * columns / width..<(column + 1) * columns / width)
      guard let fraction = colors.fraction(mean) else { return Palette.missing }
      return table[Int((fraction * 255).rounded())]
    }
    let factor = max(1, min(Int(rect.width * 2) / max(1, width), Int(rect.height * 2) / max(1, height)))
    return raster.enlarged(factor)
  }

  /// The mean of the values that have a place, NaN when there are none.
  func mean(rows: Range<Int>, columns: Range<Int>) -> Double {
    var sum = 0.0
    var count = 0
    for row in rows {
      for column in columns {
        let value = value(row: row, column: column)
        guard PlotScale.canShow(value, isLog: false) else { continue }
        sum += value
        count += 1
      }
    }
    return count == 0 ? .nan : sum / Double(count)
  }
}
