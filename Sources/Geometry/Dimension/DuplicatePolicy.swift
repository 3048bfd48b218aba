/// What becomes of rows that repeat another row exactly.
public enum DuplicatePolicy: String, Hashable, Sendable, CaseIterable {
  /// Refuse them with an error that names two of them.
  case error
  /// Leave them in as neighbours, but give no value to a point at distance zero from another.
  case drop
  /// Keep one of each: the estimate is that of the distinct points.
  case merge
}

/// What becomes of a point whose first two neighbours are equally far, where an estimator reads their ratio.
public enum TiePolicy: String, Hashable, Sendable, CaseIterable {
  /// Let it count with ln(r₂/r₁) = 0.
  case keep
  /// Leave it out.
  case drop
}
