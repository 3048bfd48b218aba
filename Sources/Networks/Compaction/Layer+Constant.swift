import Glibc

extension Layer {
  /// What an activation makes of a number, in double precision; nil for what is no activation.
  func activated(_ x: Double) -> Double? {
    switch self {
    case .relu: x < 0 ? 0 : x
    case .leakyReLU(let slope): x > 0 ? x : slope * x
    case .gelu: x * 0.5 * erfc(-x / 2.squareRoot())
    case .tanh: Glibc.tanh(x)
    case .sigmoid: 1 / (1 + exp(-x))
    default: nil
    }
  }
}
