public import CommandLanguage
public import Figures
public import Geometry
import Tensors

extension DimensionMethod: ForeignValue {
  public static var typeName: String { "DimensionMethod" }
  public var displayText: String { description }
}

extension DimensionEstimate: ForeignValue {
  public static var typeName: String { "DimensionEstimate" }

  /// `12.83 ± 0.12` with the convention, and what was degenerate.
  public var displayText: String {
    ([previewText] + ([convention] + notes).map { Paragraph.text("  \($0)", indent: 4) }).joined(separator: "\n")
  }

  public var previewText: String {
    EstimateText.text(value, error: standardError)
  }
}

extension LevinaBickel.Aggregation: Choice {
  public static var typeName: String { "Aggregation" }
}

extension LevinaBickel.Normalization: Choice {
  public static var typeName: String { "Normalization" }
}

extension TwoNearestNeighbors.Method: Choice {
  public static var typeName: String { "TwoNNMethod" }
}

extension BinomialDimension.Method: Choice {
  public static var typeName: String { "BinomialMethod" }
}

extension MinimumNeighborDistance.Version: Choice {
  public static var typeName: String { "MiNDVersion" }
}

extension ExpectedSimplexSkewness.Version: Choice {
  public static var typeName: String { "ESSVersion" }
}

extension RankRule: ForeignValue {
  public static var typeName: String { "RankRule" }
  public var displayText: String { words }
}

extension DuplicatePolicy: Choice {
  public static var typeName: String { "DuplicatePolicy" }
}

extension HullMembership: ForeignValue {
  public static var typeName: String { "HullMembership" }

  /// How many are inside, with the binomial error, and how far the others are.
  public var displayText: String {
    guard let distances, let farthest = distances.max(), farthest > 0 else { return previewText }
    let outside = distances.filter { $0 > 0 }
    let mean = outside.reduce(0, +) / Double(outside.count)
    return previewText
      + "\n  distance of those outside: mean \(NumberText.reading(mean)), farthest \(NumberText.reading(farthest))"
  }

  public var previewText: String {
    let count = certificates.count
    return "\(NumberText.grouped(inside.count { $0 })) of \(NumberText.grouped(count)) inside "
      + "(\(EstimateText.text(100 * fraction, error: 100 * standardError)) %)"
  }
}

extension HullMembership: RichlyDisplayed {
  /// How far those outside are, where that is known.
  public var displayBundle: DisplayBundle {
    let outside = (distances ?? []).filter { $0 > 0 }
    guard !outside.isEmpty else { return DisplayBundle(text: displayText) }
    let histogram = Histogram(outside, name: "queries outside")
    return Chart(
      previewText, x: Axis("distance to the hull"), y: Axis("queries"), legend: .none, marks: [.histogram(histogram)]
    ).bundle().with(text: displayText)
  }
}

extension HullMembership.Aim: Choice {
  public static var typeName: String { "HullAim" }
}

extension HullCertificate: ForeignValue {
  public static var typeName: String { "HullCertificate" }

  public var displayText: String {
    switch self {
    case .inside(let weights): "inside: a convex combination of \(weights.count) points"
    case .outside(_, let margin, nil): "outside: separated by at least \(NumberText.reading(margin))"
    case .outside(_, _, .some(let nearest)):
      "outside: at distance \(NumberText.reading(nearest.distance)) of a combination of \(nearest.weights.count) points"
    }
  }
}

extension HullWeight: ForeignValue {
  public static var typeName: String { "HullWeight" }
  public var displayText: String { "point \(index): \(NumberText.reading(weight))" }
}

extension LineRegions: ForeignValue {
  public static var typeName: String { "LineRegions" }

  /// The count, how the layers share it, and what is counted.
  public var displayText: String {
    let shares = layers.filter { $0.neurons > 0 }.map { "\($0.name) \($0.breakpoints) of \($0.neurons) neurons" }
    let degenerate = degenerateGaps > 0 ? ["  \(degenerateGaps) degenerate gaps"] : []
    let lines = ["  breakpoints: " + shares.joined(separator: ", "), "  " + convention] + degenerate
    return ([previewText] + lines.map { Paragraph.text($0, indent: 4) }).joined(separator: "\n")
  }

  public var previewText: String {
    "\(NumberText.grouped(count)) regions"
      + (density.map { " over a length of \(NumberText.reading(length)): \(NumberText.reading($0)) breakpoints a unit" }
        ?? "")
  }
}

extension LineRegions: RichlyDisplayed {
  /// Where each neuron changes its state along the line, a colour a layer.
  public var displayBundle: DisplayBundle {
    guard !breakpoints.isEmpty else { return DisplayBundle(text: displayText) }
    let places = breakpoints.map { (place: $0.position, layer: $0.layer, neuron: $0.neuron) }
    return layers.chart(previewText, along: "t, from a to b", places).bundle()
      .with(text: displayText)
  }
}

extension [LineRegions.Layer] {
  /// Breakpoints along a line or a curve, a colour a layer.
  func chart(_ title: String, along axis: String, _ breakpoints: [(place: Double, layer: Int, neuron: Int)]) -> Chart {
    let marks = indices.compactMap { layer -> Mark? in
      let own = breakpoints.filter { $0.layer == layer }
      return own.isEmpty
        ? nil : .scatter(Scatter(x: own.map(\.place), y: own.map { Double($0.neuron) }, name: self[layer].name))
    }
    return Chart(title, x: Axis(axis), y: Axis("neuron"), marks: marks)
  }
}

extension LineRegions.Breakpoint: Tabulated {
  static var columns: [Table.Column] {
    [.init("t", .right), .init("layer", .right), .init("neuron", .right)]
  }

  var cells: [String] { [NumberText.reading(position), "\(layer + 1)", "\(neuron)"] }
}

extension LineRegions.Breakpoint: ForeignValue {
  public static var typeName: String { "Breakpoint" }
  public var displayText: String { "t = \(NumberText.reading(position)): layer \(layer + 1), neuron \(neuron)" }
}

extension LineRegions.Extent: Choice {
  public static var typeName: String { "LineExtent" }
}
