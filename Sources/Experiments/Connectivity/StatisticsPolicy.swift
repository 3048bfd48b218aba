/// What becomes of the running statistics of batch normalisations between two networks.
public enum StatisticsPolicy: Hashable, Sendable {
  /// They are interpolated as the weights are.
  case interpolated
  /// They are taken anew at every point but the two ends, over the training samples in batches of so many.
  case reestimated(batch: Int)
}

extension StatisticsPolicy: CustomStringConvertible {
  /// The policy as it is written in a cell.
  public var description: String {
    switch self {
    case .interpolated: ".interpolated"
    case .reestimated(let batch): ".reestimated(batch: \(batch))"
    }
  }
}
