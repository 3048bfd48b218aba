public import CommandLanguage
public import Figures
public import Networks

extension Optimizer: ForeignValue {
  public static var typeName: String { "Optimizer" }
  public var displayText: String { description }
}

extension Schedule: ForeignValue {
  public static var typeName: String { "Schedule" }
  public var displayText: String { description }
}

extension GradientClip: ForeignValue {
  public static var typeName: String { "GradientClip" }
  public var displayText: String { description }
}

extension Loss: ForeignValue {
  public static var typeName: String { "Loss" }
  public var displayText: String { description }
}

extension Augmentation: ForeignValue {
  public static var typeName: String { "Augmentation" }
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

extension TrainingRun.Record: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("step", .right), .init("epoch", .right), .init("train loss", .right), .init("accuracy %", .right),
      .init("validation loss", .right), .init("accuracy %", .right),
    ]
  }

  var cells: [String] {
    func texts(_ evaluation: Evaluation?) -> [String] {
      evaluation.map { [NumberText.fixed($0.loss, decimals: 4), NumberText.fixed(100 * $0.accuracy, decimals: 2)] }
        ?? ["-", "-"]
    }
    return [NumberText.grouped(step), NumberText.reading(epoch)] + texts(train) + texts(validation)
  }
}

extension TrainingRun: ForeignValue {
  public static var typeName: String { "TrainingRun" }

  /// The headline, the results on each part, and how loss and accuracy went.
  public var displayText: String {
    let parts = [("train", train), ("validation", validation), ("test", test)].compactMap { name, evaluation in
      evaluation.map { (name, $0) }
    }
    let results = Table(
      columns: [.init(""), .init("loss", .right), .init("accuracy %", .right), .init("correct", .right)],
      rows: parts.map { name, evaluation in
        [
          name, NumberText.fixed(evaluation.loss, decimals: 4),
          NumberText.fixed(100 * evaluation.accuracy, decimals: 2),
          "\(NumberText.grouped(evaluation.correct)) of \(NumberText.grouped(evaluation.count))",
        ]
      })
    return ([previewText, results.text] + sparklines).joined(separator: "\n")
  }

  public var previewText: String {
    let best = test ?? validation ?? train
    let epochs = history.last.map { NumberText.reading($0.epoch) } ?? "0"
    return "TrainingRun: \(epochs) epoch\(epochs == "1" ? "" : "s"), "
      + "\(NumberText.grouped(steps)) step\(steps == 1 ? "" : "s"), seed \(settings.seed); "
      + "\(test != nil ? "test" : validation != nil ? "validation" : "train") accuracy "
      + "\(NumberText.reading(100 * best.accuracy)) %, loss \(NumberText.reading(best.loss))"
  }

  /// A line for each curve; the training ones are those of the mini-batches as they went by.
  private var sparklines: [String] {
    guard history.count > 1 else { return [] }
    let curves: [(String, [Double])] = [
      ("training loss", history.map(\.train.loss)), ("validation loss", history.compactMap { $0.validation?.loss }),
      ("training accuracy", history.map(\.train.accuracy)),
      ("validation accuracy", history.compactMap { $0.validation?.accuracy }),
    ]
    let shown = curves.filter { $0.1.count > 1 }
    let width = shown.map(\.0.count).max() ?? 0
    return shown.map { name, values in
      name + String(repeating: " ", count: width - name.count) + "  " + Sparkline.text(values)
        + "  \(NumberText.reading(values[0])) → \(NumberText.reading(values[values.count - 1]))"
    }
  }
}

extension TrainingRun: RichlyDisplayed {
  /// The curves, and as text the numbers.
  public var displayBundle: DisplayBundle { learningCurves.bundle().with(text: displayText) }

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
