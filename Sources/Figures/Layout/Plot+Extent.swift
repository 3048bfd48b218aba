extension Plot {
  /// The two scales that hold every mark, on the unit interval; `hasAir` leaves some room around points and curves.
  func scales(hasAir: Bool = true) -> (x: PlotScale, y: PlotScale) {
    var xs: [Double] = []
    var ys: [Double] = []
    var anchor: Double?
    var isExact = false
    for mark in marks {
      switch mark {
      case .line(let line):
        // Only what can be drawn on both axes counts: a gap must not stretch the other axis.
        append(line.x, line.y, &xs, &ys)
        if let band = line.band {
          append(line.x, band.lower, &xs, &ys)
          append(line.x, band.upper, &xs, &ys)
        }
      case .scatter(let scatter):
        append(scatter.x, scatter.y, &xs, &ys)
      case .bars(let bars):
        xs += [-0.6, Double(max(1, bars.values.count)) - 0.4]
        for (index, value) in bars.values.enumerated() where value.isFinite {
          let error = bars.error(index)
          ys += [value - error, value + error]
        }
        if y.scale == .linear { ys.append(0) }
        anchor = 0
      case .histogram(let histogram):
        let (edges, counts) = histogram.counts()
        xs += edges
        ys += counts.map(Double.init)
        if y.scale == .linear { ys.append(0) } else { ys.append(0.8) }
        anchor = 0
      case .heatMap(let map):
        guard map.cellCount > 0 else { continue }
        xs += [map.xExtent.lowerBound, map.xExtent.upperBound]
        ys += [map.yExtent.lowerBound, map.yExtent.upperBound]
        isExact = true
      case .polygons(let polygons):
        for cell in polygons.cells { append(cell.map(\.x), cell.map(\.y), &xs, &ys) }
        isExact = true
      case .rule(let rule):
        switch rule.position {
        case .x(let value): xs.append(value)
        case .y(let value): ys.append(value)
        }
      case .note(let note):
        append([note.x], [note.y], &xs, &ys)
      }
    }
    let bars = marks.contains { if case .bars = $0 { true } else { false } }
    return (
      PlotScale.fitting(xs, axis: x, padding: isExact || bars || !hasAir ? 0 : 0.03),
      PlotScale.fitting(ys, axis: y, padding: isExact || !hasAir ? 0 : 0.06, anchor: anchor)
    )
  }

  private func append(_ x: [Double], _ y: [Double], _ xs: inout [Double], _ ys: inout [Double]) {
    for (a, b) in zip(x, y) where PlotScale.canShow(a, isLog: self.x.scale == .log) {
      guard PlotScale.canShow(b, isLog: self.y.scale == .log) else { continue }
      xs.append(a)
      ys.append(b)
    }
  }

  /// Where the bars of a mark stand about the centre of their label, and how wide each is: side by side with others.
  func barSlot(_ index: Int) -> (shift: Double, width: Double) {
    func isBars(_ mark: Mark) -> Bool { if case .bars = mark { true } else { false } }
    let count = marks.count(where: isBars)
    let place = marks.prefix(index).count(where: isBars)
    let width = (count > 1 ? 0.8 : 0.64) / Double(max(1, count))
    return ((Double(place) - Double(count - 1) / 2) * width, width)
  }

  /// The horizontal axis, with the labels of bars as its ticks unless it has its own.
  var xAxis: Axis {
    var axis = x
    guard axis.ticks == nil else { return axis }
    let labels = marks.compactMap { mark -> [String]? in
      if case .bars(let bars) = mark { Array(bars.labels.prefix(bars.values.count)) } else { nil }
    }.max { $0.count < $1.count }
    axis.ticks = labels?.enumerated().map { Axis.Tick(Double($0.offset), $0.element) }
    return axis
  }

  /// The vertical axis.
  var yAxis: Axis { y }

  /// Whether a unit is as long on both axes.
  var isSquare: Bool {
    marks.contains { mark in
      switch mark {
      case .heatMap(let map): map.isSquare && map.cellCount > 0
      case .polygons(let polygons): polygons.isSquare
      default: false
      }
    }
  }

  /// Whether the plot has anything with an area or a point to show.
  var hasData: Bool { tally.shown > 0 }

  /// How many values are shown and how many are gaps.
  var tally: (shown: Int, gaps: Int) {
    marks.reduce((0, 0)) { sum, mark in
      let (shown, gaps) = tally(mark)
      return (sum.0 + shown, sum.1 + gaps)
    }
  }

  /// How many values of a mark are shown and how many are gaps: not finite, without a partner, or not positive on a log
  /// axis.
  func tally(_ mark: Mark) -> (shown: Int, gaps: Int) {
    func pairs(_ a: [Double], _ b: [Double]) -> (Int, Int) {
      let shown = zip(a, b).count { pair in
        PlotScale.canShow(pair.0, isLog: x.scale == .log) && PlotScale.canShow(pair.1, isLog: y.scale == .log)
      }
      return (shown, max(a.count, b.count) - shown)
    }
    func values(_ values: some Collection<Double>, isLog: Bool = false) -> (Int, Int) {
      let shown = values.count { PlotScale.canShow($0, isLog: isLog) }
      return (shown, values.count - shown)
    }
    switch mark {
    case .line(let line): return pairs(line.x, line.y)
    case .scatter(let scatter): return pairs(scatter.x, scatter.y)
    case .bars(let bars): return values(bars.values, isLog: y.scale == .log)
    case .histogram(let histogram): return values(histogram.values)
    case .heatMap(let map):
      let (shown, gaps) = values(map.values.prefix(map.cellCount))
      return (shown, gaps + max(0, map.cellCount - map.values.count))
    case .polygons(let polygons):
      let shown = polygons.cells.count { $0.count > 2 }
      return (shown, polygons.cells.count - shown)
    case .rule, .note: return (0, 0)
    }
  }
}

extension Bars {
  /// Half the length of the error bar on a bar; 0 where there is none.
  func error(_ index: Int) -> Double {
    guard let errors, index < errors.count, errors[index].isFinite else { return 0 }
    return abs(errors[index])
  }
}
