import Glibc
public import Tensors

/// What many draws of a network say of samples together.
///
/// Entropies are in nats. The entropy of the mean is what is uncertain altogether; its part that the draws agree on is
/// the expected entropy, the rest, the mutual information of label and weights, is what more data could settle.
///
/// Source: Depeweg et al., "Decomposition of uncertainty in Bayesian deep learning", arXiv:1710.07283.
public struct PredictiveDistribution: Hashable, Sendable {
  /// The mean probability of every class, [samples, classes].
  public let probabilities: Tensor
  /// The labels of the samples.
  public let labels: [Int]
  /// The mean of the draws' entropies of each sample.
  public let expectedEntropy: [Double]
  /// The fraction wrong of each draw by itself.
  public let passErrors: [Double]

  /// The draws.
  public var passes: Int { passErrors.count }

  private var classes: Int { probabilities.shape[1] }

  /// The entropy of the mean probabilities of each sample: -Σ p̄ ln p̄.
  public var entropy: [Double] {
    let values = probabilities.doubles
    return labels.indices.map { row in
      var sum = 0.0
      for p in values[row * classes..<(row + 1) * classes] where p > 0 { sum -= p * log(p) }
      return sum
    }
  }

  /// Entropy less expected entropy of each sample; never below 0 but for rounding.
  public var mutualInformation: [Double] { zip(entropy, expectedEntropy).map { max($0 - $1, 0) } }

  /// The class of the largest mean probability of each sample; of equals, the first.
  public var predictions: [Int] {
    let values = probabilities.doubles
    return labels.indices.map { row in
      var best = 0
      for class_ in 1..<max(classes, 1) where values[row * classes + class_] > values[row * classes + best] {
        best = class_
      }
      return best
    }
  }

  /// The fraction of samples whose most probable class is not the label.
  public var error: Double {
    Double(zip(predictions, labels).count { $0 != $1 }) / Double(labels.count)
  }

  /// The mean of -ln p̄(label), in nats.
  public var loss: Double {
    let values = probabilities.doubles
    let sum = labels.indices.reduce(0.0) { $0 - log(max(values[$1 * classes + labels[$1]], 1e-300)) }
    return sum / Double(labels.count)
  }

  /// The mean of the draws' errors.
  public var meanPassError: Double { passErrors.reduce(0, +) / Double(passes) }

  /// Their standard deviation, n - 1 in the denominator; NaN for one pass.
  public var passErrorDeviation: Double {
    let mean = meanPassError
    let squares = passErrors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return passes > 1 ? (squares / Double(passes - 1)).squareRoot() : .nan
  }

  /// How far its probabilities can be believed.
  /// - Throws: `NetworkError.setting` for a number of bins out of range.
  public func calibration(bins: Int = 10) throws(NetworkError) -> Calibration {
    try Calibration(probabilities: probabilities, labels: labels, bins: bins)
  }
}
