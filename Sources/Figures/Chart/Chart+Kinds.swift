extension Chart {
  /// One curve.
  public static func line(
    _ title: String = "", x: [Double]? = nil, y: [Double], band: Line.Band? = nil, xLabel: String = "",
    yLabel: String = "", xScale: Axis.Scale = .linear, yScale: Axis.Scale = .linear
  ) -> Chart {
    Chart(
      title, x: Axis(xLabel, scale: xScale), y: Axis(yLabel, scale: yScale),
      marks: [.line(Line(x: x, y: y, band: band))])
  }

  /// One set of points.
  public static func scatter(
    _ title: String = "", x: [Double], y: [Double], xLabel: String = "", yLabel: String = "",
    xScale: Axis.Scale = .linear, yScale: Axis.Scale = .linear
  ) -> Chart {
    Chart(
      title, x: Axis(xLabel, scale: xScale), y: Axis(yLabel, scale: yScale), marks: [.scatter(Scatter(x: x, y: y))])
  }

  /// One set of bars.
  public static func bars(
    _ title: String = "", labels: [String], values: [Double], errors: [Double]? = nil, xLabel: String = "",
    yLabel: String = ""
  ) -> Chart {
    Chart(title, x: Axis(xLabel), y: Axis(yLabel), marks: [.bars(Bars(labels, values, errors: errors))])
  }

  /// The distribution of values.
  public static func histogram(
    _ title: String = "", of values: [Double], bins: Int? = nil, xLabel: String = "", yLabel: String = "count"
  ) -> Chart {
    Chart(title, x: Axis(xLabel), y: Axis(yLabel), marks: [.histogram(Histogram(values, bins: bins))])
  }

  /// A matrix as colours, row 0 on top as it is printed.
  public static func heatMap(
    _ title: String = "", values: [Double], rows: Int, columns: Int, x: ClosedRange<Double>? = nil,
    y: ClosedRange<Double>? = nil, colors: ColorMap = .viridis, domain: ClosedRange<Double>? = nil,
    label: String = "", xLabel: String = "", yLabel: String = ""
  ) -> Chart {
    let map = HeatMap(
      values, rows: rows, columns: columns, x: x, y: y, colors: colors, domain: domain, label: label)
    return Chart(title, x: Axis(xLabel), y: Axis(yLabel, isReversed: true), marks: [.heatMap(map)])
  }

  /// Small pictures side by side.
  public static func images(
    _ title: String = "", tiles: [ImageGrid.Tile], columns: Int? = nil, domain: ClosedRange<Double>? = nil
  ) -> Chart {
    Chart(title, content: .images(ImageGrid(tiles, columns: columns, domain: domain)))
  }
}
