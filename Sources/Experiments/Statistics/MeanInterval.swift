import Geometry

/// The mean of a quantity over seeds, with the interval in which Student's t puts the true mean with 95 % confidence.
///
/// mean ± t(0.975; n - 1) · s / √n, where s is the standard deviation with n - 1 in the denominator. It takes the
/// values for independent and about normal; a paired comparison is the interval of the differences.
public struct MeanInterval: Hashable, Sendable {
  /// What was measured, a value a seed.
  public let values: [Double]
  /// Their mean; NaN without values.
  public let mean: Double
  /// Their standard deviation, n - 1 in the denominator; NaN below two values.
  public let standardDeviation: Double
  /// Half the width of the 95 % interval; infinite below two values.
  public let halfWidth: Double

  /// The interval of some values.
  /// - Complexity: O(count).
  public init(_ values: [Double]) {
    self.values = values
    let count = Double(values.count)
    let mean = values.isEmpty ? .nan : values.reduce(0, +) / count
    self.mean = mean
    guard values.count > 1 else {
      standardDeviation = .nan
      halfWidth = .infinity
      return
    }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    standardDeviation = (squares / (count - 1)).squareRoot()
    halfWidth =
      StudentT.quantile(0.975, degreesOfFreedom: count - 1) * standardDeviation / count.squareRoot()
  }

  /// The interval of paired differences first - second, seed by seed.
  /// - Throws: `ExperimentError.pairs` unless there are as many of one as of the other.
  public init(of first: [Double], minus second: [Double]) throws(ExperimentError) {
    guard first.count == second.count else { throw .pairs(first: first.count, second: second.count) }
    self.init(zip(first, second).map { $0 - $1 })
  }

  /// How many values there are.
  public var count: Int { values.count }
  /// The lower end of the interval.
  public var lower: Double { mean - halfWidth }
  /// The upper end of the interval.
  public var upper: Double { mean + halfWidth }
}
