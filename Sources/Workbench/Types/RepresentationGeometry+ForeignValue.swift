public import CommandLanguage
public import Experiments
public import Figures
public import Geometry
import Tensors

extension MeasureSummary: ForeignValue {
  public static var typeName: String { "MeasureSummary" }
  public var displayText: String {
    EstimateText.text(mean, error: standardError) + ", spread \(NumberText.reading(standardDeviation)) over "
      + NumberText.grouped(count) + (excluded > 0 ? ", \(NumberText.grouped(excluded)) left out" : "")
  }
}

extension LossGeometry: ForeignValue {
  public static var typeName: String { "LossGeometry" }

  public var displayText: String {
    let area = angleArea.map {
      ["  AUROC of the angle for misclassified samples: \(EstimateText.text($0.value, error: $0.standardError))"]
    }
    let degenerate = [
      (zeroFeatures, "features of length 0, which have no angle"), (zeroVectors.count, "class vectors of length 0"),
      (equalVectors.count, "pairs of equal class vectors"), (ties, "ties"),
      (rounded, "margins whose sign is that of rounding"),
    ].filter { $0.0 > 0 }.map { "  \($0.0) \($0.1)" }
    return
      ([
        previewText, "  angle (radians): \(summary(of: .angle).displayText)",
        "  length: \(summary(of: .length).displayText)", "  margin: \(summary(of: .margin).displayText)",
      ] + (area ?? []) + degenerate).joined(separator: "\n")
  }

  public var previewText: String {
    "Angle, length and margin of \(NumberText.grouped(count)) samples; accuracy \(NumberText.reading(accuracy)), "
      + "margins agree with it for \(NumberText.reading(100 * signAgreement)) %"
  }
}

extension LossGeometry: RichlyDisplayed {
  /// The three measures, those of misclassified samples apart.
  public var displayBundle: DisplayBundle {
    let charts = Measure.allCases.map { measure in
      let values = self.values(of: measure)
      let marks = [(true, "correct"), (false, "misclassified")].compactMap { isRight, name -> Mark? in
        let own = zip(values, isCorrect).filter { $1 == isRight && $0.isFinite }.map(\.0)
        return own.isEmpty ? nil : .histogram(Histogram(own, name: name))
      }
      let label = measure == .angle ? "angle (radians)" : measure.rawValue
      return Chart(measure.rawValue, x: Axis(label), y: Axis("samples"), marks: marks)
    }
    return Chart.grid("", of: charts, columns: 3).bundle().with(text: displayText)
  }
}

extension LossGeometry.PerClass: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("class", .right), .init("accuracy", .right), .init("angle (radians)", .right), .init("length", .right),
      .init("margin", .right),
    ]
  }

  var cells: [String] {
    ["\(label)", NumberText.reading(accuracy)]
      + [angle, length, margin].map { EstimateText.text($0.mean, error: $0.standardError) }
  }
}

extension LossGeometry.PerClass: ForeignValue {
  public static var typeName: String { "ClassGeometry" }
  public var displayText: String {
    "class \(label): accuracy \(NumberText.reading(accuracy)), angle \(NumberText.reading(angle.mean)), "
      + "length \(NumberText.reading(length.mean)), margin \(NumberText.reading(margin.mean))"
  }
}

extension LossGeometryComparison.Difference: ForeignValue {
  public static var typeName: String { "PairedDifference" }
  public var displayText: String { EstimateText.text(value, error: standardError) }
}

extension LossGeometryComparison: ForeignValue {
  public static var typeName: String { "LossGeometryComparison" }

  public var displayText: String {
    let rows = [
      ("angle", angle), ("spread of the angle", angleSpread), ("length", length), ("margin", margin),
      ("accuracy", accuracy),
    ]
    return (["Paired differences, first - second"] + rows.map { "  \($0.0): \($0.1.displayText)" })
      .joined(separator: "\n")
  }
}

extension ModelMap: ForeignValue {
  public static var typeName: String { "ModelMap" }

  public var displayText: String {
    ([previewText]
      + tree.edges.map { edge in
        "  \(names[edge.first]) – \(names[edge.second]): \(NumberText.reading(edge.length))"
      }).joined(separator: "\n")
  }

