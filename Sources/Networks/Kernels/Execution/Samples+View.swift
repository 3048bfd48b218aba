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

extension Samples {
  /// A check sum of inputs, labels and classes: the same for the same numbers on any number of threads.
  /// - Complexity: O(elements), at memory speed.
  func checksum(checkpoint: Checkpoint) throws(Interrupted) -> UInt64 {
    // 4 MB a shard.
    let shard = 1 << 20
    var sums = [UInt64](repeating: 0, count: (inputs.count + shard - 1) / shard)
    let (values, count) = (inputs.floats, inputs.count)
    try sums.withUnsafeMutableBufferPointer { sums throws(Interrupted) in
      try values.withUnsafeBufferPointer { values throws(Interrupted) in
        guard let sums = sums.baseAddress, let values = values.baseAddress else { return }
        try Parallel.forEach((count + shard - 1) / shard, checkpoint: checkpoint) { index in
          sums[index] = espalier_checksum(values + index * shard, min(shard, count - index * shard))
        }
      }
    }
    let parts = sums + labels.map { UInt64($0) } + [UInt64(classes)]
    return parts.withUnsafeBytes { espalier_checksum($0.baseAddress, $0.count / 4) }
  }
}
