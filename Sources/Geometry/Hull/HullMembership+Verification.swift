public import Tensors

extension HullMembership {
  /// Derives every answer again from its certificate and the sets alone; the worst residual, relative to the size of
  /// the set (the largest distance of a point or the query from the points' mean).
  ///
  /// Inside: |Σ wⱼpⱼ - x|. Outside: how far the stated margin lies above min ⟨pⱼ - x, normal⟩, and for a nearest point
  /// the gap between its distance and that minimum, and |Σ wⱼpⱼ - x| against the distance. Infinite where weights are
  /// negative or do not sum to 1 within 1e-9, or where a normal does not separate.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D) a query outside.
  public func verify(checkpoint: Checkpoint = .none) throws -> Double {
    let hull = try HullPoints(points, checkpoint: checkpoint)
    let values = queries.doubles
    let width = queries.rowWidth
    let residuals = try Parallel.map(certificates.count, checkpoint: checkpoint) { query in
      let x = hull.placed(values[query * width..<(query + 1) * width])
      let reach = max(DenseVector.dot(x, x).squareRoot() + hull.radius, .leastNormalMagnitude)
      return try residual(certificates[query], at: x, leavesOneOut ? query : nil, hull, checkpoint) / reach
    }
    return residuals.max() ?? 0
  }

  private func residual(
    _ certificate: HullCertificate, at x: [Double], _ leftOut: Int?, _ hull: HullPoints, _ checkpoint: Checkpoint
  ) throws -> Double {
    switch certificate {
    case .inside(let weights):
      guard let offset = offset(weights, from: x, leftOut, hull) else { return .infinity }
      return DenseVector.dot(offset, offset).squareRoot()
    case .outside(let normal, let margin, let nearest):
      var scores = [Double](repeating: 0, count: hull.matrix.rows)
      try hull.matrix.products(with: normal, into: &scores, checkpoint: checkpoint)
      if let leftOut { scores[leftOut] = .infinity }
      let length = DenseVector.dot(normal, normal).squareRoot()
      let lowest = ((scores.min() ?? 0) - DenseVector.dot(x, normal)) / length
      guard lowest > 0, abs(length - 1) < 1e-9 else { return .infinity }
      var worst = max(margin * hull.scale - lowest, 0)
      if let nearest {
        guard let offset = offset(nearest.weights, from: x, leftOut, hull) else { return .infinity }
        let distance = nearest.distance * hull.scale
        worst = max(worst, abs(distance - lowest), abs(distance - DenseVector.dot(offset, offset).squareRoot()))
      }
      return worst
    }
  }

  /// Σ wⱼpⱼ - x, or nil where the weights are no convex combination.
  private func offset(
    _ weights: [HullWeight], from x: [Double], _ leftOut: Int?, _ hull: HullPoints
  ) -> [Double]? {
    guard weights.allSatisfy({ $0.weight > 0 && $0.index >= 0 && $0.index < hull.matrix.rows && $0.index != leftOut }),
      abs(weights.reduce(0) { $0 + $1.weight } - 1) < 1e-9
    else { return nil }
    var sum = x.map { -$0 }
    for share in weights {
      for (column, value) in hull.matrix.row(share.index).enumerated() { sum[column] += share.weight * value }
    }
    return sum
  }
}
