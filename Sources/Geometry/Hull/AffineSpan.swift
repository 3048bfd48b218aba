import Tensors

/// An orthonormal basis of the span of centred points, where that is markedly smaller than their space.
struct AffineSpan: Sendable {
  /// r × D, orthonormal rows.
  private let basis: [Double]
  let rank: Int
  private let width: Int
  /// No point lies further off the span than this.
  let spread: Double

  /// A point this share of the radius off the span counts as in it.
  private static let tolerance = 1e-13
  /// The largest rank, as a share of the columns, that is worth a change of coordinates.
  private static let worth = 0.75
  /// Beyond this many columns the rank of many points is not looked for.
  private static let widest = 2048

  /// The basis, or nil where the points span more than three quarters of their columns.
  ///
  /// Pivoted Gram-Schmidt on the rows of a sample; then all rows are projected, and the furthest off the span joins
  /// the basis until none lies further than 1e-13 of the radius.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D·r).
  init?(of points: PointMatrix, radius: Double, checkpoint: Checkpoint) throws {
    let width = points.columns
    let most = Int(AffineSpan.worth * Double(width))
    guard most >= 1, radius > 0, try AffineSpan.isWorthLooking(points, most, checkpoint) else { return nil }
    let sample = points.sample(4 * width)
    var found = GramSchmidt(sample, tolerance: AffineSpan.tolerance * radius)
    while found.rank <= most, try found.extend(checkpoint: checkpoint) {}
    guard found.rank >= 1, found.rank <= most else { return nil }
    var spread = 0.0
    while true {
      let (row, distance) = try found.furthest(of: points, checkpoint: checkpoint)
      spread = distance
      if distance <= AffineSpan.tolerance * radius { break }
      guard found.rank < most else { return nil }
      found.append(Array(points.row(row)))
    }
    basis = found.basis
    rank = found.rank
    self.width = width
    self.spread = spread + 0x1p-50 * radius
  }

  /// Few points always span little; of many a quick look at the covariance tells whether the search can succeed.
  private static func isWorthLooking(_ points: PointMatrix, _ most: Int, _ checkpoint: Checkpoint) throws -> Bool {
    if points.rows - 1 <= most { return true }
    guard points.columns <= widest else { return false }
    let sample = points.sample(4 * points.columns)
    let moments = try sample.secondMoments(checkpoint: checkpoint)
    return PivotedCholesky.rank(moments, order: points.columns, tolerance: 1e-11) <= most
  }

  /// The rows of a matrix in the basis.
  /// - Throws: `Interrupted`.
  func coordinates(of points: PointMatrix, checkpoint: Checkpoint) throws -> PointMatrix {
    let parts = try Centering.shards(of: points.rows, checkpoint) { range in
      let block = Array(points.values[range.lowerBound * width..<range.upperBound * width])
      var product = [Double](repeating: 0, count: range.count * rank)
      BLAS.multiply(
        MatrixOperand(block, range.count, width), MatrixOperand(basis, width, rank, isTransposed: true),
        into: &product)
      return product
    }
    return PointMatrix(parts.flatMap(\.self), rows: points.rows, columns: rank)
  }

  /// The coordinates in the basis, and what lies off the span.
  func split(_ point: [Double]) -> (coordinates: [Double], off: [Double]) {
    var coordinates = [Double](repeating: 0, count: rank)
    for axis in 0..<rank { coordinates[axis] = DenseVector.dot(self.axis(axis), point) }
    var off = point
    for axis in 0..<rank { DenseVector.add(self.axis(axis), times: -coordinates[axis], to: &off) }
    return (coordinates, off)
  }

  /// A vector of coordinates in the space of the points.
  func lifted(_ coordinates: [Double]) -> [Double] {
    var point = [Double](repeating: 0, count: width)
    for axis in 0..<rank { DenseVector.add(self.axis(axis), times: coordinates[axis], to: &point) }
    return point
  }

  private func axis(_ index: Int) -> [Double] { Array(basis[index * width..<(index + 1) * width]) }
}
