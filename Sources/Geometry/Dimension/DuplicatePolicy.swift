/// What becomes of rows that repeat another row exactly.
///
/// Where queries are apart from the reference, the policy holds within either set, and between them: a query equal to a
/// reference point is refused, dropped, taken for that point (which then is not its neighbour), or moved.
public enum DuplicatePolicy: String, Hashable, Sendable, CaseIterable {
  /// Refuse them with an error that names two of them.
  case error
  /// Leave them in as neighbours, but give no value to a point at distance zero from another.
  case drop
  /// Keep one of each: the estimate is that of the distinct points.
  case merge
  /// Move each row that repeats an earlier one by a step uniform in ±2⁻²⁰ of the largest deviation of any coordinate
  /// from its mean, in every coordinate. Distances that small say nothing of the set: count how many there are.
  case jitter
}

/// What becomes of a point whose first two neighbours are equally far, where an estimator reads their ratio.
public enum TiePolicy: String, Hashable, Sendable, CaseIterable {
  /// Let it count with ln(r₂/r₁) = 0.
  case keep
  /// Leave it out.
  case drop
}
