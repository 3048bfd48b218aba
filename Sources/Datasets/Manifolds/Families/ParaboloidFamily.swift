import Glibc
import Tensors

/// The paraboloid (x, |x|²) over a point x of d correlated coordinates, through x, sin x and x²: 3(d + 1) coordinates.
///
/// xᵢ = 1/(1 + Eᵢ/E₀) with exponential E has a multivariate Burr law with α = 1.
struct ParaboloidFamily: ManifoldFamily {
  let dimension: Int
  var width: Int { 3 * (dimension + 1) }
  var words: String { "paraboloid over a multivariate Burr law, through sines and squares" }

  func append(row: Int, from stream: inout RandomStream, to values: inout [Double]) {
    let start = values.count
    // 1 - u lies in (0, 1]: a common factor of exactly 0 has probability 2⁻⁵³ and would give x = 0.
    let common = -log(1 - stream.nextDouble())
    var square = 0.0
    for _ in 0..<dimension {
      let own = -log(1 - stream.nextDouble())
      let x = common > 0 ? common / (common + own) : 0
      square += x * x
      values.append(x)
    }
    values.append(square)
    for index in start...start + dimension { values.append(sin(values[index])) }
    for index in start...start + dimension { values.append(values[index] * values[index]) }
  }
}
