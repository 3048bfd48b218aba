public import Tensors

/// The linear centred kernel alignment of two representations of the same samples.
///
/// CKA = HSIC(X, Y) / √(HSIC(X, X)·HSIC(Y, Y)): 1 where the two are equal up to rotation, offset and one scale, 0 where
/// no linear feature of one goes with any of the other. It is NaN where a representation is constant.
public struct KernelAlignment: Hashable, Sendable {
  /// CKA.
  public let value: Double
  /// Its scatter over samples by influences: √Σψᵢ², ψᵢ = CKA/n · (2·hᵢ(X, Y)/h̄(X, Y) - hᵢ(X, X)/h̄(X, X) - hᵢ(Y, Y)/h̄(Y, Y)), hᵢ
  /// the part of the sum that sample i has.
  public let standardError: Double
  /// How HSIC was estimated.
  public let estimator: AlignmentEstimator

  /// The value from parts by sample of the three sums.
  init(_ cross: [Double], _ first: [Double], _ second: [Double], _ estimator: AlignmentEstimator) {
    let sums = [cross, first, second].map { $0.reduce(0, +) }
    self.estimator = estimator
    guard sums[1] > 0, sums[2] > 0 else {
      value = .nan
      standardError = .nan
      return
    }
    let norm = sums[1].squareRoot() * sums[2].squareRoot()
    let value = sums[0] / norm
    var squares = 0.0
    for row in cross.indices {
      let influence = 2 * cross[row] / norm - value * (first[row] / sums[1] + second[row] / sums[2])
      squares += influence * influence
    }
    self.value = value
    standardError = squares.squareRoot()
  }
}

/// The linear centred kernel alignment of two representations, whose widths may differ.
/// - Parameters:
///   - first: [N, …], one sample a row.
///   - second: [N, …], the same samples.
///   - estimator: how HSIC is estimated.
/// - Throws: `RepresentationError` for sets of different rows, too few samples, numbers that are not finite, or more
///   memory than 4 GB; `Interrupted`.
/// - Complexity: O(N·D·min(N, D)) and the same of the other, O(N·min(N, D)·min(N, E)) for both.
public func kernelAlignment(
  of first: Tensor, and second: Tensor, _ estimator: AlignmentEstimator = .unbiased, checkpoint: Checkpoint = .none
) throws -> KernelAlignment {
  let a = try AlignedFeatures(first, checkpoint: checkpoint), b = try AlignedFeatures(second, checkpoint: checkpoint)
  return try a.alignment(with: b, estimator, checkpoint: checkpoint)
}

/// A representation made ready to be aligned with others of the same samples.
package struct AlignedFeatures: Sendable {
  private let features: CenteredFeatures
  /// What each sample adds to the product of the representation with itself, as is and without the diagonal.
  private let biased: [Double]
  private let unbiased: [Double]

  /// What representations may take together, in bytes.
  package static let memoryLimit = 4 << 30

  /// - Throws: `RepresentationError`; `Interrupted`.
  package init(_ features: Tensor, checkpoint: Checkpoint = .none) throws {
    guard features.rank >= 2, features.rowWidth > 0 else {
      throw RepresentationError.shape("features", expected: "[samples, features]", found: features.shape)
    }
    let rows = features.shape[0]
    guard rows >= 4 else {
      throw RepresentationError.tooFew("samples", needed: 4, found: rows, measure: "kernel alignment")
    }
    try FeatureRows.finite(features, "features")
    let needed = CenteredFeatures.bytes(rows: rows, width: features.rowWidth)
    guard needed <= AlignedFeatures.memoryLimit else {
      throw RepresentationError.memory(needed: needed, limit: AlignedFeatures.memoryLimit)
    }
    self.features = try CenteredFeatures(features, checkpoint: checkpoint)
    biased = try self.features.rowProducts(with: self.features, checkpoint: checkpoint)
    let inner = self.features.gramProduct(self.features.squares)
    unbiased = AlignedFeatures.withoutDiagonal(
      biased, self.features.squares, self.features.squares, inner, inner)
  }

  /// Bytes that a representation of these extents is kept in.
  package static func bytes(rows: Int, width: Int) -> Int { CenteredFeatures.bytes(rows: rows, width: width) }

  /// - Throws: `RepresentationError.rows`; `Interrupted`.
  package func alignment(
    with other: AlignedFeatures, _ estimator: AlignmentEstimator, checkpoint: Checkpoint
  ) throws -> KernelAlignment {
    guard features.count == other.features.count else {
      throw RepresentationError.rows(first: features.count, second: other.features.count)
    }
    let products = try features.rowProducts(with: other.features, checkpoint: checkpoint)
    switch estimator {
    case .biased: return KernelAlignment(products, biased, other.biased, .biased)
    case .unbiased:
      let (k, l) = (features.squares, other.features.squares)
      let cross = AlignedFeatures.withoutDiagonal(
        products, k, l, features.gramProduct(l), other.features.gramProduct(k))
      return KernelAlignment(cross, unbiased, other.unbiased, .unbiased)
    }
  }

  /// rᵢ = Σ over j ≠ i of Ãᵢⱼ·B̃ᵢⱼ, Ã and B̃ the U-centred inner products, whose sum is n·(n - 3)·HSIC.
  ///
  /// As rows of K sum to 0 with the diagonal, they sum to -kᵢ without it, which leaves only products of vectors.
  private static func withoutDiagonal(
    _ products: [Double], _ k: [Double], _ l: [Double], _ kl: [Double], _ lk: [Double]
  ) -> [Double] {
    let n = Double(k.count)
    let sumK = k.reduce(0, +), sumL = l.reduce(0, +)
    let both = zip(k, l).reduce(0) { $0 + $1.0 * $1.1 }
    let far = sumL / ((n - 1) * (n - 2))
    return k.indices.map { i in
      let own = k[i] * l[i]
      let direct = products[i] - own + (kl[i] - 2 * own) / (n - 2) + far * k[i]
      let shifted = lk[i] - own + (l[i] * (sumK - k[i]) + both - own) / (n - 2) - far * (sumK - k[i])
      return direct + shifted / (n - 2)
    }
  }
}
