import CommandLanguage
import Datasets
import Experiments
import Figures
import Geometry
import Networks
import Pruning

extension CommandModule {
  /// Figures of results.
  static let plots = CommandModule("plots", summary: "Figures of results, and files of figures.") {
    Command(
      "plot", "Draws a result: a run, a lottery, a Fourier heat map, images.",
      .positional("result", Value.self, "what to draw"),
      .labelled("title", String?.self, "in place of the figure's own title"),
      result: Chart.valueType, example: "plot(digits())"
    ) { call, result, title in
      guard var chart = result.chart else {
        throw call.invalid(
          "result", expected: "a run, a lottery, a Fourier heat map, samples or a data set", found: result.typeText,
          mend: "draw numbers with Chart(…, marks: [.line(…)])")
      }
      if let title { chart.title = title }
      return chart
    }
    Command(
      "save", "Writes a figure to a file whose name ends in .svg, .pdf, .png, .json (Vega-Lite) or .txt.",
      .positional("chart", Chart.self, "the figure"), .positional("path", String.self, "where to", isPath: true),
      example: "save(Chart(\"squares\", marks: [.line(\"n²\", x: [1, 2, 3], y: [1, 4, 9])]), \"squares.svg\")"
    ) { _, chart, path in
      try chart.write(to: path)
    }
  }
}

extension Value {
  /// The figure of a result that has one.
  fileprivate var chart: Chart? {
    guard case .foreign(let object) = self else { return nil }
    switch object {
    case let chart as Chart: return chart
    case let run as TrainingRun: return run.learningCurves
    case let lottery as Lottery: return lottery.ladder
    case let changes as MaskChanges: return changes.chart
    case let ways as SparseTraining: return ways.chart
    case let masks as SingleShotPruning: return masks.chart
    case let early as EarlyPruning: return early.chart
    case let escape as StaticEscape: return escape.chart
    case let inputs as InputConnections: return inputs.chart
    case let map as FourierHeatMap: return map.chart(map.headline)
    case let samples as Samples: return samples.contactSheet(samples.previewText)
    case let data as Dataset: return data.train.contactSheet(data.previewText)
    default: return nil
    }
  }
}
