import Tensors

/// A random function on [-1, 1]⁸ that sparsely activated networks are to learn.
///
/// Source: Baykal et al., "A theoretical view on sparsely activated networks", arXiv:2208.04461.
public enum ActivationTarget: String, Hashable, Sendable, CaseIterable {
  /// Σ v(y) Π (1 + yᵢ xᵢ) / 2 over the corners y of the cube, v = ± 1 at random: the corners' signs, interpolated.
  case hypercube
  /// All monomials of degree 4 and less, their coefficients uniform, scaled to Σ |c| = 1.
  case polynomial

  /// n.
  public static let inputs = 8

  /// The function drawn by a seed (stream `target`), at points [count, 8] row after row.
  func values(at points: [Double], seed: Int) -> [Double] {
    var stream = RandomStream(seed: seed, name: "target")
    let n = ActivationTarget.inputs
    switch self {
    case .hypercube:
      let signs = (0..<1 << n).map { _ in stream.nextWord() & 1 == 0 ? -1.0 : 1.0 }
      return ActivationTarget.map(points) { point in
        // Corner by corner in halves: interpolate along the last axis first.
        var values = signs
        for axis in stride(from: n - 1, through: 0, by: -1) {
          let half = 1 << axis
          let (low, high) = ((1 - point[axis]) / 2, (1 + point[axis]) / 2)
          for corner in 0..<half { values[corner] = low * values[corner] + high * values[corner + half] }
        }
        return values[0]
      }
    case .polynomial:
      let exponents = ActivationTarget.exponents(n, degree: 4)
      let drawn = exponents.map { _ in 2 * stream.nextDouble() - 1 }
      let total = drawn.reduce(0) { $0 + abs($1) }
      return ActivationTarget.map(points) { point in
        var sum = 0.0
        for (factors, coefficient) in zip(exponents, drawn) {
          sum += factors.reduce(coefficient / total) { $0 * point[$1] }
        }
        return sum
      }
    }
  }

  /// The variables of every monomial up to a degree, each as often as its power, in order.
  private static func exponents(_ n: Int, degree: Int) -> [[Int]] {
    var all: [[Int]] = [[]]
    var last: [[Int]] = [[]]
    for _ in 0..<degree {
      last = last.flatMap { factors in ((factors.last ?? 0)..<n).map { factors + [$0] } }
      all += last
    }
    return all
  }

  private static func map(_ points: [Double], _ value: ([Double]) -> Double) -> [Double] {
    stride(from: 0, to: points.count, by: inputs).map { value(Array(points[$0..<$0 + inputs])) }
  }
}
