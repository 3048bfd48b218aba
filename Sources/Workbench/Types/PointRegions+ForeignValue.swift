public import CommandLanguage
public import Figures
public import Geometry

extension PointMean: ForeignValue {
  public static var typeName: String { "PointMean" }
  public var displayText: String {
    EstimateText.text(value, error: standardError)
      + (unbounded > 0 ? " (\(NumberText.grouped(unbounded)) points without one)" : "")
  }
}

extension BoundaryDistances: ForeignValue {
  public static var typeName: String { "BoundaryDistances" }

  public var displayText: String {
    let lines =
      layers.map { "  \($0.name): \($0.mean.displayText)" }
      + (onBoundary > 0 ? ["  \(NumberText.grouped(onBoundary)) points on a boundary"] : []) + ["  " + convention]
    return ([previewText] + lines.map { Paragraph.text($0, indent: 4) }).joined(separator: "\n")
  }

  public var previewText: String {
    "Distance to the nearest boundary \(mean.displayText) over \(NumberText.grouped(distances.count)) points"
  }
}

extension BoundaryDistances: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    let finite = distances.filter(\.isFinite)
    guard finite.count > 1 else { return DisplayBundle(text: displayText) }
    return Chart(
      "", x: Axis("distance to the nearest boundary"), y: Axis("points"), legend: .none,
      marks: [.histogram(Histogram(finite, name: "points"))]
    ).bundle().with(text: displayText)
  }
}

extension BoundaryDistances.Layer: ForeignValue {
  public static var typeName: String { "BoundaryLayer" }
  public var displayText: String { "\(name): \(mean.displayText)" }
}

extension TangentSpaces: ForeignValue {
  public static var typeName: String { "TangentSpaces" }
  public var displayText: String {
    Paragraph.text("Tangent spaces of dimension \(dimension); " + convention, indent: 2)
  }
}

extension ActivationPatterns: ForeignValue {
  public static var typeName: String { "ActivationPatterns" }

  public var displayText: String {
    let lines = layers.map { "  " + $0.displayText } + ["  " + convention]
    return ([previewText] + lines.map { Paragraph.text($0, indent: 4) }).joined(separator: "\n")
  }

  public var previewText: String {
    "\(NumberText.grouped(spread.distinct)) distinct patterns on \(NumberText.grouped(points)) points, entropy "
      + "\(EstimateText.text(spread.entropy, error: spread.entropyError)) nats"
  }
}

extension ActivationPatterns.Layer: ForeignValue {
  public static var typeName: String { "PatternLayer" }
  public var displayText: String {
    "\(name): \(NumberText.grouped(spread.distinct)) patterns"
      + (positives.isEmpty
        ? " of \(units) windows" : ", \(dead.count) dead and \(alwaysActive.count) always active of \(units) units")
  }
}

extension LocalComplexity: ForeignValue {
  public static var typeName: String { "LocalComplexity" }

  public var displayText: String {
    let lines = layers.map { "  " + $0.displayText } + ["  " + convention]
    return ([previewText] + lines.map { Paragraph.text($0, indent: 4) }).joined(separator: "\n")
  }

  public var previewText: String {
    "Local complexity \(mean.displayText) units at radius \(NumberText.reading(radius))"
  }
}

extension LocalComplexity.Layer: ForeignValue {
  public static var typeName: String { "ComplexityLayer" }
  public var displayText: String { "\(name): \(mean.displayText) of \(units) units" }
}

extension DuplicateUnits: ForeignValue {
  public static var typeName: String { "DuplicateUnits" }
  public var displayText: String {
    "\(stage): \(distinct) boundaries of \(units) units, \(constant.count) units without one"
  }
}
