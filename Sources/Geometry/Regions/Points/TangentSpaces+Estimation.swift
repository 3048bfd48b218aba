public import Tensors

extension TangentSpaces {
  /// Tangent spaces estimated from data: at each point the leading principal directions of its nearest neighbours,
  /// centred at their mean.
  /// - Parameters:
  ///   - points: [N, …] where the spaces are wanted.
  ///   - data: [M, …] that neighbours are taken from; the points themselves, each without itself, unless given.
  ///   - dimension: k, directions a point.
  ///   - neighbors: neighbours of each point, more than k.
  /// - Throws: `RegionError.parameter` for k below 1 or above D, neighbours below k + 1 or above 2,000; `.tangents` where
  ///   the neighbours of a point span less than k directions; `DimensionError` for points that have no neighbours or are
  ///   not finite; `Interrupted`.
  /// - Complexity: O(N·M·D) for the neighbours, then O(N·(n²·D + n³)) for n of them.
  public static func estimated(
    at points: Tensor, from data: Tensor? = nil, dimension: Int, neighbors: Int = 20, checkpoint: Checkpoint = .none
  ) throws -> TangentSpaces {
    guard dimension >= 1 else {
      throw RegionError.parameter("dimension", expected: "at least 1", found: "\(dimension)")
    }
    guard neighbors > dimension, neighbors <= Neighborhoods.limit else {
      throw RegionError.parameter(
        "neighbors", expected: "\(dimension + 1) (one more than the dimension) to \(Neighborhoods.limit)",
        found: "\(neighbors)")
    }
    let cloud =
      if let data {
        try PointCloud(of: points, in: data, duplicates: .merge, checkpoint: checkpoint)
      } else {
        try PointCloud(points, duplicates: .merge, checkpoint: checkpoint)
      }
    let reference = cloud.points, width = reference.rowWidth
    guard dimension <= width else {
      throw RegionError.parameter("dimension", expected: "at most the \(width) coordinates", found: "\(dimension)")
    }
    let lists = try Neighbors(of: cloud, neighbors: neighbors, checkpoint: checkpoint)
    let found = try Parallel.map(lists.count, checkpoint: checkpoint) { point in
      let indices = lists.indices[point * neighbors..<(point + 1) * neighbors].map { Int($0) }
      return try LocalDirections(try reference.gather(indices).doubles, count: neighbors, width: width)
        .leading(dimension, point: point)
    }
    var values: [Double] = [], explained: [Double] = []
    let count = points.rank > 0 ? points.shape[0] : 0
    values.reserveCapacity(count * dimension * width)
    // Points that repeat another share its space.
    for row in 0..<count {
      let own = found[cloud.places[row]]
      values += own.rows
      explained.append(own.explained)
    }
    return TangentSpaces(
      bases: Tensor([count, dimension, width], values), explained: explained,
      convention: "\(dimension) leading principal directions of \(neighbors) neighbours a point")
  }
}

/// The principal directions of one neighbourhood.
private struct LocalDirections {
  private var vectors: [Double]
  private let count: Int
  private let width: Int

  init(_ neighbors: [Double], count: Int, width: Int) {
    vectors = neighbors
    self.count = count
    self.width = width
    for column in 0..<width {
      var mean = 0.0
      for row in 0..<count { mean += vectors[row * width + column] }
      mean /= Double(count)
      for row in 0..<count { vectors[row * width + column] -= mean }
    }
  }

  /// Orthonormal rows, and the share of the variance along them.
  /// - Throws: `RegionError.tangents` where the neighbours span less.
  func leading(_ dimension: Int, point: Int) throws -> (rows: [Double], explained: Double) {
    let order = min(count, width)
    var products = [Double](repeating: 0, count: order * order)
    // The smaller of the two products; both have the same eigenvalues but for zeros.
    if count <= width {
      BLAS.multiply(
        MatrixOperand(vectors, count, width), MatrixOperand(vectors, width, count, isTransposed: true),
        into: &products)
    } else {
      BLAS.multiply(
        MatrixOperand(vectors, width, count, isTransposed: true), MatrixOperand(vectors, count, width),
        into: &products)
    }
    let trace = (0..<order).reduce(0.0) { $0 + products[$1 * order + $1] }
    var solver = SymmetricSolver(capacity: order)
    let leading = try products.withUnsafeMutableBufferPointer { products -> [Double] in
      guard let base = products.baseAddress else { return [] }
      try solver.solve(base, order: order)
      return solver.leadingVectors(of: base, order: order, count: dimension)
    }
    let values = (0..<dimension).map { solver.values[order - 1 - $0] }
    // An eigenvalue is known to the rounding of the trace.
    guard let last = values.last, last > trace * Double(order) * 0x1p-50 else {
      throw RegionError.tangents(
        "the neighbours of point \(point)", expected: "to span \(dimension) directions",
        found: "fewer; take more neighbours or a smaller dimension")
    }
    let explained = values.reduce(0, +) / trace
    if count > width { return (leading, explained) }
    var rows = [Double](repeating: 0, count: dimension * width)
    BLAS.multiply(
      MatrixOperand(leading, dimension, count), MatrixOperand(vectors, count, width), into: &rows)
    // Orthogonal but for rounding, which smaller eigenvalues magnify.
    let spanned = try TangentSpaces(spanning: Tensor([dimension, width], rows))
    return (spanned.bases.doubles, explained)
  }
}
