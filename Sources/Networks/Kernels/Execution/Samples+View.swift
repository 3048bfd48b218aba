import CKernels
import Datasets
import Tensors

extension Samples {
  /// Lends inputs and labels as memory.
  /// - Precondition: there is at least one row of at least one number.
  func withView<Result, Failure: Error>(
    _ body: (SampleView) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let values = inputs.floats
    return try values.withUnsafeBufferPointer { inputs throws(Failure) -> Result in
      try labels.withUnsafeBufferPointer { labels throws(Failure) -> Result in
        guard let inputs = inputs.baseAddress, let labels = labels.baseAddress else {
          preconditionFailure("samples without rows have no memory")
        }
        return try body(SampleView(inputs: inputs, labels: labels, count: count))
      }
    }
  }

  /// Row and column of the first input that is NaN or infinite.
  /// - Complexity: O(elements).
  func firstNotFinite(checkpoint: Checkpoint) throws(Interrupted) -> (row: Int, column: Int)? {
    // 16 MB between looks for an interrupt.
    let chunk = 1 << 22
    let values = inputs.floats
    return try values.withUnsafeBufferPointer { values throws(Interrupted) in
      for first in stride(from: 0, to: values.count, by: chunk) {
        try checkpoint.check()
        let part = values[first..<min(first + chunk, values.count)]
        guard let base = UnsafeBufferPointer(rebasing: part).baseAddress else { return nil }
        let index = espalier_first_not_finite(base, part.count)
        if index < part.count { return ((first + index) / features, (first + index) % features) }
      }
      return nil
    }
  }
}
