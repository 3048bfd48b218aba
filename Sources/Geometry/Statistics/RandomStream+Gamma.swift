import Glibc
import Tensors

extension RandomStream {
  /// ln X for a gamma variable X of a shape and rate 1; the logarithm because X underflows for small shapes.
  ///
  /// Source: Marsaglia and Tsang, "A simple method for generating gamma variables", doi:10.1145/358407.358414; below
  /// shape 1 by X·U^{1/a} with X of shape a+1.
  /// - Precondition: `shape > 0`.
  mutating func nextLogGamma(shape: Double) -> Double {
    precondition(shape > 0)
    if shape < 1 {
      let boosted = nextLogGamma(shape: shape + 1)
      return boosted + log(1 - nextDouble()) / shape
    }
    let d = shape - 1 / 3.0, c = 1 / (9 * d).squareRoot()
    while true {
      let x = nextNormal(), root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      if log(1 - nextDouble()) < 0.5 * x * x + d - d * v + d * log(v) { return log(d * v) }
    }
  }

  /// The logarithms of weights that sum to one, drawn from a Dirichlet law.
  mutating func nextLogDirichlet(_ concentrations: [Double]) -> [Double] {
    let logs = concentrations.map { nextLogGamma(shape: $0) }
    let largest = logs.max() ?? 0
    let total = largest + log(logs.reduce(0.0) { $0 + exp($1 - largest) })
    return logs.map { $0 - total }
  }
}
