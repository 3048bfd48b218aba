public import Tensors

/// A dense layer z = Wx + b.
public struct DenseStep: AffineStep {
  /// Columns of W.
  public let inputCount: Int
  /// Rows of W.
  public let outputCount: Int
  /// Row-major [out, in].
  let weights: [Double]
  let bias: [Double]?
  /// The weights that are not zero, where they are few.
  private let sparse: SparseRows?

  /// - Parameters:
  ///   - name: what messages call the layer.
  ///   - weights: [out, in], masked weights as zeros.
  ///   - bias: [out], or nil for none.
  /// - Throws: `RegionError.stageShape` where the weights are no matrix or the bias does not match them.
  public init(_ name: String, weights: Tensor, bias: Tensor?) throws(RegionError) {
    guard weights.rank == 2, weights.count > 0, bias.map({ $0.count == weights.shape[0] }) ?? true else {
      throw .stageShape(name, weights: weights.shape, bias: bias?.shape)
    }
    outputCount = weights.shape[0]
    inputCount = weights.shape[1]
    self.weights = weights.doubles
    self.bias = bias?.doubles
    sparse = SparseRows(self.weights, rows: outputCount, columns: inputCount)
  }

  /// XWᵀ + b.
  /// - Complexity: O(count·in·out), of a mostly masked W O(count·weights).
  public func apply(_ rows: [Double], count: Int, isLinear: Bool) -> [Double] {
    var outputs = [Double](repeating: 0, count: count * outputCount)
    if let sparse {
      precondition(rows.count == count * inputCount)
      outputs.withUnsafeMutableBufferPointer { outputs in
        rows.withUnsafeBufferPointer { rows in
          guard let rows = rows.baseAddress, let outputs = outputs.baseAddress else { return }
          sparse.apply(rows, count: count, into: outputs)
        }
      }
    } else {
      BLAS.multiply(
        MatrixOperand(rows, count, inputCount), MatrixOperand(weights, inputCount, outputCount, isTransposed: true),
        into: &outputs)
    }
    guard !isLinear, let bias else { return outputs }
    for row in 0..<count {
      for output in 0..<outputCount { outputs[row * outputCount + output] += bias[output] }
    }
    return outputs
  }

  /// XW.
  /// - Complexity: O(count·in·out).
  public func applyAdjoint(_ rows: [Double], count: Int) -> [Double] {
    var inputs = [Double](repeating: 0, count: count * inputCount)
    BLAS.multiply(
      MatrixOperand(rows, count, outputCount), MatrixOperand(weights, outputCount, inputCount), into: &inputs)
    return inputs
  }
}
