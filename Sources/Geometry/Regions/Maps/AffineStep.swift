/// One affine map within a stage, such as a dense layer, a convolution or an inference-time batch normalisation.
public protocol AffineStep: Sendable {
  var inputCount: Int { get }
  var outputCount: Int { get }

  /// Maps `count` rows of `inputCount` values to rows of `outputCount`, in double precision.
  ///
  /// Called from several threads at once; a row's answer does not depend on the rows beside it beyond rounding.
  /// - Parameter isLinear: whether the constant part is left out, for directions instead of points.
  func apply(_ rows: [Double], count: Int, isLinear: Bool) -> [Double]

  /// Maps `count` rows of `outputCount` values by the transpose of the linear part to rows of `inputCount`: gradients
  /// on their way back.
  func applyAdjoint(_ rows: [Double], count: Int) -> [Double]
}
