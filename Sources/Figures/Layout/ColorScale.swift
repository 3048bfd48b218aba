/// The map from the values of coloured cells to colours.
struct ColorScale: Sendable, Hashable {
  /// The colours.
  let map: ColorMap
  /// The values at the two ends.
  let scale: PlotScale
  /// What the colours measure.
  let label: String

  /// A scale for values; a diverging map without a given domain is symmetric about zero.
  init(_ values: [Double], map: ColorMap, domain: ClosedRange<Double>?, label: String) {
    self.map = map
    self.label = label
    var domain = domain
    if domain == nil, map == .diverging {
      let reach = values.reduce(0) { PlotScale.canShow($1, isLog: false) ? max($0, abs($1)) : $0 }
      if reach > 0 { domain = -reach...reach }
    }
    scale = PlotScale.fitting(values, axis: Axis(domain: domain), padding: 0)
  }

  /// The scale of the first coloured mark, which the colour bar shows; `nil` when no mark is coloured by value.
  init?(_ marks: [Mark]) {
    for mark in marks {
      if let scale = ColorScale(mark) {
        self = scale
        return
      }
    }
    return nil
  }

  /// The scale of one mark, if it is coloured by value.
  init?(_ mark: Mark) {
    switch mark {
    case .heatMap(let map):
      let cells = Array(map.values.prefix(map.cellCount))
      self.init(cells, map: map.colors, domain: map.domain, label: map.label)
    case .polygons(let polygons):
      guard case .values(let values, let map, let label) = polygons.fill else { return nil }
      self.init(values, map: map, domain: nil, label: label)
    default:
      return nil
    }
  }

  /// The place of a value between the ends, 0 to 1; `nil` when it has none.
  func fraction(_ value: Double) -> Double? {
    scale.fraction(value).map { min(max($0, 0), 1) }
  }

  /// The colour of a value; grey when it has none.
  func color(_ value: Double) -> Color {
    fraction(value).map(map.color(at:)) ?? Palette.missing
  }
}

extension HeatMap {
  /// The number of cells; none when the product of rows and columns is beyond any picture.
  var cellCount: Int {
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    return overflow || count > 100_000_000 ? 0 : count
  }

  /// The value of a cell, NaN where the data lack it.
  func value(row: Int, column: Int) -> Double {
    let place = row * columns + column
    return place < values.count ? values[place] : .nan
  }

  /// The horizontal extent on the axis.
  var xExtent: ClosedRange<Double> { x ?? -0.5...Double(max(1, columns)) - 0.5 }

  /// The vertical extent on the axis.
  var yExtent: ClosedRange<Double> { y ?? -0.5...Double(max(1, rows)) - 0.5 }
}
