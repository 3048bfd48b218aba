public import CommandLanguage
public import Figures
public import Networks
public import Pruning
import Tensors

extension WeightPrior: ForeignValue {
  public static var typeName: String { "WeightPrior" }
  public var displayText: String { description }
}

extension DeviationForm: Choice {
  public static var typeName: String { "DeviationForm" }
}

extension PosteriorScore: ForeignValue {
  public static var typeName: String { "PosteriorScore" }
  public var displayText: String { description }
}

extension PosteriorLayers: Choice {
  public static var typeName: String { "PosteriorLayers" }
}

extension BayesianNetwork: ForeignValue {
  public static var typeName: String { "BayesianNetwork" }

  /// The headline and a row a parameter.
  public var displayText: String { previewText + "\n" + table.text }

  public var previewText: String {
    let pruned = means.sparsity > 0 ? ", \(NumberText.reading(100 * means.sparsity)) % of the weights pruned" : ""
    return "BayesianNetwork: \(NumberText.grouped(means.parameterCount)) normal distributions, σ by .\(form.rawValue)"
      + pruned
  }

  /// Mean sizes of what each parameter holds.
  private var table: Table {
    func mean(_ values: [Double]) -> String {
      NumberText.reading(values.reduce(0) { $0 + abs($1) } / Double(max(values.count, 1)))
    }
    let (deviations, ratios) = (deviations, signalToNoise)
    return Table(
      columns: [
        .init("parameter"), .init("numbers", .right), .init("mean |μ|", .right), .init("mean σ", .right),
        .init("mean |μ|/σ", .right),
      ],
      rows: means.parameters.indices.map { index in
        let parameter = means.parameters[index]
        return [
          parameter.name, NumberText.grouped(parameter.value.count), mean(parameter.value.doubles),
          mean(deviations[index].doubles), mean(ratios[index].doubles),
        ]
      })
  }
}

extension BayesianRun.Record: ForeignValue {
  public static var typeName: String { "BayesianRecord" }
  public var displayText: String {
    "epoch \(epoch): train \(train.displayText); divergence \(NumberText.reading(divergence))"
      + (validation.map { "; validation \($0.displayText)" } ?? "")
  }
}

extension BayesianRun.Record: Tabulated {
  static var columns: [Table.Column] {
    [
      .init("epoch", .right), .init("train loss", .right), .init("accuracy %", .right),
      .init("ln q - ln p", .right), .init("validation loss", .right), .init("accuracy %", .right),
    ]
  }

  var cells: [String] {
    func texts(_ evaluation: Evaluation?) -> [String] {
      evaluation.map { [NumberText.fixed($0.loss, decimals: 4), NumberText.fixed(100 * $0.accuracy, decimals: 2)] }
        ?? ["-", "-"]
    }
    return ["\(epoch)"] + texts(train) + [NumberText.reading(divergence)] + texts(validation)
  }
}

extension BayesianRun: ForeignValue {
  public static var typeName: String { "BayesianRun" }

  /// The headline and the last lines of the history.
  public var displayText: String {
    previewText + "\n"
      + Table(columns: BayesianRun.Record.columns, rows: history.suffix(5).map(\.cells)).text
  }

  public var previewText: String {
    let last = history.last.map { $0.validation ?? $0.train }
    return "BayesianRun: \(history.count) epoch\(history.count == 1 ? "" : "s"), T = "
      + "\(NumberText.reading(settings.temperature)), prior \(settings.prior), seed \(settings.seed)"
      + (last.map { "; accuracy of one draw \(NumberText.reading(100 * $0.accuracy)) %" } ?? "")
  }
}

extension BayesianRun: RichlyDisplayed {
  /// Loss of single draws and divergence against the epoch.
  public var displayBundle: DisplayBundle {
    let epochs = history.map { Double($0.epoch) }
    var losses: [Mark] = [.line(Line(x: epochs, y: history.map(\.train.loss), name: "train"))]
    let watched = history.compactMap { record in record.validation.map { (Double(record.epoch), $0.loss) } }
    if !watched.isEmpty {
      losses.append(.line(Line(x: watched.map(\.0), y: watched.map(\.1), name: "validation")))
    }
    return Chart.grid(
      "Bayes by backprop",
      of: [
        Chart(x: Axis("epoch"), y: Axis("loss of one draw (nats)", scale: .log), marks: losses),
        Chart(
          x: Axis("epoch"), y: Axis("ln q - ln p (nats)"), legend: .none,
          marks: [.line(Line(x: epochs, y: history.map(\.divergence)))]),
      ], columns: 2
    ).bundle().with(text: displayText)
  }
}

extension PredictiveDistribution: ForeignValue {
  public static var typeName: String { "PredictiveDistribution" }

  /// Errors and uncertainties in a few lines.
  public var displayText: String {
    func mean(_ values: [Double]) -> String { NumberText.reading(values.reduce(0, +) / Double(values.count)) }
    let single =
      "one draw errs on \(NumberText.reading(100 * meanPassError))"
      + (passes > 1 ? " ± \(NumberText.reading(100 * passErrorDeviation))" : "") + " %"
    return """
      \(previewText)
        \(single), their mean on \(NumberText.reading(100 * error)) %; loss \(NumberText.reading(loss)) nats
        entropy \(mean(entropy)), of it \(mean(mutualInformation)) by disagreement (mutual information), nats a sample
      """
  }

  public var previewText: String {
    "PredictiveDistribution: \(passes) draw\(passes == 1 ? "" : "s") over \(NumberText.grouped(labels.count)) samples"
  }
}

extension PredictiveDistribution: RichlyDisplayed {
  /// How entropy is distributed among what is right and what is wrong.
  public var displayBundle: DisplayBundle {
    let (entropy, predictions) = (entropy, predictions)
    let rows = labels.indices
    return Chart(
      previewText, x: Axis("predictive entropy (nats)"), y: Axis("samples"),
      marks: [
        .histogram(
          Histogram(rows.filter { predictions[$0] == labels[$0] }.map { entropy[$0] }, bins: 30, name: "right")),
        .histogram(
          Histogram(rows.filter { predictions[$0] != labels[$0] }.map { entropy[$0] }, bins: 30, name: "wrong")),
      ]
    ).bundle().with(text: displayText)
  }
}
