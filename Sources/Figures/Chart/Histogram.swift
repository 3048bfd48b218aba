import Glibc

/// Counts of values in intervals of equal width.
public struct Histogram: Sendable, Hashable {
  /// The values counted; those that are not finite are left out and told in the text fallback.
  public var values: [Double]
  /// The number of intervals, between 1 and 1,000; `nil` takes the Freedman-Diaconis rule.
  public var bins: Int?
  /// The name in the legend.
  public var name: String?
  /// The colour; `nil` takes the next of the palette.
  public var color: Color?

  /// A histogram of values.
  public init(_ values: [Double], bins: Int? = nil, name: String? = nil, color: Color? = nil) {
    self.values = values
    self.bins = bins
    self.name = name
    self.color = color
  }

  /// The bounds and counts of the intervals: `edges.count == counts.count + 1`, or both empty without a finite value.
  ///
  /// Without a number of bins the width is 2 · IQR · n^(−1/3) (Freedman and Diaconis 1981,
  /// doi:10.1007/BF01025868), at most 100 intervals, and one for values that are all equal.
  ///
  /// - Complexity: O(*n* log *n*).
  public func counts() -> (edges: [Double], counts: [Int]) {
    let sorted = values.filter { $0.isFinite }.sorted()
    guard let low = sorted.first, let high = sorted.last else { return ([], []) }
    guard low < high, (high - low).isFinite else {
      let half = max(abs(low) * 0.05, 0.5)
      return ([low - half, low + half], [sorted.count])
    }
    let number = bins.map { min(max($0, 1), 1000) } ?? Self.automaticBins(sorted)
    var counts = [Int](repeating: 0, count: number)
    for value in sorted {
      let place = (value - low) / (high - low) * Double(number)
      counts[min(number - 1, max(0, Int(place)))] += 1
    }
    let edges = (0...number).map { low + (high - low) * Double($0) / Double(number) }
    return (edges, counts)
  }

  private static func automaticBins(_ sorted: [Double]) -> Int {
    let spread = sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]
    let width = 2 * spread / cbrt(Double(sorted.count))
    guard width > 0, let low = sorted.first, let high = sorted.last else { return 10 }
    let number = ((high - low) / width).rounded(.up)
    return number.isFinite ? Int(min(max(number, 1), 100)) : 100
  }
}
