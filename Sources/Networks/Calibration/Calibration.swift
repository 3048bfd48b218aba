public import Tensors

/// Whether probabilities mean what they say: of the samples classified with confidence c, a fraction c should be right.
///
/// Expected calibration error = Σ nᵦ/n · |accuracyᵦ - confidenceᵦ| over bins of equal width of the confidence, the
/// largest probability of a sample; a confidence on a bound falls into the lower bin.
///
/// Source: Guo, Pleiss, Sun, Weinberger, "On calibration of modern neural networks", arXiv:1706.04599.
public struct Calibration: Hashable, Sendable {
  /// The samples of one range of confidence.
  public struct Bin: Hashable, Sendable {
    /// Confidences above this, and the least possible in the first bin.
    public let lower: Double
    /// Confidences up to this.
    public let upper: Double
    /// How many samples there are.
    public let count: Int
    /// Their mean confidence; NaN where there are none.
    public let confidence: Double
    /// The fraction of them classified correctly; NaN where there are none.
    public let accuracy: Double
  }

  /// The bins from low to high confidence.
  public let bins: [Bin]
  /// Σ nᵦ/n · |accuracyᵦ - confidenceᵦ|.
  public let expectedError: Double
  /// max |accuracyᵦ - confidenceᵦ| over bins that are not empty.
  public let largestError: Double

  /// The calibration of probabilities [samples, classes].
  /// - Throws: `NetworkError.setting` for a number of bins out of range; `.emptySamples`.
  /// - Precondition: a label a row.
  public init(probabilities: Tensor, labels: [Int], bins count: Int = 10) throws(NetworkError) {
    try NetworkError.demand(count >= 1 && count <= 1_000, "bins", "1 to 1000", count)
    guard !labels.isEmpty else { throw .emptySamples(part: "given") }
    precondition(probabilities.shape.rank == 2 && probabilities.shape[0] == labels.count)
    let (values, classes) = (probabilities.doubles, probabilities.shape[1])
    var totals = [(count: Int, confidence: Double, correct: Int)](repeating: (0, 0, 0), count: count)
    for (row, label) in labels.enumerated() {
      var best = 0
      for class_ in 0..<classes where values[row * classes + class_] > values[row * classes + best] { best = class_ }
      let confidence = values[row * classes + best]
      let bin = min(max(Int((confidence * Double(count)).rounded(.up)) - 1, 0), count - 1)
      totals[bin].count += 1
      totals[bin].confidence += confidence
      totals[bin].correct += best == label ? 1 : 0
    }
    bins = totals.enumerated().map { index, total in
      Bin(
        lower: Double(index) / Double(count), upper: Double(index + 1) / Double(count), count: total.count,
        confidence: total.count == 0 ? .nan : total.confidence / Double(total.count),
        accuracy: total.count == 0 ? .nan : Double(total.correct) / Double(total.count))
    }
    let filled = bins.filter { $0.count > 0 }
    expectedError = filled.reduce(0) {
      $0 + Double($1.count) / Double(labels.count) * abs($1.accuracy - $1.confidence)
    }
    largestError = filled.map { abs($0.accuracy - $0.confidence) }.max() ?? 0
  }
}
