import Archives

/// A run as long-format lines `metric,step,value`: what a spreadsheet, pandas and open_lth's readers take.
public struct MetricLog: Hashable, Sendable {
  /// One number at one step.
  public struct Line: Hashable, Sendable {
    /// Such as `test_accuracy`; part and measure, as in open_lth.
    public let metric: String
    /// Steps made when it was measured.
    public let step: Int
    /// Losses in nats, accuracies from 0 to 1.
    public let value: Double
  }

  /// The lines in the order they were measured.
  public let lines: [Line]

  /// The evaluations of a run, then its results on each part after the last step.
  ///
  /// `batch_loss` and `batch_accuracy` are means of the mini-batches as they went by, each before its update;
  /// `train_…`, `validation_…` and `test_…` are of the network as it stood.
  public init(_ run: TrainingRun) {
    func pair(_ part: String, _ step: Int, _ evaluation: Evaluation?) -> [Line] {
      guard let evaluation else { return [] }
      return [
        Line(metric: "\(part)_loss", step: step, value: evaluation.loss),
        Line(metric: "\(part)_accuracy", step: step, value: evaluation.accuracy),
      ]
    }
    var lines = run.history.flatMap { record in
      pair("batch", record.step, record.train) + pair("validation", record.step, record.validation)
    }
    // The network returned: that of the least validation loss where a stopping rule chose.
    let step = run.settings.stop == nil ? run.steps : run.earlyStopStep ?? run.steps
    lines += pair("train", step, run.train) + pair("test", step, run.test)
    self.lines = lines
  }

  /// Comma-separated text without a header, a line a number, every digit that tells it from its neighbours.
  public var csv: String { lines.map { "\($0.metric),\($0.step),\($0.value)\n" }.joined() }
}

extension MetricLog {
  /// Writes the lines to a file, whole or not at all.
  /// - Throws: `ArchiveError.unwritable`.
  public func write(to path: String) throws {
    try AtomicFile.write(to: path) { try $0.append(csv.utf8) }
  }
}
