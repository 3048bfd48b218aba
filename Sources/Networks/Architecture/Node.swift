public import Tensors

/// A layer in its place in a network: with its name and the shapes that it takes and gives.
public struct Node: Hashable, Sendable {
  /// What it computes.
  public let layer: Layer
  /// Its name in the network, such as `layer1.0.conv1`; layers without parameters have one too, for messages.
  public let name: String
  /// What a sample is on its way in; a row of n numbers is n channels of one pixel.
  public let input: ImageShape
  /// What it is on its way out.
  public let output: ImageShape
  /// The nodes of a residual layer's body.
  public let body: [Node]
  /// The nodes of its shortcut.
  public let shortcut: [Node]

  /// The parameters that it needs, in order.
  var parameters: [ParameterDeclaration] {
    switch layer {
    case .dense(let dense):
      let (fanIn, fanOut) = (input.count, dense.outputs)
      return declarations([fanOut, fanIn], hasBias: dense.bias, fanIn: fanIn, fanOut: fanOut)
    case .convolution(let convolution):
      let area = convolution.kernel * convolution.kernel
      let channels = input.channels / convolution.groups
      return declarations(
        [convolution.outputs, channels, convolution.kernel, convolution.kernel], hasBias: convolution.bias,
        fanIn: channels * area, fanOut: convolution.outputs * area)
    case .batchNorm:
      let shape: Shape = [input.channels]
      return [
        .init(name: name + ".weight", kind: .scale, shape: shape, fanIn: 1, fanOut: 1),
        .init(name: name + ".bias", kind: .bias, shape: shape, fanIn: nil, fanOut: 1),
        .init(name: name + ".running_mean", kind: .runningMean, shape: shape, fanIn: nil, fanOut: 1),
        .init(name: name + ".running_var", kind: .runningVariance, shape: shape, fanIn: nil, fanOut: 1),
      ]
    case .residual: return body.flatMap(\.parameters) + shortcut.flatMap(\.parameters)
    default: return []
    }
  }

  private func declarations(_ shape: Shape, hasBias: Bool, fanIn: Int, fanOut: Int) -> [ParameterDeclaration] {
    let weight = ParameterDeclaration(
      name: name + ".weight", kind: .weight, shape: shape, fanIn: fanIn, fanOut: fanOut)
    let bias = ParameterDeclaration(
      name: name + ".bias", kind: .bias, shape: [shape[0]], fanIn: fanIn, fanOut: fanOut)
    return hasBias ? [weight, bias] : [weight]
  }
}

/// A parameter before it has numbers.
struct ParameterDeclaration {
  let name: String
  let kind: Parameter.Kind
  let shape: Shape
  /// Numbers into a unit of the layer; nil for what is not drawn but starts at a constant.
  let fanIn: Int?
  /// Numbers out of an input of the layer.
  let fanOut: Int
}