  public var previewText: String {
    "\(names.count) networks; the map shows \(NumberText.reading(100 * map.explainedShare)) % of the squared distances"
  }
}

extension ModelMap: RichlyDisplayed {
  /// The map with the tree over it.
  public var displayBundle: DisplayBundle {
    let places = map.coordinates.doubles
    guard map.coordinates.rank == 2, map.coordinates.shape[1] == 2 else { return DisplayBundle(text: displayText) }
    let gap = Double.nan
    var marks: [Mark] = [
      .line(
        Line(
          x: tree.edges.flatMap { [places[2 * $0.first], places[2 * $0.second], gap] },
          y: tree.edges.flatMap { [places[2 * $0.first + 1], places[2 * $0.second + 1], gap] },
          name: "spanning tree", color: Color(hex: 0x9a9a9a), showsPoints: false))
    ]
    for (index, name) in names.enumerated() {
      marks.append(.scatter(Scatter(x: [places[2 * index]], y: [places[2 * index + 1]], name: name)))
    }
    return Chart(previewText, x: Axis("first coordinate"), y: Axis("second coordinate"), marks: marks).bundle()
      .with(text: displayText)
  }
}

extension ModelMap.Scaling: Choice {
  public static var typeName: String { "MapScaling" }
}

extension AlignmentEstimator: Choice {
  public static var typeName: String { "AlignmentEstimator" }
}

extension ComponentRule: ForeignValue {
  public static var typeName: String { "ComponentRule" }
  public var displayText: String {
    switch self {
    case .count(let count): ".count(\(count))"
    case .variance(let share): ".variance(\(NumberText.reading(share)))"
    }
  }
}

extension LayerSimilarity: ForeignValue {
  public static var typeName: String { "LayerSimilarity" }

  public var displayText: String { previewText + "\n  " + method }

  public var previewText: String {
    "Similarity of \(rows.count) layers with \(columns.count) over \(NumberText.grouped(samples)) samples: "
      + "\(NumberText.reading(values.minimum ?? .nan)) to \(NumberText.reading(values.maximum ?? .nan))"
  }
}

extension LayerSimilarity: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    func ticks(_ names: [String]) -> [Axis.Tick] { names.enumerated().map { Axis.Tick(Double($0), $1) } }
    let map = HeatMap(
      values.doubles, rows: rows.count, columns: columns.count, domain: 0...1, label: "similarity")
    return Chart(
      "", x: Axis("layer of the second network", ticks: ticks(columns)),
      y: Axis("layer of the first", ticks: ticks(rows)), marks: [.heatMap(map)]
    ).bundle().with(text: displayText)
  }
}

extension KernelAlignment: ForeignValue {
  public static var typeName: String { "KernelAlignment" }
  public var displayText: String {
    EstimateText.text(value, error: standardError) + " (linear CKA, \(estimator.rawValue) HSIC)"
  }
}

extension SubspaceAngles: ForeignValue {
  public static var typeName: String { "SubspaceAngles" }
  public var displayText: String {
    "\(angles.count) principal angles between subspaces of \(first) and \(second) dimensions, largest "
      + "\(NumberText.reading(largest)) radians, overlap \(NumberText.reading(overlap))"
  }
}

extension NeuralCollapse: ForeignValue {
  public static var typeName: String { "NeuralCollapse" }

  public var displayText: String {
    [
      "Neural collapse over \(NumberText.grouped(count)) samples of \(classes) classes",
      "  NC1, variability: \(EstimateText.text(variability, error: variabilityError))",
      "  NC2, class means: lengths spread \(NumberText.reading(means.lengthSpread)), angles "
        + "\(NumberText.reading(means.simplexDistance)) from a simplex",
      "  NC2, class vectors: lengths spread \(NumberText.reading(classifier.lengthSpread)), angles "
        + "\(NumberText.reading(classifier.simplexDistance)) from a simplex",
      "  NC3, duality: \(NumberText.reading(duality))",
      "  NC4, agreement with the nearest class mean: "
        + EstimateText.text(centerAgreement, error: centerAgreementError),
    ].joined(separator: "\n")
  }
}
