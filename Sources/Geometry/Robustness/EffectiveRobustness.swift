/// What a line of robustness says of networks of one clean accuracy.
public struct RobustnessPrediction: Hashable, Sendable {
  /// The shifted accuracy on the line.
  public let accuracy: Double
  /// Where the line itself lies, with the line's confidence.
  public let lineInterval: ClosedRange<Double>
  /// Where the shifted accuracy of another network lies, with the line's confidence.
  public let networkInterval: ClosedRange<Double>
}

/// How much more accurate a network is on a shifted set than others of its clean accuracy.
public struct EffectiveRobustness: Hashable, Sendable {
  /// Its accuracy on the clean set.
  public let clean: Double
  /// Its accuracy on the shifted set.
  public let shifted: Double
  /// The shifted accuracy that the line gives its clean one.
  public let predicted: Double
  /// ρ = shifted - predicted.
  public let value: Double
  /// Shifted less the prediction interval: without 0 the network lies off the line by more than networks on it do.
  public let interval: ClosedRange<Double>
  /// Binomial standard error of the shifted accuracy, from its images alone.
  public let samplingError: Double

  /// Whether the network lies outside the prediction interval.
  public var isOffLine: Bool { !interval.contains(0) }
}

/// How much an intervention changes the accuracy on a shifted set.
public struct RelativeRobustness: Hashable, Sendable {
  /// τ = shifted accuracy with it - shifted accuracy without.
  public let value: Double
  /// √(p(1-p)/n + q(1-q)/n), the standard error where the two are over different images; too large over the same ones.
  public let standardError: Double

  /// τ of two shifted accuracies over as many images each.
  /// - Throws: `RobustnessError.accuracy`, `.images`.
  public init(of new: Double, over base: Double, images: Int) throws(RobustnessError) {
    guard images > 0 else { throw .images(images, set: "shifted") }
    for (index, accuracy) in [new, base].enumerated() where !(accuracy >= 0 && accuracy <= 1) {
      throw .accuracy(accuracy, set: "shifted", index: index)
    }
    value = new - base
    standardError = ((new * (1 - new) + base * (1 - base)) / Double(images)).squareRoot()
  }
}
