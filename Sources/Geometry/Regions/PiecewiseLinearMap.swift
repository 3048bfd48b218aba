/// A network whose output is piecewise linear in its input: affine stages with rectifiers (ReLU) between them.
public protocol PiecewiseLinearMap: Sendable {
  /// The stages in order; the outputs of each are the inputs of the next.
  var stages: [any AffineStage] { get }
}

/// An affine map from the values behind one rectifier to the values in front of the next.
///
/// A dense layer, a convolution and an inference-time batch normalisation are each affine, and so is any chain of
/// them. A skip connection is an affine stage too: the stage carries the skipped values along as further outputs that
/// no rectifier follows, and the stage where the branches meet adds them.
public protocol AffineStage: Sendable {
  /// What messages and results call the stage, such as "fc1".
  var name: String { get }
  var inputCount: Int { get }
  var outputCount: Int { get }
  /// The outputs that a rectifier follows; the others pass on unchanged.
  var rectified: Range<Int> { get }

  /// Maps `count` rows of `inputCount` values to rows of `outputCount`, in double precision and as one product.
  ///
  /// Called from several threads at once.
  func apply(_ rows: [Double], count: Int) -> [Double]
}
