import Glibc
public import Tensors

/// How many principal components of a representation span its subspace.
public enum ComponentRule: Hashable, Sendable {
  /// So many, or fewer where the rank is less.
  case count(Int)
  /// The fewest that carry this fraction of the variance.
  case variance(Double)

  /// What is possible.
  /// - Throws: `RepresentationError.parameter`.
  func check() throws(RepresentationError) {
    switch self {
    case .count(let count):
      guard count >= 1 else { throw .parameter("count", found: Double(count), expected: "1 or more") }
    case .variance(let share):
      guard share > 0, share <= 1 else { throw .parameter("variance", found: share, expected: "above 0 and at most 1") }
    }
  }
}

/// The angles between the subspaces of two representations of the same samples.
///
/// Each representation [N, D], centred, spans with its leading left singular vectors a subspace of the N-dimensional
/// space of samples; the cosines of the principal angles are the singular values of U₁ᵀU₂, the sines those of
/// (I - U₁U₁ᵀ)U₂. Each angle is read from the smaller of the two.
///
/// Sources: Björck, Golub, doi:10.1090/S0025-5718-1973-0348991-3; Knyazev, Argentati, doi:10.1137/S1064827500377332.
public struct SubspaceAngles: Hashable, Sendable {
  /// As many as the smaller subspace has dimensions, in radians from 0 to π/2, ascending; none where a representation
  /// is constant.
  public let angles: [Double]
  /// Dimensions of the first subspace.
  public let first: Int
  /// Dimensions of the second.
  public let second: Int

  /// The mean of cos² over the angles: 1 where the smaller subspace lies in the larger, and k/N in expectation for a
  /// random one, k the dimensions of the larger.
  public var overlap: Double {
    angles.isEmpty ? .nan : angles.reduce(0) { $0 + cos($1) * cos($1) } / Double(angles.count)
  }

  /// The largest angle, in radians; NaN without angles.
  public var largest: Double { angles.last ?? .nan }
}

/// The principal angles between the leading principal components of two representations.
/// - Parameters:
///   - first: [N, …], one sample a row.
///   - second: [N, …], the same samples.
///   - rule: how many components of each.
/// - Throws: `RepresentationError` for sets of different rows, fewer than two samples, numbers that are not finite, a
///   rule out of range; `Interrupted`.
/// - Complexity: O(N·D·min(N, D)) and the same of the other for the components, O(N·k²) for the angles.
public func subspaceAngles(
  between first: Tensor, and second: Tensor, _ rule: ComponentRule = .variance(0.99), checkpoint: Checkpoint = .none
) throws -> SubspaceAngles {
  try PrincipalSubspace(first, rule, checkpoint: checkpoint)
    .angles(to: PrincipalSubspace(second, rule, checkpoint: checkpoint), checkpoint: checkpoint)
}

/// The leading left singular vectors of centred features.
package struct PrincipalSubspace: Sendable {
  private let vectors: ColumnVectors

  /// - Throws: `RepresentationError`; `Interrupted`.
  package init(_ features: Tensor, _ rule: ComponentRule, checkpoint: Checkpoint = .none) throws {
    try rule.check()
    guard features.rank >= 2, features.rowWidth > 0 else {
      throw RepresentationError.shape("features", expected: "[samples, features]", found: features.shape)
    }
    let count = features.shape[0], width = features.rowWidth
    guard count >= 2 else {
      throw RepresentationError.tooFew("samples", needed: 2, found: count, measure: "a subspace")
    }
    try FeatureRows.finite(features, "features")
    let needed = 16 * min(count, width) * max(count, min(count, width))
    guard needed <= AlignedFeatures.memoryLimit else {
      throw RepresentationError.memory(needed: needed, limit: AlignedFeatures.memoryLimit)
    }
    var scatter = try ScatterMatrix(features, checkpoint: checkpoint.observed(by: nil))
    // Below the rounding of the largest, an eigenvalue is no direction.
    let found = try scatter.leading(above: Double(max(count, width)) * 0x1p-52, checkpoint: checkpoint)
    let kept = PrincipalSubspace.kept(found.values, rank: found.count, rule)
    var columns = ColumnVectors([], count: 0, height: count)
    if scatter.isGram {
      columns = ColumnVectors(Array(found.vectors.prefix(kept * count)), count: kept, height: count)
    } else if kept > 0 {
      // U = X·V, up to lengths.
      let axes = Array(found.vectors.prefix(kept * width))
      let centering = scatter.centering
      var values = [Double](repeating: 0, count: kept * count)
      let parts = try Centering.shards(of: count, checkpoint) { range in
        PrincipalSubspace.project(centering.placed(features, range), axes, rows: range.count, width: width, kept)
      }
      var row = 0
      for part in parts {
        for own in 0..<part.count / kept {
          for axis in 0..<kept { values[axis * count + row] = part[own * kept + axis] }
          row += 1
        }
      }
      columns = ColumnVectors(values, count: kept, height: count)
    }
    try columns.orthonormalize(checkpoint: checkpoint)
    vectors = columns
  }

  private static func kept(_ eigenvalues: [Double], rank: Int, _ rule: ComponentRule) -> Int {
    switch rule {
    case .count(let count): return min(count, rank)
    case .variance(let share):
      let total = eigenvalues.reduce(0) { $0 + max($1, 0) }
      var sum = 0.0
      for (index, value) in eigenvalues.prefix(rank).enumerated() {
        sum += value
        if sum >= share * total { return index + 1 }
      }
      return rank
    }
  }

  private static func project(
    _ rows: [Double], _ axes: [Double], rows count: Int, width: Int, _ kept: Int
  ) -> [Double] {
    var projected = [Double](repeating: 0, count: count * kept)
    BLAS.multiply(
      MatrixOperand(rows, count, width), MatrixOperand(axes, width, kept, isTransposed: true), into: &projected)
    return projected
  }

  /// - Throws: `RepresentationError.rows`; `Interrupted`.
  package func angles(to other: PrincipalSubspace, checkpoint: Checkpoint) throws -> SubspaceAngles {
    guard vectors.height == other.vectors.height else {
      throw RepresentationError.rows(first: vectors.height, second: other.vectors.height)
    }
    // The smaller is looked at from the larger, so that it has an angle a dimension.
    let isSmaller = vectors.count < other.vectors.count
    let (large, small) = isSmaller ? (other.vectors, vectors) : (vectors, other.vectors)
    let shares = try large.products(with: small, checkpoint: checkpoint)
    let cosines = try shares.singularValues(checkpoint: checkpoint)
    let sines = try small.residuals(from: large, shares: shares)
      .triangle(checkpoint: checkpoint).singularValues(checkpoint: checkpoint)
    let angles = zip(cosines, sines.reversed()).map { cosine, sine in
      cosine * cosine >= 0.5 ? asin(min(sine, 1)) : acos(min(cosine, 1))
    }
    return SubspaceAngles(angles: angles, first: vectors.count, second: other.vectors.count)
  }
}
