/// The mean of a measure over points, with its standard error.
public struct PointMean: Hashable, Sendable {
  /// Over the points that have a finite value; NaN without any.
  public let value: Double
  /// s/√n with points as independent draws; NaN below two.
  public let standardError: Double
  /// Points n that the mean is over.
  public let count: Int
  /// Points left out, whose value is infinite.
  public let unbounded: Int

  init(_ values: [Double]) {
    let finite = values.filter(\.isFinite)
    let mean = finite.reduce(0, +) / Double(finite.count)
    value = mean
    count = finite.count
    unbounded = values.count - finite.count
    let squares = finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    standardError = finite.count > 1 ? (squares / Double(finite.count * (finite.count - 1))).squareRoot() : .nan
  }
}
