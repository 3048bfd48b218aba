import Tensors

extension Checkpoint {
  /// The checkpoint of one of several pieces of work of about the same length: training 3 of 25.
  func part(_ index: Int, of count: Int) -> Checkpoint {
    part(from: Double(index) / Double(max(count, 1)), to: Double(index + 1) / Double(max(count, 1)))
  }

  /// The checkpoint of a piece of work that takes the whole from one fraction of its time to another, about.
  func part(from start: Double, to end: Double) -> Checkpoint {
    observed { progress in
      let done = progress.total > 0 ? Double(progress.completed) / Double(progress.total) : 0
      let whole = start + (end - start) * min(max(done, 0), 1)
      // In thousandths: to a hundredth of five seeds' work.
      report(
        Progress(
          progress.operation, Int((1_000 * whole).rounded()), of: 1_000, unit: "part", measures: progress.measures))
    }
  }
}
