import Tensors

/// How long a layer's training step is predicted to take, dense and sparse: a function of shape and mask alone, so that
/// the choice, and with it the order of every sum, is the same whenever a run is repeated.
///
/// Times are in units of one multiply-add of the dense product at full speed; the constants are measured ratios.
public struct CostModel: Hashable, Sendable {
  /// A layer whose weight has a mask.
  public struct Estimate: Hashable, Sendable {
    /// The name of the weight.
    public let parameter: String
    /// The fraction of weights that is present.
    public let density: Double
    /// Predicted time of a sample's step with all weights.
    public let dense: Double
    /// Predicted time with the weights present alone.
    public let sparse: Double

    /// The faster of the two.
    public var choice: Execution { sparse < dense ? .sparse : .dense }
  }

  /// A sparse multiply-add in dense ones: forward, gradient of inputs, gradient of weights.
  private static let forward = 2.0, inputGradient = 2.0, weightGradient = 3.6
  /// What a row of lanes costs beside its multiply-adds.
  private static let row = 8.0
  /// Dense multiply-adds that Winograd's algorithm saves, by the number of channels.
  private static func winogradGain(_ channels: Int) -> Double { channels >= 64 ? 2.6 : channels >= 32 ? 2.2 : 1.8 }
  /// A sparse convolution beside a sparse dense layer.
  private static let convolution = 1.25

  /// The estimates of every layer whose weight has a mask.
  /// - Complexity: O(layers).
  public static func estimates(_ network: Network) -> [Estimate] {
    var next = 0
    return network.weightedNodes.enumerated().compactMap { ordinal, node -> Estimate? in
      let weight = network.parameters[next]
      next += node.parameters.count
      guard weight.isPrunable, let mask = weight.mask else { return nil }
      return estimate(node, weight.name, mask, isFirst: ordinal == 0)
    }
  }

  /// The faster way for every layer whose weight has a mask.
  public static func choose(_ network: Network) -> [String: Execution] {
    Dictionary(uniqueKeysWithValues: estimates(network).map { ($0.parameter, $0.choice) })
  }

  private static func estimate(_ node: Node, _ name: String, _ mask: Mask, isFirst: Bool) -> Estimate {
    let density = 1 - mask.sparsity
    let products = isFirst ? 2.0 : 3.0
    let terms = (isFirst ? forward : forward + inputGradient) + weightGradient
    let all = Double(node.multiplyAdds)
    switch node.layer {
    case .convolution(let convolution):
      let isWinograd =
        convolution.kernel == 3 && convolution.stride == 1 && convolution.padding == 1 && convolution.groups == 1
      let gain = isWinograd ? winogradGain(node.input.channels) : 1
      return Estimate(
        parameter: name, density: density, dense: products * all / gain,
        sparse: CostModel.convolution * terms * density * all)
    default:
      let rows = Double(node.input.count + node.output.count)
      return Estimate(
        parameter: name, density: density, dense: products * all, sparse: terms * density * all + row * rows)
    }
  }
}
