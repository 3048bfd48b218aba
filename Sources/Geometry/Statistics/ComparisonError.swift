/// Why groups of points, or two measurements, cannot be compared.
public enum ComparisonError: Error, Hashable, Sendable {
  /// There is not one label a point.
  case labels(found: Int, points: Int)
  /// More clusters than points, or none.
  case clusters(found: Int, points: Int)
  /// More clusters than distinct points.
  case coincident(clusters: Int, distinct: Int)
  /// A parameter that is out of range.
  case parameter(String, found: Int, expected: ClosedRange<Int>)
  /// The two sets are not of the same rows.
  case rows(first: Int, second: Int)
  /// The estimator's value is no sum over points, so that differences have no standard error.
  case unpaired(String)
}

extension ComparisonError: CustomStringConvertible {
  /// What was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .labels(let found, let points):
      "classes need one label a point: expected \(points) labels, found \(found); pass labels of the same rows"
    case .clusters(let found, let points):
      "clusters must be from 1 to the number of points, \(points); found \(found)"
    case .coincident(let clusters, let distinct):
      "\(clusters) clusters need as many points that differ; found \(distinct); ask for \(distinct) or fewer"
    case .parameter(let name, let found, let expected):
      "'\(name)' must be from \(expected.lowerBound) to \(expected.upperBound); found \(found)"
    case .rows(let first, let second):
      "paired sets hold the same samples row by row; found \(first) and \(second) rows; pass the same samples"
    case .unpaired(let method):
      "paired differences need a method whose value is a sum over points, such as .mle() or .twoNN(); found \(method)"
    }
  }
}
