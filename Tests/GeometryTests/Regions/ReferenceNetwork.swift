import Geometry
import Tensors

/// A stack of dense layers with a rectifier behind each.
struct ReferenceNetwork {
  var layers: [AffineStage]

  var map: PiecewiseLinearMap { get throws { try PiecewiseLinearMap(layers) } }

  /// Weights and biases 2u - 1 from SplitMix64, layer by layer, W row by row and then b.
  init(_ widths: [Int], seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    layers = []
    for (number, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
      let weights = (0..<inputs * outputs).map { _ in 2 * generator.nextUnit() - 1 }
      let bias = (0..<outputs).map { _ in 2 * generator.nextUnit() - 1 }
      layers.append(
        try .dense(
          "fc\(number + 1)", weights: Tensor([outputs, inputs], weights), bias: Tensor([outputs], bias),
          isRectified: true))
    }
  }

  init(layers: [AffineStage]) { self.layers = layers }

  /// Normal weights of variance 2/inputs, standard normal biases.
  init(normal widths: [Int], stream: inout RandomStream) throws {
    layers = []
    for (number, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
      let deviation = (2 / Double(inputs)).squareRoot()
      let weights = (0..<inputs * outputs).map { _ in deviation * stream.nextNormal() }
      let bias = (0..<outputs).map { _ in stream.nextNormal() }
      layers.append(
        try .dense(
          "fc\(number + 1)", weights: Tensor([outputs, inputs], weights), bias: Tensor([outputs], bias),
          isRectified: true))
    }
  }

  /// The values in front of each layer's rectifiers at one input.
  func preactivations(_ input: [Double]) -> [[Double]] {
    var values = input
    return layers.map { layer in
      let ahead = layer.apply(values, count: 1)
      values = ahead.map { max($0, 0) }
      return ahead
    }
  }

  /// Which neurons are active at an input.
  func pattern(_ input: [Double]) -> [[Bool]] { preactivations(input).map { $0.map { $0 > 0 } } }
}
