extension ManifoldError: CustomStringConvertible {
  /// What was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .unknownBenchmark(let name, let known):
      "there is no benchmark manifold '\(name)'; take one of " + known.joined(separator: ", ")
    case .dimension(let found, let manifold, let expected):
      "the dimension of a manifold '\(manifold)' must be from \(expected.lowerBound) to \(expected.upperBound); "
        + "found \(found)"
    case .ambient(let found, let manifold, let dimension, let expected):
      "a manifold '\(manifold)' of dimension \(dimension) needs from \(expected.lowerBound) to \(expected.upperBound) "
        + "coordinates; found \(found); "
        + (found < expected.lowerBound
          ? "raise 'ambient' to \(expected.lowerBound) or lower 'dimension'"
          : "lower 'ambient' to \(expected.upperBound)")
    case .parameter(let name, let found, let manifold, let expected):
      "'\(name)' of a manifold '\(manifold)' must be from \(expected.lowerBound) to \(expected.upperBound); "
        + "found \(found)"
    case .count(let found): "a set of points needs at least one point; found a count of \(found); ask for 1 or more"
    case .tooLarge(let count, let ambient, let most):
      "\(count) points of \(ambient) coordinates do not fit in 2 GiB; ask for \(most) points or fewer"
    case .noise(let found):
      "noise must have a width or deviation from 0 to \(ManifoldNoise.limit); found \(found)"
    }
  }
}
