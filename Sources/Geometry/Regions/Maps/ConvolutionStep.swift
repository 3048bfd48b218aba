public import Tensors

/// A convolution (cross-correlation) with a bias for each channel; images channel by channel, as one row.
public struct ConvolutionStep: AffineStep {
  /// What an image is on its way in.
  public let input: ImageShape
  /// What it is on its way out.
  public let output: ImageShape
  let product: ConvolutionProduct
  let bias: [Double]?

  /// - Parameters:
  ///   - name: what messages call the layer.
  ///   - weights: [out, in / groups, height, width], masked weights as zeros.
  ///   - bias: [out], or nil for none.
  ///   - input: what an image is on its way in.
  ///   - stride: pixels from one window to the next.
  ///   - padding: zeros around the image.
  ///   - groups: parts that the channels are cut into, each convolved by itself.
  /// - Throws: `RegionError.stageShape` where these do not fit each other.
  public init(
    _ name: String, weights: Tensor, bias: Tensor?, input: ImageShape, stride: Int = 1, padding: Int = 0,
    groups: Int = 1
  ) throws(RegionError) {
    let misfit = RegionError.stageShape(name, weights: weights.shape, bias: bias?.shape)
    guard weights.rank == 4, weights.count > 0, groups > 0, input.channels == weights.shape[1] * groups,
      weights.shape[0] % groups == 0, bias.map({ $0.count == weights.shape[0] }) ?? true
    else { throw misfit }
    let grid = WindowGrid(
      input: input, height: weights.shape[2], width: weights.shape[3], stride: stride, padding: padding)
    guard grid.fits else { throw misfit }
    self.input = input
    output = ImageShape(channels: weights.shape[0], height: grid.rows, width: grid.columns)
    product = ConvolutionProduct(grid: grid, groups: groups, outputs: weights.shape[0], weights: weights.doubles)
    self.bias = bias?.doubles
  }

  public var inputCount: Int { input.count }
  public var outputCount: Int { output.count }

  /// - Complexity: O(count·outputs·weights of a channel).
  public func apply(_ rows: [Double], count: Int, isLinear: Bool) -> [Double] {
    precondition(rows.count == count * inputCount)
    var outputs = [Double](repeating: 0, count: count * outputCount)
    outputs.withUnsafeMutableBufferPointer { outputs in
      rows.withUnsafeBufferPointer { rows in
        guard let rows = rows.baseAddress, let outputs = outputs.baseAddress else { return }
        product.apply(rows, count: count, into: outputs)
      }
    }
    guard !isLinear, let bias else { return outputs }
    let pixels = output.height * output.width
    for row in 0..<count {
      for channel in 0..<output.channels {
        let start = row * outputCount + channel * pixels
        for place in start..<start + pixels { outputs[place] += bias[channel] }
      }
    }
    return outputs
  }

  public func applyAdjoint(_ rows: [Double], count: Int) -> [Double] {
    precondition(rows.count == count * outputCount)
    var inputs = [Double](repeating: 0, count: count * inputCount)
    inputs.withUnsafeMutableBufferPointer { inputs in
      rows.withUnsafeBufferPointer { rows in
        guard let rows = rows.baseAddress, let inputs = inputs.baseAddress else { return }
        product.addAdjoint(rows, count: count, to: inputs)
      }
    }
    return inputs
  }
}
