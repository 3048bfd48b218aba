public import Geometry
public import Networks

extension Network {
  /// The network as the geometry sees it: affine stages in double precision with gates between them, as it stands at
  /// inference.
  ///
  /// A stage ends at each rectifier and max-pool and is called after the last layer in front of it that has weights, or
  /// the residual layer that it closes; a gate straight behind another makes a stage of its own name. Dropout does
  /// nothing, batch normalisation is a scale and a shift of each channel, and masked weights are zeros.
  /// - Throws: `RegionError.unsupported` for GELU, tanh and sigmoid, which are smooth.
  /// - Complexity: O(parameters).
  public func piecewiseLinear() throws(RegionError) -> PiecewiseLinearMap {
    var builder = StageBuilder(parameters: parameters, inputs: inputWidth)
    try builder.append(nodes)
    return try builder.map()
  }
}
