import Tensors

/// Wolfe's algorithm for the point of a polytope nearest to a query, with a certificate at every end.
///
/// For Q = P - x the current y is the shortest vector of the affine hull of the active points. The point with the
/// smallest ⟨q_j, y⟩ separates x from the hull where that is positive; where it is |y|² the vector is the shortest;
/// otherwise it joins the active points and negative weights are cut off by a line search. |y| falls with every
/// point, so the search is finite.
///
/// Source: Wolfe, "Finding the nearest point in a polytope", doi:10.1007/BF01580381.
struct MinimumNormPoint {
  let points: HullPoints
  let aim: HullMembership.Aim
  let checkpoint: Checkpoint

  /// |y| below this share of the points' radius is inside.
  static let insideTolerance = 1e-10
  /// The search ends where the distance is known to this share of the reach.
  private static let gapTolerance = 1e-12

  private struct State {
    var corral = Corral()
    var weights: [Double] = [1]
    var y: [Double]
    /// min ⟨q_j, y⟩ over all points.
    var lowest = 0.0

    var norm: Double { DenseVector.dot(y, y).squareRoot() }
  }

  /// - Throws: `Interrupted`.
  /// - Complexity: O(N·D) a step; the number of steps is of the order of the dimension.
  func certificate(for query: ArraySlice<Double>) throws -> HullCertificate {
    let x = points.placed(query)
    let matrix = points.matrix
    let reach = DenseVector.dot(x, x).squareRoot() + points.radius
    // Bounds the rounding of ⟨p_j, y⟩ - ⟨x, y⟩ a unit of |y|.
    let noise = 0x1p-52 * Double(matrix.columns + 4) * reach
    var scores = [Double](repeating: 0, count: matrix.rows)
    let start = try nearestPoint(to: x, reach, &scores)
    var state = State(y: difference(start, x))
    guard state.corral.append(start, state.y) else { return inside(state) }
    while true {
      try checkpoint.check()
      let norm = state.norm
      if norm <= MinimumNormPoint.insideTolerance * points.radius { return inside(state) }
      try matrix.products(with: state.y, into: &scores, checkpoint: checkpoint)
      let best = indexOfSmallest(scores)
      state.lowest = scores[best] - DenseVector.dot(x, state.y)
      if aim == .membership, state.lowest > noise * norm { return outside(state, norm, noise) }
      if norm * norm - state.lowest <= MinimumNormPoint.gapTolerance * norm * reach { break }
      let isNew = !state.corral.indices.contains(best) && state.corral.append(best, difference(best, x))
      guard isNew else { break }
      state.weights.append(0)
      descend(&state)
      // Rounding has the last word once the norm no longer falls.
      guard state.norm < norm else { break }
    }
    let norm = state.norm
    return state.lowest > noise * norm ? outside(state, norm, noise) : inside(state)
  }

  /// Moves to the affine minimiser, leaving out the points whose weights turn negative on the way.
  private func descend(_ state: inout State) {
    while true {
      let target = state.corral.affineMinimizer()
      var step = 1.0
      var blocking: Int?
      for (position, weight) in target.enumerated() where weight <= 0 {
        let limit = state.weights[position] / (state.weights[position] - weight)
        if blocking == nil || limit < step { (step, blocking) = (limit, position) }
      }
      guard let blocking, state.corral.indices.count > 1 else {
        state.weights = target
        state.y = state.corral.combination(target)
        return
      }
      step = step.isFinite ? min(max(step, 0), 1) : 0
      for position in target.indices {
        state.weights[position] += step * (target[position] - state.weights[position])
      }
      state.weights.remove(at: blocking)
      state.corral.remove(at: blocking)
    }
  }

  /// The nearest single point, found exactly among those that rounding cannot tell apart.
  private func nearestPoint(to x: [Double], _ reach: Double, _ scores: inout [Double]) throws -> Int {
    let matrix = points.matrix
    try matrix.products(with: x, into: &scores, checkpoint: checkpoint)
    for row in scores.indices { scores[row] = points.squares[row] - 2 * scores[row] }
    let bound = (scores.min() ?? 0) + 0x1p-50 * Double(matrix.columns + 4) * reach * reach
    var best = 0, shortest = Double.infinity
    for row in scores.indices where scores[row] <= bound {
      let q = difference(row, x)
      let square = DenseVector.dot(q, q)
      if square < shortest { (best, shortest) = (row, square) }
    }
    return best
  }

  private func difference(_ row: Int, _ x: [Double]) -> [Double] { zip(points.matrix.row(row), x).map { $0 - $1 } }

  private func indexOfSmallest(_ values: [Double]) -> Int {
    var best = 0
    for index in values.indices where values[index] < values[best] { best = index }
    return best
  }

  private func inside(_ state: State) -> HullCertificate { .inside(weights: weights(state)) }

  private func outside(_ state: State, _ norm: Double, _ noise: Double) -> HullCertificate {
    .outside(
      normal: state.y.map { $0 / norm }, margin: (state.lowest / norm - noise) / points.scale,
      nearest: aim == .membership ? nil : HullNearest(distance: norm / points.scale, weights: weights(state)))
  }

  private func weights(_ state: State) -> [HullWeight] {
    let used = state.corral.indices.isEmpty ? [] : Array(zip(state.corral.indices, state.weights))
    let sum = used.reduce(0.0) { $0 + max($1.1, 0) }
    return used.filter { $0.1 > 0 }.map { HullWeight(index: $0.0, weight: $0.1 / sum) }
      .sorted { $0.index < $1.index }
  }
}
