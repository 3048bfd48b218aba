public import CommandLanguage
public import Experiments
public import Figures

extension Verdict: Choice {
  public static var typeName: String { "Verdict" }
}

extension ReproductionSize: Choice {
  public static var typeName: String { "ReproductionSize" }
}

extension MeanInterval: ForeignValue {
  public static var typeName: String { "MeanInterval" }

  /// `0.9312 (0.9281 to 0.9343 with 95 % confidence, 5 values)`
  public var displayText: String {
    guard count > 1 else { return "\(NumberText.reading(mean)) (\(count) value\(count == 1 ? "" : "s"), no interval)" }
    return "\(NumberText.reading(mean)) (\(NumberText.reading(lower)) to \(NumberText.reading(upper)) with 95 % "
      + "confidence, \(count) values, standard deviation \(NumberText.reading(standardDeviation)))"
  }
}

extension Claim.Side {
  /// `above 3 pp`
  func text(unit: String) -> String {
    func number(_ value: Double) -> String { NumberText.reading(value) + (unit.isEmpty ? "" : " " + unit) }
    return switch self {
    case .above(let bound): "above \(number(bound))"
    case .below(let bound): "below \(number(bound))"
    case .between(let low, let high): "from \(NumberText.reading(low)) to \(number(high))"
    case .within(let bound): bound == 0 ? "exactly \(number(0))" : "within ±\(number(bound))"
    }
  }
}

extension Finding: ForeignValue {
  public static var typeName: String { "Finding" }

  /// The claim with its verdict, then the numbers, as one would say them.
  public var displayText: String { previewText + "\n  " + account }

  public var previewText: String {
    claim.statement.prefix(1).uppercased() + claim.statement.dropFirst() + ": \(verdict.rawValue)"
      + (reason.map { ", \($0)" } ?? "")
  }

  /// What was measured and what was stated, in a sentence.
  var account: String {
    let unit = claim.unit.isEmpty ? "" : " " + claim.unit
    let mean = "\(NumberText.reading(interval.mean))\(unit)"
    let spread =
      interval.count > 1
      ? ", with 95 % confidence from \(NumberText.reading(interval.lower)) to \(NumberText.reading(interval.upper))"
      : ""
    let quantity = claim.quantity.prefix(1).uppercased() + claim.quantity.dropFirst()
    return Paragraph.text(
      "  \(quantity): \(interval.count > 0 ? mean : "no number")\(spread); stated: "
        + "\(claim.side.text(unit: claim.unit)). Seed by seed: \(listed).", indent: 2
    ).drop { $0 == " " }.description
  }

  /// The seeds' values.
  private var listed: String {
    values.map { $0.map(NumberText.reading) ?? "none" }.joined(separator: ", ")
  }
}

extension Finding: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("claim"), .init("stated"), .init("mean", .right), .init("95 % interval", .right), .init("seed by seed"),
      .init("verdict"),
    ]
  }

  var cells: [String] {
    let known = interval.count > 1
    return [
      claim.statement, claim.side.text(unit: claim.unit), NumberText.reading(interval.mean),
      known ? "\(NumberText.reading(interval.lower)) to \(NumberText.reading(interval.upper))" : "-", listed,
      verdict.rawValue,
    ]
  }
}

extension Reproduction: ForeignValue {
  public static var typeName: String { "Reproduction" }

  /// The paper, what is looked at, and the claims.
  public var displayText: String {
    let listed = claims.enumerated().map { index, claim in
      Paragraph.text("  \(index + 1). \(claim.statement): \(claim.side.text(unit: claim.unit))", indent: 5)
    }
    return ([previewText, "  " + summary] + listed).joined(separator: "\n")
  }

  public var previewText: String { ".\(name), paper \(paper.number): \(paper.title) (arXiv:\(paper.arXiv))" }
}

extension ReproductionReport: ForeignValue {
  public static var typeName: String { "ReproductionReport" }

  /// What was done on which data, then every claim with its numbers and its verdict, then what is to be known.
  public var displayText: String {
    var parts = [Paragraph.text(previewText), Paragraph.text(account)]
    for (index, finding) in findings.enumerated() {
      parts.append(
        Paragraph.text("\(index + 1). \(finding.previewText).", indent: 3) + "\n   "
          + finding.account.replacing("\n  ", with: "\n   "))
    }
    if !notes.isEmpty {
      parts.append("To be known:\n" + notes.map { Paragraph.text("- \($0)", indent: 2) }.joined(separator: "\n"))
    }
    return parts.joined(separator: "\n")
  }

  public var previewText: String {
    let paper = reproduction.paper
    let counts = Verdict.allCases.map { verdict in
      "\(findings.count { $0.verdict == verdict }) \(verdict.rawValue)"
    }
    return "Reproduction \(reproduction.name), size .\(size.rawValue), of paper \(paper.number), \(paper.title) "
      + "(\(paper.authors), arXiv:\(paper.arXiv)); seeds \(seeds.map { "\($0)" }.joined(separator: ", "))"
      + (isComplete ? ": \(counts.joined(separator: ", "))" : "")
  }

  /// Network, training and data.
  private var account: String {
    ([reproduction.setting(size) + "."] + data.map { "Data: \($0)." }).joined(separator: "\n")
  }
}

extension ReproductionReport: RichlyDisplayed {
  /// The table of the claims with the figure under it.
  public var displayBundle: DisplayBundle {
    let table = Table(previewText, columns: Finding.columns, rows: findings.map(\.cells))
    return table.bundle(over: figure).with(text: displayText)
  }

  /// The curves: means over the seeds in bands of 95 % confidence.
  var figure: Chart {
    let curves = curves
    let plots = reproduction.panels.enumerated().map { index, panel in
      Chart(
        panel.title, x: Axis(panel.x, panel.xScale), y: Axis(panel.y, panel.yScale),
        marks: curves.filter { $0.panel == index && !$0.x.isEmpty }.map { .line($0.line) })
    }
    let band = seeds.count > 1 ? "; means of \(seeds.count) seeds, bands of 95 % confidence" : ""
    return .grid("\(reproduction.paper.title)\(band)", of: plots, columns: min(max(plots.count, 1), 2))
  }
}

extension ReproductionReport.Curve {
  /// The curve with its band where every point has one.
  fileprivate var line: Line {
    let known = y.allSatisfy { $0.count > 1 }
    return Line(
      x: x, y: y.map(\.mean), band: known ? .init(lower: y.map(\.lower), upper: y.map(\.upper)) : nil, name: name,
      showsPoints: true)
  }
}

extension Axis {
  /// An axis of a panel.
  fileprivate init(_ label: String, _ scale: FigurePanel.Scale) {
    self.init(label, scale: scale == .linear ? .linear : .log, isReversed: scale == .logReversed)
  }
}

extension Correlation.Kind: Choice {
  public static var typeName: String { "CorrelationKind" }
}

extension Correlation: ForeignValue {
  public static var typeName: String { "Correlation" }

  public var displayText: String {
    let p = permutationP.map { ", permutation p \(NumberText.reading($0))" } ?? ""
    return "\(kind.rawValue) \(NumberText.reading(coefficient)), \(count) pairs\(p)"
  }
}
