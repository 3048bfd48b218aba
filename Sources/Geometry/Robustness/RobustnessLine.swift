import Glibc

/// The line along which networks' accuracies on a shifted set follow those on a clean one, and how far a network lies
/// off it.
///
/// Least squares of t(shifted) = intercept + slope·t(clean) with t the logit or the probit, networks of one weight.
/// Accuracies below 0.5/n or above 1 - 0.5/n, n the images of their set, are put there;
/// ``clampedCount`` says how many
/// were. Intervals are Student's with count - 2 degrees of freedom: they take residuals for independent and of one
/// variance on the scale, which networks trained alike are not.
///
/// Source: Taori, Dave, Shankar, Carlini, Recht, Schmidt, "Measuring robustness to natural distribution shifts in image
/// classification", arXiv:2007.00644; Miller et al., "Accuracy on the line", arXiv:2107.04649.
public struct RobustnessLine: Hashable, Sendable {
  /// The scale that the line is straight on.
  public let scale: AccuracyScale
  /// Networks that the line is fitted to.
  public let count: Int
  /// Images that clean accuracies are over.
  public let cleanImages: Int
  /// Images that shifted accuracies are over.
  public let shiftedImages: Int
  /// The rise on the scale.
  public let slope: Double
  /// The height at clean accuracy ½.
  public let intercept: Double
  /// The standard error of the slope.
  public let slopeError: Double
  /// The standard error of the intercept.
  public let interceptError: Double
  /// The share of the variance of the shifted accuracies on the scale that the line explains; NaN where they are equal.
  public let rSquared: Double
  /// √(Σ residuals²/(count - 2)) on the scale.
  public let residualDeviation: Double
  /// Accuracies that were 0 or 1 within half an image and were moved off.
  public let clampedCount: Int
  /// What intervals hold the truth with.
  public let confidence: Double

  /// The mean of the clean accuracies on the scale, and the sum of their squared differences from it.
  private let center: Double
  private let spread: Double

  /// The line of some networks.
  /// - Parameters:
  ///   - clean: accuracies on the clean set, a fraction a network.
  ///   - shifted: accuracies on the shifted set in the same order.
  ///   - cleanImages: how many images the clean accuracies are over.
  ///   - shiftedImages: how many images the shifted accuracies are over; as many as clean ones unless given.
  ///   - confidence: what intervals are to hold the truth with.
  /// - Throws: `RobustnessError`.
  /// - Complexity: O(count).
  public init(
    clean: [Double], shifted: [Double], cleanImages: Int, shiftedImages: Int? = nil, scale: AccuracyScale = .logit,
    confidence: Double = 0.95
  ) throws(RobustnessError) {
    let shiftedImages = shiftedImages ?? cleanImages
    guard cleanImages > 0 else { throw .images(cleanImages, set: "clean") }
    guard shiftedImages > 0 else { throw .images(shiftedImages, set: "shifted") }
    guard confidence > 0, confidence < 1 else { throw .confidence(confidence) }
    guard clean.count == shifted.count else { throw .counts(clean: clean.count, shifted: shifted.count) }
    guard clean.count >= 3 else { throw .fewPoints(clean.count) }
    let x = try Place.all(clean, "clean", cleanImages, scale),
      y = try Place.all(shifted, "shifted", shiftedImages, scale)
    let count = Double(clean.count)
    let center = x.reduce(0) { $0 + $1.value } / count, height = y.reduce(0) { $0 + $1.value } / count
    let spread = x.reduce(0) { $0 + ($1.value - center) * ($1.value - center) }
    guard x.contains(where: { $0.value != x[0].value }), spread > 0 else { throw .equalAccuracies(clean[0]) }
    let product = zip(x, y).reduce(0) { $0 + ($1.0.value - center) * ($1.1.value - height) }
    let slope = product / spread
    let residuals = zip(x, y).reduce(0) { sum, pair in
      let residual = pair.1.value - height - slope * (pair.0.value - center)
      return sum + residual * residual
    }
    let total = y.reduce(0) { $0 + ($1.value - height) * ($1.value - height) }
    self.scale = scale
    self.count = clean.count
    self.cleanImages = cleanImages
    self.shiftedImages = shiftedImages
    self.slope = slope
    intercept = height - slope * center
    residualDeviation = (residuals / (count - 2)).squareRoot()
    slopeError = residualDeviation / spread.squareRoot()
    interceptError = residualDeviation * (1 / count + center * center / spread).squareRoot()
    rSquared = total > 0 ? 1 - residuals / total : .nan
    clampedCount = (x + y).count { $0.isClamped }
    self.confidence = confidence
    self.center = center
    self.spread = spread
  }

