/// A proof of where a query lies.
public enum HullCertificate: Hashable, Sendable {
  /// The query is Σ wⱼpⱼ with wⱼ > 0 and Σ wⱼ = 1, to the tolerance.
  case inside(weights: [HullWeight])
  /// A hyperplane separates the query x from the hull: ⟨pⱼ - x, normal⟩ ≥ margin > 0 for every point pⱼ, |normal| = 1.
  ///
  /// `nearest` is nil where the search stopped at the certificate; `margin` is then a lower bound of the distance.
  case outside(normal: [Double], margin: Double, nearest: HullNearest?)

  /// Whether the query lies in the hull, boundary included.
  public var isInside: Bool {
    if case .inside = self { return true }
    return false
  }
}

/// The share of one point in a convex combination.
public struct HullWeight: Hashable, Sendable {
  /// The row of the point.
  public let index: Int
  /// Positive; all shares of a combination sum to 1.
  public let weight: Double
}

/// The point of a hull nearest to a query outside it.
public struct HullNearest: Hashable, Sendable {
  /// |query - nearest point|.
  public let distance: Double
  /// The nearest point as a convex combination.
  public let weights: [HullWeight]
}
