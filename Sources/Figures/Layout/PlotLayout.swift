/// Where the parts of a plot stand inside a rectangle: computed once, then drawn.
struct PlotLayout {
  /// The rectangle that the axes span.
  let frame: Canvas.Rect
  /// The horizontal map, onto ``frame``.
  let x: PlotScale
  /// The vertical map, onto ``frame``.
  let y: PlotScale
  /// The ticks of the horizontal axis.
  let xTicks: Ticks
  /// The ticks of the vertical axis.
  let yTicks: Ticks
  /// Whether the labels under the horizontal axis are turned, because they would run into each other.
  let turnsLabels: Bool
  /// The names of the marks.
  let legend: [LegendEntry]
  /// The names in rows above the frame where the plot is narrow or has a colour bar; empty where they stand to its
  /// right.
  let legendRows: [[LegendEntry]]
  /// The colours of the colour bar, if a mark is coloured by value.
  let colors: ColorScale?

  static let tickSize = 12.0
  static let labelSize = 13.0
  static let legendSize = 12.0
  /// Room for a text, with a reserve for fonts wider than Helvetica where that is missing.
  static func room(_ text: String, _ size: Double) -> Double {
    FontMetrics.width(text, size: size) * 1.1
  }

  init(_ plot: Plot, in rect: Canvas.Rect, showsLegend: Bool = true) {
    let scales = plot.scales()
    legend = showsLegend ? plot.legendEntries : []
    colors = ColorScale(plot.marks)
    let isRow = (rect.width < 480 || colors != nil) && !legend.isEmpty
    legendRows = isRow ? LegendEntry.rows(legend, width: rect.width - 40) : []

    var right = 14.0
    var top = 8.0
    if !legend.isEmpty {
      if !legendRows.isEmpty {
        top += Double(legendRows.count) * 18 + 4
      } else {
        right = LegendEntry.width(legend, heading: plot.legendHeading, limit: rect.width * 0.35) + 20
      }
    }
    if let colors {
      let ticks = Ticks(colors.scale, axis: Axis(), count: 5)
      right = 18 + 14 + 8 + (ticks.major.map { Self.room($0.label, Self.tickSize) }.max() ?? 0)
      right += colors.label.isEmpty ? 8 : 26
    }
    let bottom = 26.0 + (plot.x.label.isEmpty ? 2 : 20)
    let yTickCount = max(2, Int((rect.height - top - bottom) / 46))
    let vertical = Ticks(scales.y, axis: plot.yAxis, count: yTickCount)
    let labelWidth = vertical.major.map { Self.room($0.label, Self.tickSize) }.max() ?? 0
    let left = min(12 + labelWidth + (plot.y.label.isEmpty ? 0 : 22), rect.width * 0.45)

    var inner = rect.inset(left: left, top: top, right: min(right, rect.width * 0.5), bottom: bottom)
    let axis = plot.xAxis
    var count = max(2, Int(inner.width / 80))
    var horizontal = Ticks(scales.x, axis: axis, count: count)
    while count > 2, Self.collide(horizontal, scales.x, width: inner.width) {
      count -= 1
      horizontal = Ticks(scales.x, axis: axis, count: count)
    }
    turnsLabels = axis.ticks != nil && Self.collide(horizontal, scales.x, width: inner.width)
    if turnsLabels {
      let room = horizontal.major.map { Self.room($0.label, Self.tickSize) }.max() ?? 0
      inner = inner.inset(bottom: min(room, 96) - 12)
      let kept = max(1, Int((Double(horizontal.major.count) * 15 / inner.width).rounded(.up)))
      horizontal.major = horizontal.major.enumerated().filter { $0.offset % kept == 0 }.map(\.element)
    }
    if plot.isSquare, !scales.x.isLog, !scales.y.isLog {
      inner = Self.square(inner, width: scales.x.high - scales.x.low, height: scales.y.high - scales.y.low)
    }
    frame = inner
    x =
      plot.x.isReversed
      ? scales.x.placed(from: inner.maxX, to: inner.x) : scales.x.placed(from: inner.x, to: inner.maxX)
    y =
      plot.y.isReversed
      ? scales.y.placed(from: inner.y, to: inner.maxY) : scales.y.placed(from: inner.maxY, to: inner.y)
    xTicks = horizontal
    yTicks = vertical
  }

  /// The point of a pair of values, or `nil` when one has no place.
  func point(_ x: Double, _ y: Double) -> Canvas.Point? {
    guard let px = self.x.position(x), let py = self.y.position(y) else { return nil }
    return Canvas.Point(px, py)
  }

  /// Whether labels under the axis would touch.
  private static func collide(_ ticks: Ticks, _ scale: PlotScale, width: Double) -> Bool {
    var last = -Double.infinity
    for tick in ticks.major {
      let center = (scale.fraction(tick.value) ?? 0) * width
      let half = room(tick.label, tickSize) / 2
      if center - half < last + 6 { return true }
      last = center + half
    }
    return false
  }

  /// The largest rectangle with the given ratio inside another, at its left and in the middle of its height.
  private static func square(_ rect: Canvas.Rect, width: Double, height: Double) -> Canvas.Rect {
    guard width > 0, height > 0, width / height < 1e3, height / width < 1e3 else { return rect }
    let unit = min(rect.width / width, rect.height / height)
    let size = (width: unit * width, height: unit * height)
    return Canvas.Rect(
      x: rect.x + (rect.width - size.width) / 2, y: rect.y + (rect.height - size.height) / 2, width: size.width,
      height: size.height)
  }
}
