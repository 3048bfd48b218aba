public import CommandLanguage
public import Figures
public import Geometry

extension CurveRegions: ForeignValue {
  public static var typeName: String { "CurveRegions" }

  public var displayText: String {
    let shares = layers.filter { $0.neurons > 0 }.map { "\($0.name) \($0.breakpoints) of \($0.neurons)" }
    let linear = linearCount.map { ["  \(NumberText.grouped($0)) linear regions"] } ?? []
    let lines = linear + ["  breakpoints: " + shares.joined(separator: ", "), "  " + convention]
    return ([previewText] + lines.map { Paragraph.text($0, indent: 4) }).joined(separator: "\n")
  }

  public var previewText: String {
    "\(NumberText.grouped(count)) activation regions along a length of \(NumberText.reading(length)): "
      + "\(NumberText.reading(density)) breakpoints a unit"
  }
}

extension CurveRegions: RichlyDisplayed {
  /// Where each neuron changes its state along the curve, a colour a layer.
  public var displayBundle: DisplayBundle {
    guard !breakpoints.isEmpty else { return DisplayBundle(text: displayText) }
    let places = breakpoints.map { (place: $0.arclength, layer: $0.layer, neuron: $0.neuron) }
    return layers.chart(previewText, along: "length along the curve", places).bundle()
      .with(text: displayText)
  }
}

extension DataCurve: ForeignValue {
  public static var typeName: String { "DataCurve" }
  public var displayText: String {
    switch self {
    case .circle(let radius): ".circle(radius: \(NumberText.reading(radius)))"
    case .tractrix(let extent): ".tractrix(extent: \(NumberText.reading(extent)))"
    case .greatCircle(let radius): ".greatCircle(radius: \(NumberText.reading(radius)))"
    case .swissRoll(let height): ".swissRoll(height: \(NumberText.reading(height)))"
    }
  }
}

extension LineSample.Mean: ForeignValue {
  public static var typeName: String { "LineMean" }
  public var displayText: String { EstimateText.text(value, error: standardError ?? .nan) }
}

extension LineSample: ForeignValue {
  public static var typeName: String { "LineSample" }

  public var displayText: String {
    let linear = linearMean.map { ["  \($0.displayText) linear regions a line"] } ?? []
    let lines = linear + ["  \(breakpointsPerNeuron.displayText) breakpoints a neuron", "  " + convention]
    return ([previewText] + lines.map { Paragraph.text($0, indent: 4) }).joined(separator: "\n")
  }

  public var previewText: String {
    "\(mean.displayText) activation regions a line over \(NumberText.grouped(counts.count)) lines"
  }
}

extension LineSample: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    guard counts.count > 1 else { return DisplayBundle(text: displayText) }
    return Chart(
      previewText, x: Axis("activation regions"), y: Axis("lines"), legend: .none,
      marks: [.histogram(Histogram(counts.map(Double.init), name: "lines"))]
    ).bundle().with(text: displayText)
  }
}
