package import Tensors

/// Point sets that any language reproduces to the bit: uniform numbers of SplitMix64, filled row by row.
package enum ReferencePoints {
  /// `rows` × `columns` uniform numbers in [0, 1).
  package static func uniform(_ rows: Int, _ columns: Int, seed: UInt64) -> Tensor {
    var generator = SplitMix64(seed: seed)
    return Tensor([rows, columns], (0..<rows * columns).map { _ in generator.nextUnit() })
  }

  /// Set A: 1,000 points on a manifold of dimension 5 in 8 dimensions; five uniform columns and three products of them.
  package static let a: Tensor = {
    let u = uniform(1000, 5, seed: 1).doubles
    return Tensor(
      [1000, 8],
      (0..<1000).flatMap { row -> [Double] in
        let v = Array(u[row * 5..<row * 5 + 5])
        return v + [v[0] * v[1], v[2] * v[3], v[4] * v[4]]
      })
  }()

  /// Set B: 500 points on a saddle, dimension 2 in 3 dimensions.
  package static let b: Tensor = {
    let u = uniform(500, 2, seed: 2).doubles
    let values = (0..<500).flatMap { row -> [Double] in
      let x = u[row * 2], y = u[row * 2 + 1]
      return [x, y, x * y]
    }
    return Tensor([500, 3], values)
  }()

  /// Set C: B and its first ten points again.
  package static let c = Tensor([510, 3], b.doubles + b.doubles.prefix(30))
}
