import Glibc
public import Tensors

/// How uncertain a network is of a sample; the larger, the more there is to learn.
public enum SampleScore: String, Hashable, Sendable, CaseIterable {
  /// 1 - max p.
  case leastConfidence
  /// -Σ p ln p, in nats.
  case entropy
  /// 1 - (largest p - second largest p).
  case margin
  /// -ln p(label), in nats.
  case loss

  /// The score of every row of logits [samples, classes], p their softmax.
  /// - Precondition: a label a row, each of them a column.
  /// - Complexity: O(samples · classes).
  public func scores(_ logits: Tensor, labels: [Int]) -> [Double] {
    precondition(logits.rank == 2 && logits.shape[0] == labels.count)
    let (values, classes) = (logits.doubles, logits.shape[1])
    return labels.enumerated().map { row, label in
      let row = values[row * classes..<(row + 1) * classes]
      let top = row.max() ?? 0
      let exponentials = row.map { exp($0 - top) }
      let total = exponentials.reduce(0, +)
      switch self {
      case .leastConfidence: return 1 - 1 / total
      case .entropy:
        return log(total) - zip(row, exponentials).reduce(0) { $0 + ($1.0 - top) * $1.1 } / total
      case .margin:
        let ordered = exponentials.sorted(by: >)
        return 1 - (ordered[0] - (ordered.count > 1 ? ordered[1] : 0)) / total
      case .loss: return log(total) - (row[row.startIndex + label] - top)
      }
    }
  }
}