  /// The interval of the slope.
  public var slopeInterval: ClosedRange<Double> { interval(slope, quantile * slopeError) }

  /// The interval of the intercept.
  public var interceptInterval: ClosedRange<Double> { interval(intercept, quantile * interceptError) }

  /// What the line says of networks of a clean accuracy.
  /// - Throws: `RobustnessError.accuracy`.
  public func predicted(clean: Double) throws(RobustnessError) -> RobustnessPrediction {
    let place = try Place(clean, "clean", 0, cleanImages, scale).value
    let middle = intercept + slope * place
    let leverage = 1 / Double(count) + (place - center) * (place - center) / spread
    func accuracies(_ variance: Double) -> ClosedRange<Double> {
      let half = quantile * residualDeviation * variance.squareRoot()
      return interval(scale.accuracy(middle - half), to: scale.accuracy(middle + half))
    }
    return RobustnessPrediction(
      accuracy: scale.accuracy(middle), lineInterval: accuracies(leverage), networkInterval: accuracies(1 + leverage))
  }

  /// The effective robustness of a network, ρ = shifted accuracy - what the line says of its clean accuracy.
  /// - Throws: `RobustnessError.accuracy`.
  public func effectiveRobustness(clean: Double, shifted: Double) throws(RobustnessError) -> EffectiveRobustness {
    guard shifted >= 0, shifted <= 1 else { throw .accuracy(shifted, set: "shifted", index: 0) }
    let prediction = try predicted(clean: clean)
    let off = prediction.networkInterval
    return EffectiveRobustness(
      clean: clean, shifted: shifted, predicted: prediction.accuracy, value: shifted - prediction.accuracy,
      interval: interval(shifted - off.upperBound, to: shifted - off.lowerBound),
      samplingError: (shifted * (1 - shifted) / Double(shiftedImages)).squareRoot())
  }

  /// What was fitted, in words.
  public var convention: String {
    "least squares of \(scale.rawValue)(shifted) on \(scale.rawValue)(clean) over \(count) networks, "
      + "\(cleanImages) clean and \(shiftedImages) shifted images; "
      + "\(clampedCount) accuracies of 0 or 1 moved by 0.5/n; "
      + "Student intervals of confidence \(confidence) with \(count - 2) degrees of freedom"
  }

  private var quantile: Double {
    StudentT.quantile((1 + confidence) / 2, degreesOfFreedom: Double(count - 2))
  }

  private func interval(_ middle: Double, _ half: Double) -> ClosedRange<Double> {
    interval(middle - half, to: middle + half)
  }

  /// Ends in order even where a confidence near 1 has made one of them NaN.
  private func interval(_ lower: Double, to upper: Double) -> ClosedRange<Double> {
    lower <= upper ? lower...upper : -.infinity ... .infinity
  }
}

/// An accuracy on a scale, off the scale's ends.
private struct Place {
  let value: Double
  let isClamped: Bool

  /// - Throws: `RobustnessError.accuracy`.
  init(_ accuracy: Double, _ set: String, _ index: Int, _ images: Int, _ scale: AccuracyScale) throws(RobustnessError) {
    guard accuracy >= 0, accuracy <= 1 else { throw .accuracy(accuracy, set: set, index: index) }
    let least = 0.5 / Double(images)
    isClamped = accuracy < least || 1 - accuracy < least
    // Beyond 2⁵² images 1 - 0.5/n would be 1 again.
    let kept = max(least, 0x1p-50)
    value = scale.transformed(min(max(accuracy, kept), 1 - kept))
  }

  static func all(
    _ accuracies: [Double], _ set: String, _ images: Int, _ scale: AccuracyScale
  ) throws(RobustnessError) -> [Place] {
    var places: [Place] = []
    for (index, accuracy) in accuracies.enumerated() {
      places.append(try Place(accuracy, set, index, images, scale))
    }
    return places
  }
}
