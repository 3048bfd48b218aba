public import Tensors

/// The leading principal components of a set, and the coordinates of any set along them.
public struct PrincipalAxes: Hashable, Sendable {
  /// Components kept.
  public let count: Int
  /// Variances of the points along them, descending, with divisor N.
  public let variances: [Double]
  /// The variance of the points along all axes.
  public let totalVariance: Double
  /// The mean of the points.
  public let means: [Double]
  /// count × D, orthonormal rows; in each the entry of largest magnitude is positive.
  public let axes: [Double]

  /// - Parameters:
  ///   - points: [N, …]; further axes are flattened.
  ///   - count: components to keep.
  /// - Throws: `HullError` for a set that is no set of points, or has fewer components; `Interrupted`.
  /// - Complexity: O(N·D·min(N, D) + min(N, D)³).
  public init(of points: Tensor, count: Int, checkpoint: Checkpoint = .none) throws {
    let points = try HullError.checked(points, .points)
    var scatter = try ScatterMatrix(points, checkpoint: checkpoint)
    let available = scatter.isGram ? scatter.order - 1 : scatter.order
    guard count >= 1, count <= available else { throw HullError.components(asked: count, available: available) }
    let centering = scatter.centering
    let order = scatter.order, width = points.rowWidth, rows = points.shape[0]
    var solver = SymmetricSolver(capacity: order)
    var vectors = Result<[Double], Interrupted>.success([])
    scatter.values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      vectors = Result { () throws(Interrupted) in
        try solver.solve(base, order: order, checkpoint: checkpoint)
        return solver.leadingVectors(of: base, order: order, count: count)
      }
    }
    var axes = try vectors.get()
    let squares = Array(solver.values[0..<order].reversed())
    if scatter.isGram {
      // Eigenvectors of the products of rows: their combinations of the rows are the axes.
      guard squares[count - 1] > 1e-20 * squares[0], squares[0] > 0 else {
        throw HullError.components(asked: count, available: squares.prefix { $0 > 1e-20 * squares[0] && $0 > 0 }.count)
      }
      var combined = [Double](repeating: 0, count: count * width)
      BLAS.multiply(
        MatrixOperand(axes, count, rows), MatrixOperand(centering.placed(points, 0..<rows), rows, width),
        into: &combined)
      axes = combined
    }
    for axis in 0..<count {
      let own = axes[axis * width..<(axis + 1) * width]
      let largest = own.max { abs($0) < abs($1) } ?? 1
      let norm = DenseVector.dot(Array(own), Array(own)).squareRoot() * (largest < 0 ? -1 : 1)
      for place in own.indices { axes[place] /= norm }
    }
    let unit = centering.scale * centering.scale * Double(rows)
    self.count = count
    self.axes = axes
    variances = squares.prefix(count).map { max($0, 0) / unit }
    totalVariance = squares.reduce(0) { $0 + max($1, 0) } / unit
    means = centering.means
  }

  /// The coordinates (x - mean)·axes of a set [M, …] as wide as the points: [M, count] in double precision.
  /// - Throws: `HullError` for a set that is no set of points or of other width; `Interrupted`.
  /// - Complexity: O(M·D·count).
  public func coordinates(of set: Tensor, checkpoint: Checkpoint = .none) throws -> Tensor {
    let set = try HullError.checked(set, .queries)
    let width = means.count
    guard set.rowWidth == width else { throw HullError.dimensions(points: width, queries: set.rowWidth) }
    let parts = try Centering.shards(of: set.shape[0], checkpoint) { range in
      var values = set.doubles(rows: range)
      for row in 0..<range.count {
        for column in 0..<width { values[row * width + column] -= means[column] }
      }
      var product = [Double](repeating: 0, count: range.count * count)
      BLAS.multiply(
        MatrixOperand(values, range.count, width), MatrixOperand(axes, width, count, isTransposed: true), into: &product
      )
      return product
    }
    return Tensor([set.shape[0], count], parts.flatMap(\.self))
  }
}
