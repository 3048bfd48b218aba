public import CommandLanguage
public import Figures
public import Geometry
import Tensors

extension PlaneRegions: ForeignValue {
  public static var typeName: String { "PlaneRegions" }

  /// The count, how the layers share it, and what is counted.
  public var displayText: String {
    let shares = layers.filter { $0.units > 0 }.map { "\($0.name) \(NumberText.grouped($0.regions))" }
    return
      ([previewText]
      + ["  after each layer: " + shares.joined(separator: ", "), "  " + convention]
      .map { Paragraph.text($0, indent: 4) }).joined(separator: "\n")
  }

  public var previewText: String {
    "\(NumberText.grouped(count)) regions in the plane, \(NumberText.reading(density)) a unit of area"
  }
}

extension PlaneRegions: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    count > PlaneRegions.drawnAtMost
      ? DisplayBundle(text: displayText) : chart(decision: nil).bundle().with(text: displayText)
  }

  /// Regions that a figure is drawn of unasked; more make a notebook heavy.
  private static var drawnAtMost: Int { 5_000 }

  /// The polygons, with points and the decision boundary where they are given.
  func chart(points: Tensor? = nil, labels: [Int] = [], decision: PlaneDecision?) -> Chart {
    let cells = polygons.map { $0.map { Polygons.Point(x: $0.x, y: $0.y) } }
    var marks: [Mark] = [.polygons(Polygons(cells))]
    if let decision, !decision.segments.isEmpty {
      // A point that is not a number lifts the pen.
      let gap = Double.nan
      marks.append(
        .line(
          Line(
            x: decision.segments.flatMap { [$0.start.x, $0.end.x, gap] },
            y: decision.segments.flatMap { [$0.start.y, $0.end.y, gap] }, name: "decision boundary",
            color: Color(hex: 0x111111),
            showsPoints: false)))
    }
    if let points {
      let values = points.doubles
      let groups = Dictionary(grouping: 0..<points.shape[0]) { labels.isEmpty ? 0 : labels[$0] }
      for (label, rows) in groups.sorted(by: { $0.key < $1.key }) {
        marks.append(
          .scatter(
            Scatter(
              x: rows.map { values[2 * $0] }, y: rows.map { values[2 * $0 + 1] },
              name: labels.isEmpty ? "points" : "class \(label)")))
      }
    }
    return Chart("\(NumberText.grouped(count)) activation regions", x: Axis("s"), y: Axis("t"), marks: marks)
  }
}

extension PlaneRegions.Layer: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("layer"), .init("units", .right), .init("regions", .right), .init("cutting", .right),
      .init("duplicate", .right), .init("constant", .right),
    ]
  }

  var cells: [String] { [name] + [units, regions, cutting, duplicate, constant].map { NumberText.grouped($0) } }
}

extension PlaneRegions.Layer: ForeignValue {
  public static var typeName: String { "PlaneLayer" }
  public var displayText: String {
    "\(name): \(NumberText.grouped(regions)) regions, \(cutting) of \(units) units cut"
  }
}

extension PlaneLinearRegions: ForeignValue {
  public static var typeName: String { "PlaneLinearRegions" }
  public var displayText: String {
    "\(NumberText.grouped(count)) linear regions of \(NumberText.grouped(labels.count)) activation regions"
  }
}

extension PlaneDecision: ForeignValue {
  public static var typeName: String { "PlaneDecision" }
  public var displayText: String {
    let present = classAreas.filter { $0 > 0 }.count
    return "\(present) of \(classCount) classes in the window, boundary of length \(NumberText.reading(length))"
  }
}

extension PlaneDecision: RichlyDisplayed {
  /// Each part in the colour of its class.
  public var displayBundle: DisplayBundle {
    guard classes.count <= 5_000 else { return DisplayBundle(text: displayText) }
    let cells = polygons.map { $0.map { Polygons.Point(x: $0.x, y: $0.y) } }
    let fill = Polygons.Fill.values(classes.map(Double.init), .viridis, label: "class")
    return Chart(displayText, x: Axis("s"), y: Axis("t"), marks: [.polygons(Polygons(cells, fill: fill))]).bundle()
      .with(text: displayText)
  }
}

extension PlaneChecks: ForeignValue {
  public static var typeName: String { "PlaneChecks" }
  public var displayText: String {
    (hold ? "all checks hold" : "checks fail")
      + ": areas sum to the window to \(NumberText.reading(areaError)), V - E + F = \(eulerCharacteristic), "
      + "\(repeatedPatterns) repeated patterns, \(idleEdges) idle and \(multipleEdges) multiple edges, corners 4F "
      + (cornerExcess < 0 ? "- \(-cornerExcess)" : "+ \(cornerExcess)")
  }
}
