public import Tensors

/// Which queries lie in the convex hull of a set of points, each with a proof.
public struct HullMembership: Hashable, Sendable {
  /// Where the search for a query ends.
  public enum Aim: String, Hashable, Sendable, CaseIterable {
    /// At the nearest point of the hull.
    case distance
    /// At the first proof that the query is outside; there is then no distance, only a lower bound of it.
    case membership
  }

  /// The points, [N, D].
  public let points: Tensor
  /// The queries, [M, D].
  public let queries: Tensor
  /// Where the search for a query ended.
  public let aim: Aim
  /// One a query.
  public let certificates: [HullCertificate]
  /// A query counts as inside where the hull comes this near: 1e-10 of the largest distance between a point and the
  /// points' mean.
  public let tolerance: Double
  /// Whether query i is point i and was compared with the other points alone.
  public let leavesOneOut: Bool

  init(
    points: Tensor, queries: Tensor, aim: Aim, certificates: [HullCertificate], tolerance: Double,
    leavesOneOut: Bool = false
  ) {
    self.points = points
    self.queries = queries
    self.aim = aim
    self.certificates = certificates
    self.tolerance = tolerance
    self.leavesOneOut = leavesOneOut
  }

  /// For each query whether it lies in the hull, boundary included.
  public var inside: [Bool] { certificates.map(\.isInside) }

  /// Queries inside / queries.
  public var fraction: Double {
    Double(certificates.reduce(0) { $0 + ($1.isInside ? 1 : 0) }) / Double(certificates.count)
  }

  /// The binomial standard error √(p(1-p)/M) of the fraction, over draws of queries with the points held fixed.
  public var standardError: Double { (fraction * (1 - fraction) / Double(certificates.count)).squareRoot() }

  /// For each query its distance to the hull, 0 inside; nil where the aim was membership alone.
  public var distances: [Double]? {
    if aim == .membership { return nil }
    return certificates.map { certificate in
      if case .outside(_, _, .some(let nearest)) = certificate { nearest.distance } else { 0 }
    }
  }

  /// The point of the hull nearest to a query: the query itself where it is inside.
  ///
  /// Nil where the aim was membership alone and the query is outside.
  /// - Precondition: the query exists.
  public func nearestPoint(toQuery query: Int) -> [Double]? {
    let x = (0..<queries.rowWidth).map { queries.element(query * queries.rowWidth + $0) }
    switch certificates[query] {
    case .inside: return x
    case .outside(let normal, _, let nearest):
      guard let nearest else { return nil }
      return zip(x, normal).map { $0 + nearest.distance * $1 }
    }
  }
}
