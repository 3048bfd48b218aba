/// How well a network does on labelled samples.
public struct Evaluation: Hashable, Sendable, Codable {
  /// The mean loss a row: softmax cross-entropy in nats unless another was asked for.
  public let loss: Double
  /// Rows whose largest logit is the label's.
  public let correct: Int
  /// Rows looked at.
  public let count: Int

  /// Sums over rows as means.
  /// - Precondition: `0 <= correct <= count`, `count > 0`.
  public init(loss: Double, correct: Int, count: Int) {
    precondition(count > 0 && correct >= 0 && correct <= count)
    self.loss = loss
    self.correct = correct
    self.count = count
  }

  /// The fraction of rows classified correctly.
  public var accuracy: Double { Double(correct) / Double(count) }

  /// The fraction of rows classified wrongly.
  public var error: Double { Double(count - correct) / Double(count) }
}
