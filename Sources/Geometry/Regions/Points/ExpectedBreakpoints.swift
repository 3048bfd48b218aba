import Glibc
public import Tensors

/// How many breakpoints a first layer with normal weights and biases is expected to make on a line, a neuron.
///
/// With w ~ N(0, s²) and b ~ N(0, t²) independent, the values at two points are normal with covariance s²⟨x, y⟩ + t², so
/// a neuron changes its state between them with probability arccos(ρ)/π, ρ their correlation. On a whole line it is 1;
/// along a line through the origin the place follows the Cauchy law of width t/s, with density s/(πt) there.
public struct ExpectedBreakpoints: Hashable, Sendable {
  /// s, the deviation of a weight.
  public let weightDeviation: Double
  /// t, the deviation of a bias.
  public let biasDeviation: Double

  /// - Throws: `RegionError.parameter` for a deviation of weights that is not positive, or of biases that is negative.
  public init(weightDeviation: Double, biasDeviation: Double) throws(RegionError) {
    guard weightDeviation > 0, weightDeviation < 1e60 else {
      throw .parameter("weightDeviation", expected: "positive and below 1e60", found: "\(weightDeviation)")
    }
    guard biasDeviation >= 0, biasDeviation < 1e60 else {
      throw .parameter("biasDeviation", expected: "at least 0 and below 1e60", found: "\(biasDeviation)")
    }
    self.weightDeviation = weightDeviation
    self.biasDeviation = biasDeviation
  }

  /// The deviations about 0 of a map's own first dense layer; nil where it does not begin with one, or has no weights.
  public init?(measuredFrom map: PiecewiseLinearMap) {
    guard case .apply(let step)? = map.stages[0].operations.first, let dense = step as? DenseStep else { return nil }
    func deviation(_ values: [Double]) -> Double {
      (values.reduce(0) { $0 + $1 * $1 } / Double(max(values.count, 1))).squareRoot()
    }
    try? self.init(weightDeviation: deviation(dense.weights), biasDeviation: deviation(dense.bias ?? []))
  }

  /// Expected breakpoints a neuron between two points, arccos(ρ)/π; NaN for points of different size.
  public func perNeuron(from a: Tensor, to b: Tensor) -> Double {
    guard a.count == b.count else { return .nan }
    let x = a.doubles, y = b.doubles
    func covariance(_ p: [Double], _ q: [Double]) -> Double {
      weightDeviation * weightDeviation * DenseVector.dot(p, q) + biasDeviation * biasDeviation
    }
    // The angle between the two values as vectors, stable where it is small: |u/|u| - v/|v|| and its sum.
    let first = covariance(x, x).squareRoot(), second = covariance(y, y).squareRoot()
    guard first > 0, second > 0 else { return .nan }
    var difference = 0.0, sum = 0.0
    let pairs = zip(x, y).map { (weightDeviation * $0, weightDeviation * $1) } + [(biasDeviation, biasDeviation)]
    for (p, q) in pairs {
      let (u, v) = (p / first, q / second)
      difference += (u - v) * (u - v)
      sum += (u + v) * (u + v)
    }
    return 2 * atan2(difference.squareRoot(), sum.squareRoot()) / .pi
  }

  /// Expected breakpoints a neuron and unit of length at distance `offset` along a line through the origin:
  /// (1/π)·c/(c² + offset²) with c = t/s; s/(πt) at the origin.
  public func density(at offset: Double) -> Double {
    let width = biasDeviation / weightDeviation
    return width / (.pi * (width * width + offset * offset))
  }

  /// What to expect deeper, in words.
  public static let deeper =
    "at initialisation with He-normal weights a line through the origin has about one breakpoint a neuron whatever the "
    + "depth: 1.00, between 0.965 and 1.031 over widths 16 to 64, depths 1 to 5 and 2 to 128 inputs, exactly 1 at depth 1 "
    + "(measured; the order, neurons times length, is Hanin and Rolnick's, arXiv:1901.09021)"
}
