public import CommandLanguage
public import Figures
import Networks
public import Pruning

extension SampleSelection: ForeignValue {
  public static var typeName: String { "SampleSelection" }
  public var displayText: String { description }
}

extension SampleScore: Choice {
  public static var typeName: String { "SampleScore" }
}

extension HardestSelection.Difficulty: Choice {
  public static var typeName: String { "SampleDifficulty" }
}

extension VisitCounts: ForeignValue {
  public static var typeName: String { "VisitCounts" }

  /// The three parts in per cent.
  public var displayText: String {
    func percent(_ share: Double) -> String { NumberText.fixed(100 * share, decimals: 1) + " %" }
    return "VisitCounts: \(NumberText.grouped(visits.count)) samples over \(epochs) epoch\(epochs == 1 ? "" : "s"); "
      + "visited rarely \(percent(rarely)), sometimes \(percent(sometimes)), always \(percent(always))"
  }
}

extension VisitCounts: RichlyDisplayed {
  /// How many samples were visited how often.
  public var displayBundle: DisplayBundle {
    let chart = Chart(
      displayText, x: Axis("visits"), y: Axis("samples"), legend: .none,
      marks: [.histogram(Histogram(visits.map(Double.init), bins: min(epochs + 1, 60)))])
    return chart.bundle().with(text: displayText)
  }
}
