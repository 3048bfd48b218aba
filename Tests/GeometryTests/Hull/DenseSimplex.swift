/// Phase one of the simplex method on a dense tableau, with Bland's rule: an independent and slow judge of membership.
enum DenseSimplex {
  /// Whether some w ≥ 0 has Σw = 1 and Σwⱼpⱼ = x, up to a residual.
  static func isInside(_ x: [Double], _ points: [[Double]], tolerance: Double = 1e-9) -> Bool {
    let rows = x.count + 1, columns = points.count
    // Row i: coefficients of w, then the right-hand side made non-negative; artificial variables start in the basis.
    var table: [[Double]] = (0..<rows).map { row in
      let right = row < x.count ? x[row] : 1
      let left = points.map { row < x.count ? $0[row] : 1 }
      return right < 0 ? left.map { -$0 } + [-right] : left + [right]
    }
    var costs = (0...columns).map { column in table.reduce(0) { $0 - $1[column] } }
    var basis = [Int?](repeating: nil, count: rows)
    while let entering = (0..<columns).first(where: { costs[$0] < -1e-11 }) {
      var leaving: Int?
      var least = Double.infinity
      for row in 0..<rows where table[row][entering] > 1e-11 {
        let ratio = table[row][columns] / table[row][entering]
        if ratio < least - 1e-14
          || (ratio <= least + 1e-14 && (basis[row] ?? -1) < leaving.map { basis[$0] ?? -1 } ?? -1)
        {
          (least, leaving) = (min(ratio, least), row)
        }
      }
      guard let leaving else { break }
      let pivot = table[leaving][entering]
      table[leaving] = table[leaving].map { $0 / pivot }
      for row in 0..<rows where row != leaving {
        let factor = table[row][entering]
        if factor != 0 { for column in 0...columns { table[row][column] -= factor * table[leaving][column] } }
      }
      let factor = costs[entering]
      for column in 0...columns { costs[column] -= factor * table[leaving][column] }
      basis[leaving] = entering
    }
    return -costs[columns] < tolerance
  }
}
