/// When training ends before its last epoch.
public struct StoppingRule: Hashable, Sendable, Codable {
  /// What is watched.
  public enum Metric: String, Hashable, Sendable, Codable, CaseIterable {
    /// The mean loss on the validation samples.
    case validationLoss
  }

  /// What is watched.
  public let metric: Metric
  /// Evaluations in a row without a new least value after which training ends.
  public let patience: Int

  /// Ends once `patience` evaluations in a row have brought no new least value, and returns the network of the least
  /// one.
  public static func earliest(_ metric: Metric, patience: Int) -> StoppingRule {
    StoppingRule(metric: metric, patience: patience)
  }
}

extension StoppingRule: CustomStringConvertible {
  /// The rule as it is written in a cell.
  public var description: String { ".earliest(.\(metric.rawValue), patience: \(patience))" }
}
