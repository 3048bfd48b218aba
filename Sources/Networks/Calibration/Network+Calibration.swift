public import Datasets
import Glibc
public import Tensors

extension Network {
  /// How far the network's softmax can be believed on samples.
  /// - Throws: as `evaluate(on:)`; `NetworkError.setting` for a number of bins out of range.
  /// - Complexity: O(rows · weights).
  public func calibration(
    on samples: Samples, bins: Int = 10, checkpoint: Checkpoint = .none
  ) throws -> Calibration {
    try check(samples, .crossEntropy(), part: "given")
    let (logits, classes) = (try logits(samples.inputs, checkpoint: checkpoint).doubles, outputWidth)
    var probabilities = logits
    for row in 0..<samples.count {
      let range = row * classes..<(row + 1) * classes
      let top = logits[range].max() ?? 0
      let total = logits[range].reduce(0) { $0 + exp($1 - top) }
      for index in range { probabilities[index] = exp(logits[index] - top) / total }
    }
    return try Calibration(
      probabilities: Tensor([samples.count, classes], probabilities), labels: samples.labels, bins: bins)
  }
}
