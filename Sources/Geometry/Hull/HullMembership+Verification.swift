public import Tensors

extension HullMembership {
  /// Derives every answer again from its certificate and the sets alone; the worst residual, relative to the size of
  /// the set (the largest distance of a point or the query from the points' mean).
  ///
  /// Inside: |Σ wⱼpⱼ - x|. Outside: how far the stated margin lies above min ⟨pⱼ - x, normal⟩, and for a nearest point
  /// the gap between its distance and that minimum, and |Σ wⱼpⱼ - x| against the distance. Infinite where weights are
  /// negative or do not sum to 1 within 1e-9, or where a normal does not separate.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D) in double precision a query outside.
  public func verify(checkpoint: Checkpoint = .none) throws -> Double {
    let hull = try HullPoints(points, checkpoint: checkpoint)
    let group = 64, wave = 512
    var worst = 0.0
    for first in stride(from: 0, to: certificates.count, by: wave) {
      checkpoint.report(Progress("verification", first, of: certificates.count, unit: "query"))
      let last = min(first + wave, certificates.count)
      let residuals = try Parallel.map((last - first + group - 1) / group, checkpoint: checkpoint) { index in
        let start = first + index * group
        return try residual(start..<min(start + group, last), hull, checkpoint)
      }
      worst = max(worst, residuals.max() ?? 0)
    }
    checkpoint.report(Progress("verification", certificates.count, of: certificates.count, unit: "query"))
    return worst
  }

  /// The worst residual of some queries.
  private func residual(_ range: Range<Int>, _ hull: HullPoints, _ checkpoint: Checkpoint) throws -> Double {
    let width = queries.rowWidth
    let values = queries.doubles(rows: range)
    let normals = range.map { query -> [Double]? in
      if case .outside(let normal, _, _) = certificates[query] { normal } else { nil }
    }
    guard normals.allSatisfy({ $0?.count ?? width == width }) else { return .infinity }
    let lowest = try hull.matrix.smallestProducts(
      with: normals.flatMap { $0 ?? [] },
      leavingOut: range.indices.filter { normals[$0 - range.lowerBound] != nil }
        .map { leavesOneOut ? $0 : nil }, checkpoint: checkpoint)
    var worst = 0.0, outside = 0
    for query in range {
      let start = (query - range.lowerBound) * width
      let x = hull.placed(values[start..<start + width])
      let reach = max(DenseVector.dot(x, x).squareRoot() + hull.radius, .leastNormalMagnitude)
      var least = Double.infinity
      if normals[query - range.lowerBound] != nil {
        least = lowest[outside]
        outside += 1
      }
      worst = max(worst, residual(of: query, at: x, least, hull) / reach)
    }
    return worst
  }

  /// - Parameter least: min ⟨pⱼ, normal⟩ for a query outside.
  private func residual(of query: Int, at x: [Double], _ least: Double, _ hull: HullPoints) -> Double {
    let leftOut = leavesOneOut ? query : nil
    switch certificates[query] {
    case .inside(let weights):
      guard let offset = offset(weights, from: x, leftOut, hull) else { return .infinity }
      return DenseVector.dot(offset, offset).squareRoot()
    case .outside(let normal, let margin, let nearest):
      let length = DenseVector.dot(normal, normal).squareRoot()
      let lowest = (least - DenseVector.dot(x, normal)) / length
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
