import Geometry
import Tensors

/// A rectifier network drawn from a SplitMix64 stream, as the reference values of region counts are: each number
/// 2u - 1, weights before biases, layer after layer, a ReLU behind each.
struct RandomMap {
  let widths: [Int]
  let map: PiecewiseLinearMap
  private let layers: [(weights: [Double], bias: [Double])]

  /// - Throws: `RegionError` for a width of zero or no layer.
  init(_ widths: [Int], seed: UInt64) throws(RegionError) {
    self.widths = widths
    var generator = SplitMix64(seed: seed)
    var layers: [(weights: [Double], bias: [Double])] = []
    var stages: [AffineStage] = []
    for (inputs, outputs) in zip(widths, widths.dropFirst()) {
      let weights = (0..<outputs * inputs).map { _ in 2 * generator.nextUnit() - 1 }
      let bias = (0..<outputs).map { _ in 2 * generator.nextUnit() - 1 }
      layers.append((weights, bias))
      stages.append(
        try .dense(
          "layer\(layers.count)", weights: Tensor([outputs, inputs], weights), bias: Tensor([outputs], bias),
          isRectified: true))
    }
    self.layers = layers
    map = try PiecewiseLinearMap(stages)
  }

  /// Writes weights and biases as the peer's script expects them.
  /// - Throws: `TemporaryFolderError`.
  func write(to folder: borrowing TemporaryFolder) throws(TemporaryFolderError) {
    for (index, layer) in layers.enumerated() {
      try folder.write(layer.weights, as: "weight\(index)")
      try folder.write(layer.bias, as: "bias\(index)")
    }
  }
}
