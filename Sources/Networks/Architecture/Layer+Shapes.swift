import Tensors

extension Layer {
  /// The shape that a layer gives from the one that it takes; a residual layer's body decides instead.
  /// - Throws: `NetworkError.layerSetting` for a number outside its range, `.layerInput` for a shape that the layer
  ///   cannot take, `.tooLarge`.
  func output(from input: ImageShape, name: String) throws(NetworkError) -> ImageShape {
    func demand(_ isMet: Bool, _ setting: String, _ expected: String, _ found: some Any) throws(NetworkError) {
      if !isMet { throw .layerSetting(name, setting, expected: expected, found: "\(found)") }
    }
    switch self {
    case .dense(let dense):
      try demand(dense.outputs >= 1 && dense.outputs <= Resolver.largestCount, "outputs", "1 to 2²⁸", dense.outputs)
      let size = input.count.multipliedReportingOverflow(by: dense.outputs)
      guard !size.overflow, size.partialValue <= Resolver.largestCount else {
        throw .tooLarge(layer: name, limit: Resolver.largestCount)
      }
      return ImageShape(channels: dense.outputs, height: 1, width: 1)
    case .convolution(let convolution):
      let most = 1 << 14
      try demand(
        convolution.outputs >= 1 && convolution.outputs <= most, "outputs", "1 to \(most)", convolution.outputs)
      try demand(convolution.kernel >= 1 && convolution.kernel <= 255, "kernel", "1 to 255", convolution.kernel)
      try demand(convolution.stride >= 1 && convolution.stride <= 255, "stride", "1 to 255", convolution.stride)
      try demand(
        convolution.padding >= 0 && convolution.padding < convolution.kernel, "padding",
        "0 to \(convolution.kernel - 1), less than the kernel", convolution.padding)
      try demand(convolution.groups >= 1, "groups", "at least 1", convolution.groups)
      try demand(
        input.channels % convolution.groups == 0 && convolution.outputs % convolution.groups == 0, "groups",
        "a divisor of the \(input.channels) channels in and the \(convolution.outputs) out", convolution.groups)
      return try slide(
        convolution.kernel, convolution.stride, convolution.padding, over: input, channels: convolution.outputs, name)
    case .maxPool(let window), .averagePool(let window):
      try demand(window.size >= 1 && window.size <= 255, "size", "1 to 255", window.size)
      try demand(window.stride >= 1 && window.stride <= 255, "stride", "1 to 255", window.stride)
      return try slide(window.size, window.stride, 0, over: input, channels: input.channels, name)
    case .globalAveragePool: return ImageShape(channels: input.channels, height: 1, width: 1)
    case .batchNorm(let norm):
      try demand(norm.momentum > 0 && norm.momentum <= 1, "momentum", "a number in (0, 1]", norm.momentum)
      try demand(norm.epsilon > 0 && norm.epsilon.isFinite, "epsilon", "a positive number", norm.epsilon)
      return input
    case .dropout(let rate):
      try demand(rate >= 0 && rate < 1, "rate", "a number in [0, 1)", rate)
      return input
    case .leakyReLU(let slope):
      try demand(slope >= 0 && slope < 1, "slope", "a number in [0, 1)", slope)
      return input
    case .flatten: return ImageShape(channels: input.count, height: 1, width: 1)
    case .relu, .gelu, .tanh, .sigmoid, .residual: return input
    }
  }

  /// The shape of windows that slide over an image.
  private func slide(
    _ kernel: Int, _ stride: Int, _ padding: Int, over input: ImageShape, channels: Int, _ name: String
  ) throws(NetworkError) -> ImageShape {
    let (height, width) = (input.height + 2 * padding - kernel, input.width + 2 * padding - kernel)
    guard height >= 0, width >= 0 else {
      throw .layerInput(
        name, expected: "images of at least \(kernel - 2 * padding)×\(kernel - 2 * padding) pixels", found: input)
    }
    let (rows, columns) = (height / stride + 1, width / stride + 1)
    let pixels = rows.multipliedReportingOverflow(by: columns)
    guard !pixels.overflow, pixels.partialValue <= Resolver.largestActivation / channels else {
      throw .tooLarge(layer: name, limit: Resolver.largestActivation)
    }
    return ImageShape(channels: channels, height: rows, width: columns)
  }
}
