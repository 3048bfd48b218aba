extension Canvas {
  /// Draws a plot where its layout says: grid, marks, axes, legend.
  mutating func draw(_ plot: Plot, _ layout: PlotLayout) {
    let frame = layout.frame
    let isFilled = layout.colors != nil || plot.isSquare
    if !isFilled { grid(plot, layout) }
    let colors = plot.seriesColors
    clipped(to: frame.inset(left: -1, top: -1, right: -1, bottom: -1)) { canvas in
      // Areas first, so that the band of one curve does not dull another.
      for index in plot.marks.indices { canvas.drawArea(index, colors[index], plot, layout) }
      for (mark, color) in zip(plot.marks, colors) { canvas.drawStroke(mark, color, layout) }
    }
    if !plot.hasData { noData(in: frame) }
    axes(plot, layout, isBoxed: isFilled)
    for (mark, color) in zip(plot.marks, colors) { words(mark, color, layout) }
    if let colors = layout.colors { colorBar(colors, beside: frame) }
    if !layout.legend.isEmpty {
      if !layout.legendRows.isEmpty {
        draw(rows: layout.legendRows, at: Point(frame.x, frame.y - Double(layout.legendRows.count) * 18 + 6))
      } else {
        draw(layout.legend, heading: plot.legendHeading, at: Point(frame.maxX + 18, frame.y + 8))
      }
    }
  }

  private mutating func grid(_ plot: Plot, _ layout: PlotLayout) {
    let frame = layout.frame
    let stroke = Stroke(color: Palette.grid, width: 1)
    let hasBars = plot.marks.contains { if case .bars = $0 { true } else { false } }
    if !hasBars {
      lines(
        layout.xTicks.major.compactMap { layout.x.position($0.value) }.map {
          [Point($0, frame.y), Point($0, frame.maxY)]
        }, stroke)
    }
    lines(
      layout.yTicks.major.compactMap { layout.y.position($0.value) }.map {
        [Point(frame.x, $0), Point(frame.maxX, $0)]
      },
      stroke)
  }

  /// Axis lines, ticks and words around the frame.
  private mutating func axes(_ plot: Plot, _ layout: PlotLayout, isBoxed: Bool) {
    let frame = layout.frame
    let stroke = Stroke(color: Palette.line, width: 1)
    var outline = [Point(frame.x, frame.y), Point(frame.x, frame.maxY), Point(frame.maxX, frame.maxY)]
    if isBoxed { outline += [Point(frame.maxX, frame.y), Point(frame.x, frame.y)] }
    lines([outline], stroke)

    var marks: [[Point]] = []
    for tick in layout.xTicks.major {
      guard let x = layout.x.position(tick.value) else { continue }
      marks.append([Point(x, frame.maxY), Point(x, frame.maxY + 4)])
      if layout.turnsLabels {
        let label = FontMetrics.fitted(tick.label, width: 92, size: PlotLayout.tickSize)
        text(
          Text(
            string: label, at: Point(x + 4, frame.maxY + 8), size: PlotLayout.tickSize, color: Palette.softInk,
            anchor: .end, isVertical: true))
      } else {
        text(
          Text(
            string: tick.label, at: Point(x, frame.maxY + 18), size: PlotLayout.tickSize, color: Palette.softInk,
            anchor: .middle))
      }
    }
    for tick in layout.yTicks.major {
      guard let y = layout.y.position(tick.value) else { continue }
      marks.append([Point(frame.x, y), Point(frame.x - 4, y)])
      text(
        Text(
          string: tick.label, at: Point(frame.x - 8, y + 4.2), size: PlotLayout.tickSize, color: Palette.softInk,
          anchor: .end))
    }
    lines(marks, stroke)
    let small = layout.xTicks.minor.compactMap { layout.x.position($0) }.map {
      [Point($0, frame.maxY), Point($0, frame.maxY + 2.5)]
    }
    let smallY = layout.yTicks.minor.compactMap { layout.y.position($0) }.map {
      [Point(frame.x, $0), Point(frame.x - 2.5, $0)]
    }
    lines(small + smallY, Stroke(color: Palette.line, width: 0.8))

    let below =
      layout.turnsLabels
      ? min(layout.xTicks.major.map { PlotLayout.room($0.label, PlotLayout.tickSize) }.max() ?? 0, 96) - 12 : 0
    let xLabel = FontMetrics.fitted(plot.x.label, width: max(frame.width, 120), size: PlotLayout.labelSize * 1.06)
    text(
      Text(
        string: xLabel, at: Point(frame.midX, frame.maxY + 39 + below), size: PlotLayout.labelSize, anchor: .middle))
    let width = layout.yTicks.major.map { PlotLayout.room($0.label, PlotLayout.tickSize) }.max() ?? 0
    let yLabel = FontMetrics.fitted(plot.y.label, width: max(frame.height, 120), size: PlotLayout.labelSize * 1.06)
    text(
      Text(
        string: yLabel, at: Point(frame.x - 8 - width - 9, frame.midY), size: PlotLayout.labelSize, anchor: .middle,
        isVertical: true))
  }

  /// The colours of the cells with their values, to the right of the frame.
  private mutating func colorBar(_ colors: ColorScale, beside frame: Rect) {
    let bar = Rect(x: frame.maxX + 18, y: frame.y, width: 14, height: frame.height)
    let steps = 256
    let table = colors.map.table()
    image(Raster(width: 1, height: steps) { _, row in table[steps - 1 - row] }, in: bar)
    let stroke = Stroke(color: Palette.line, width: 1)
    lines(
      [
        [
          Point(bar.x, bar.y), Point(bar.maxX, bar.y), Point(bar.maxX, bar.maxY), Point(bar.x, bar.maxY),
          Point(bar.x, bar.y),
        ]
      ], stroke)
    let scale = colors.scale.placed(from: bar.maxY, to: bar.y)
    let ticks = Ticks(colors.scale, axis: Axis(), count: max(2, Int(bar.height / 46)))
    for tick in ticks.major {
      guard let y = scale.position(tick.value) else { continue }
      line(from: Point(bar.maxX, y), to: Point(bar.maxX + 4, y), stroke)
      text(
        Text(
          string: tick.label, at: Point(bar.maxX + 8, y + 4.2), size: PlotLayout.tickSize, color: Palette.softInk))
    }
    let width = ticks.major.map { PlotLayout.room($0.label, PlotLayout.tickSize) }.max() ?? 0
    let label = FontMetrics.fitted(colors.label, width: max(bar.height, 120), size: PlotLayout.labelSize * 1.06)
    text(
      Text(
        string: label, at: Point(bar.maxX + 8 + width + 16, bar.midY), size: PlotLayout.labelSize, anchor: .middle,
        isVertical: true))
  }

  /// The words of reference lines and notes, above everything else.
  private mutating func words(_ mark: Mark, _ color: Color, _ layout: PlotLayout) {
    let frame = layout.frame
    switch mark {
    case .rule(let rule):
      let ink = rule.color ?? Palette.softInk
      switch rule.position {
      case .x(let value):
        guard let x = layout.x.position(value), x >= frame.x - 1, x <= frame.maxX + 1 else { return }
        let isLeft = x + PlotLayout.room(rule.label, 12) + 8 > frame.maxX
        text(
          Text(
            string: rule.label, at: Point(isLeft ? x - 5 : x + 5, frame.y + 13), size: 12, color: ink,
            anchor: isLeft ? .end : .start, rim: .white))
      case .y(let value):
        guard let y = layout.y.position(value), y >= frame.y - 1, y <= frame.maxY + 1 else { return }
        let isBelow = y < frame.y + 18
        text(
          Text(
            string: rule.label, at: Point(frame.maxX - 5, isBelow ? y + 15 : y - 5), size: 12, color: ink,
            anchor: .end, rim: .white))
      }
    case .note(let note):
      guard let point = layout.point(note.x, note.y), point.x >= frame.x - 1, point.x <= frame.maxX + 1,
        point.y >= frame.y - 1, point.y <= frame.maxY + 1
      else { return }
      dots([point], radius: 3, Palette.ink)
      let isLeft = point.x + PlotLayout.room(note.text, 12) + 12 > frame.maxX
      text(
        Text(
          string: note.text, at: Point(isLeft ? point.x - 7 : point.x + 7, max(point.y - 6, frame.y + 12)), size: 12,
          anchor: isLeft ? .end : .start, rim: .white))
    default: return
    }
  }
}
