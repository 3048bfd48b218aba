/// Why effective robustness cannot be had.
public enum RobustnessError: Error, Hashable, Sendable {
  /// A line with errors needs three points.
  case fewPoints(Int)
  /// There are not as many accuracies on one set as on the other.
  case counts(clean: Int, shifted: Int)
  /// An accuracy is outside 0...1 or NaN; the set is "clean" or "shifted".
  case accuracy(Double, set: String, index: Int)
  /// All clean accuracies are the same.
  case equalAccuracies(Double)
  /// A set has no images.
  case images(Int, set: String)
  /// The confidence is not between 0 and 1.
  case confidence(Double)
}
