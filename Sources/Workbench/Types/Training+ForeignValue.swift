public import CommandLanguage
public import Figures
public import Networks

extension Optimizer: ForeignValue {
  public static var typeName: String { "Optimizer" }
  public var displayText: String { description }
}

extension StoppingRule: ForeignValue {
  public static var typeName: String { "StoppingRule" }
  public var displayText: String { description }
}

extension StoppingRule.Metric: Choice {
  public static var typeName: String { "StoppingMetric" }
}

extension Interval: ForeignValue {
  public static var typeName: String { "Interval" }
  public var displayText: String { description }
}

extension Evaluation: ForeignValue {
  public static var typeName: String { "Evaluation" }

  public var displayText: String {
    "accuracy \(NumberText.reading(100 * accuracy)) % (\(NumberText.grouped(correct)) of "
      + "\(NumberText.grouped(count))), loss \(NumberText.reading(loss))"
  }
}

extension TrainingRun.Record: ForeignValue {
  public static var typeName: String { "TrainingRecord" }

  public var displayText: String {
    "step \(NumberText.grouped(step)): train \(train.displayText)"
      + (validation.map { "; validation \($0.displayText)" } ?? "")
  }
}

extension TrainingRun: ForeignValue {
  public static var typeName: String { "TrainingRun" }

  public var displayText: String {
    let parts = [("train", train), ("validation", validation), ("test", test)].compactMap { name, evaluation in
      evaluation.map { "  \(name): \($0.displayText)" }
    }
    return ([previewText] + parts).joined(separator: "\n")
  }

  public var previewText: String {
    let best = test ?? validation ?? train
    return "TrainingRun: \(NumberText.grouped(steps)) steps, seed \(settings.seed), "
      + "\(test != nil ? "test" : validation != nil ? "validation" : "train") accuracy "
      + "\(NumberText.reading(100 * best.accuracy)) %"
  }
}

extension TrainingRun: RichlyDisplayed {
  public var displayBundle: DisplayBundle {
    var bundle = learningCurves.bundle()
    // The numbers first: a reader of the text form wants them, not a plot of dots.
    for index in bundle.entries.indices where bundle.entries[index].mime == "text/plain" {
      bundle.entries[index].content = .text(displayText + "\n\n" + bundle.plainText)
    }
    return bundle
  }

  /// Loss and accuracy against the epoch, side by side.
  var learningCurves: Chart {
    let epochs = history.map(\.epoch)
    let watched = history.compactMap { record in record.validation.map { (record.epoch, $0) } }
    func marks(_ measure: (Evaluation) -> Double) -> [Mark] {
      var marks: [Mark] = [.line(Line(x: epochs, y: history.map { measure($0.train) }, name: "train"))]
      if !watched.isEmpty {
        marks.append(.line(Line(x: watched.map(\.0), y: watched.map { measure($0.1) }, name: "validation")))
      }
      return marks
    }
    return .grid(
      previewText,
      of: [
        Chart(x: Axis("epoch"), y: Axis("loss", scale: .log), marks: marks(\.loss)),
        Chart(x: Axis("epoch"), y: Axis("accuracy", format: .percent), marks: marks(\.accuracy)),
      ], columns: 2)
  }
}
