/// Mean and scatter of a measure over samples.
public struct MeasureSummary: Hashable, Sendable {
  /// Samples with a finite value.
  public let count: Int
  /// Samples without one, which the others stand for.
  public let excluded: Int
  /// Σx / n; NaN without samples.
  public let mean: Double
  /// √(Σ(x - mean)² / (n - 1)); NaN below two samples.
  public let standardDeviation: Double

  /// s / √n: the scatter of the mean over samples, for one network.
  public var standardError: Double { standardDeviation / Double(count).squareRoot() }

  /// The summary of the finite ones of some values.
  /// - Complexity: O(values).
  public init(_ values: some Sequence<Double>) {
    var finite: [Double] = [], excluded = 0
    for value in values {
      if value.isFinite { finite.append(value) } else { excluded += 1 }
    }
    let n = Double(finite.count)
    // Divided first, so that no sum overflows.
    let mean = finite.isEmpty ? .nan : finite.reduce(0) { $0 + $1 / n }
    let squares = finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    count = finite.count
    self.excluded = excluded
    self.mean = mean
    standardDeviation = finite.count > 1 ? (squares / (n - 1)).squareRoot() : .nan
  }
}
