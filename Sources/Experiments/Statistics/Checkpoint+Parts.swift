package import Tensors

extension Checkpoint {
  /// Lifts the progress of one of several pieces of work of about the same length to that of all.
  /// - Parameter name: what all of it is called; the piece's own name unless given.
  package func part(_ index: Int, of count: Int, _ name: String? = nil) -> Checkpoint {
    part(from: Double(index) / Double(max(count, 1)), to: Double(index + 1) / Double(max(count, 1)), name)
  }

  /// The same for a piece that takes the whole from one fraction of its time to another, about; told in thousandths.
  package func part(from start: Double, to end: Double, _ name: String? = nil) -> Checkpoint {
    observed { progress in
      let done = progress.total > 0 ? Double(progress.completed) / Double(progress.total) : 0
      let whole = start + (end - start) * min(max(done, 0), 1)
      report(
        Progress(
          name ?? progress.operation, Int((1_000 * whole).rounded()), of: 1_000, unit: "part",
          measures: progress.measures))
    }
  }
}
