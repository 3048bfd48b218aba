public import Tensors

/// A dense layer z = Wx + b as an affine stage.
public struct DenseStage: AffineStage {
  /// What results call the layer.
  public let name: String
  /// Columns of W.
  public let inputCount: Int
  /// Rows of W.
  public let outputCount: Int
  /// All outputs or none.
  public let rectified: Range<Int>
  /// Row-major [out, in].
  private let weights: [Double]
  private let bias: [Double]

  /// - Parameters:
  ///   - name: what results call the layer.
  ///   - weights: [out, in], masked weights as zeros.
  ///   - bias: [out], or nil for none.
  ///   - isRectified: whether a ReLU follows.
  /// - Throws: `RegionError.stageShape` where the weights are no matrix or the bias does not match them.
  public init(_ name: String, weights: Tensor, bias: Tensor?, isRectified: Bool) throws(RegionError) {
    guard weights.rank == 2, weights.count > 0, bias.map({ $0.count == weights.shape[0] }) ?? true else {
      throw .stageShape(name, weights: weights.shape, bias: bias?.shape)
    }
    self.name = name
    outputCount = weights.shape[0]
    inputCount = weights.shape[1]
    rectified = isRectified ? 0..<outputCount : 0..<0
    self.weights = weights.doubles
    self.bias = bias?.doubles ?? [Double](repeating: 0, count: weights.shape[0])
  }

  /// XWᵀ + b.
  public func apply(_ rows: [Double], count: Int) -> [Double] {
    var outputs = [Double](repeating: 0, count: count * outputCount)
    BLAS.multiply(
      MatrixOperand(rows, count, inputCount), MatrixOperand(weights, inputCount, outputCount, isTransposed: true),
      into: &outputs)
    for row in 0..<count {
      for output in 0..<outputCount { outputs[row * outputCount + output] += bias[output] }
    }
    return outputs
  }
}
