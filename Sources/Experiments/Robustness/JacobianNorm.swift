public import Datasets
public import Networks
public import Tensors

/// The Jacobian norm of a network: √(mean over samples of |∂z/∂x|²_F), z the logits.
public struct JacobianNorm: Hashable, Sendable {
  /// √(mean of the squares).
  public let value: Double
  /// Its standard error by the delta method: that of the mean square over 2·value.
  public let standardError: Double
  /// |∂z/∂x|²_F of each sample looked at, in the order drawn.
  public let squares: [Double]
  /// The rows looked at.
  public let rows: [Int]
  /// The run seed that the rows were drawn with.
  public let seed: Int

  /// How the norm is taken, in words.
  public var convention: String {
    "square root of the mean over \(squares.count) samples, drawn from the stream 'jacobian' of seed \(seed) without "
      + "replacement, of the squared Frobenius norm of ∂logits/∂input, exact over all outputs, in the inputs' own units"
  }
}

/// The Jacobian norm of a network on samples; the reference takes 400 normalised test images.
/// - Parameters:
///   - count: how many samples are drawn; all of them in their order where there are no more.
///   - seed: the run seed that they are drawn with.
/// - Throws: `ExperimentError.setting` for no samples or a count below 1; as `Network.logits(_:)`.
/// - Complexity: O(count · weights · outputs).
///
/// Source: Fridovich-Keil et al., "Models out of line", arXiv:2207.04075.
public func jacobianNorm(
  of network: Network, on samples: Samples, count: Int = 400, seed: Int = 0, checkpoint: Checkpoint = .none
) throws -> JacobianNorm {
  guard count >= 1 else {
    throw ExperimentError.setting(name: "count", expected: "at least 1 sample", found: "\(count)")
  }
  guard samples.count >= 1 else {
    throw ExperimentError.setting(name: "on", expected: "at least one sample", found: "none")
  }
  var stream = RandomStream(seed: seed, name: "jacobian")
  let rows =
    samples.count <= count
    ? Array(0..<samples.count) : Array(stream.permutation(of: samples.count).prefix(count))
  let squares = try network.jacobianSquares(at: samples.inputs.gather(rows), checkpoint: checkpoint)
  let n = Double(squares.count)
  let mean = squares.reduce(0, +) / n
  let variance = squares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
  let value = mean.squareRoot()
  return JacobianNorm(
    value: value, standardError: value > 0 ? (variance / n).squareRoot() / (2 * value) : 0, squares: squares,
    rows: rows, seed: seed)
}
