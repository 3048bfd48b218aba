import Tensors

extension Checkpoint {
  /// Lifts the progress of one of several pieces of work of about the same length to that of all, under a name.
  func portion(_ index: Int, of count: Int, _ name: String) -> Checkpoint {
    observed { progress in
      let done = progress.total > 0 ? Double(progress.completed) / Double(progress.total) : 0
      let whole = (Double(index) + min(max(done, 0), 1)) / Double(max(count, 1))
      report(Progress(name, Int((1_000 * whole).rounded()), of: 1_000, unit: "part", measures: progress.measures))
    }
  }
}
