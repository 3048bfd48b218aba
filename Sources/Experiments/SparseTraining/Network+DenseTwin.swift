import Networks
import Tensors

extension Network {
  /// A dense network of the same kind with at most as many parameters as this one has left: no hidden layer is wider than
  /// h units or channels, h as large as it may be.
  ///
  /// So it is in RigL's code, whose twin of LeNet-300-100 at 98 % has hidden layers of 8 and 8.
  /// - Throws: `ExperimentError.setting` where even one unit a layer is too many.
  func denseTwin(seed: Int) throws -> Network {
    let budget = parameterCount - prunableCount + remainingCount
    func twin(_ width: Int) throws -> Network {
      try Network(
        input: input, Array(layers.dropLast(1)).map { $0.narrowed(to: width) } + layers.suffix(1),
        initializer: initializer,
        seed: seed)
    }
    guard try twin(1).parameterCount <= budget else {
      throw ExperimentError.setting(
        name: "sparsity", expected: "one that leaves as many parameters as a network of one unit a layer",
        found: "\(budget) parameters")
    }
    var (low, high) = (1, layers.map(\.widest).max() ?? 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if try twin(middle).parameterCount <= budget { low = middle } else { high = middle - 1 }
    }
    return try twin(low)
  }
}

extension Layer {
  /// The layer with at most so many units or channels.
  fileprivate func narrowed(to width: Int) -> Layer {
    switch self {
    case .dense(let layer): .dense(min(layer.outputs, width), bias: layer.bias, name: layer.name)
    case .convolution(let layer):
      .convolution(
        min(layer.outputs, width), kernel: layer.kernel, stride: layer.stride, padding: layer.padding,
        groups: min(layer.groups, width), bias: layer.bias, name: layer.name)
    case .residual(let layer):
      .residual(
        layer.body.map { $0.narrowed(to: width) }, shortcut: layer.shortcut.map { $0.narrowed(to: width) },
        name: layer.name)
    default: self
    }
  }

  /// The most units or channels in it.
  fileprivate var widest: Int {
    switch self {
    case .dense(let layer): layer.outputs
    case .convolution(let layer): layer.outputs
    case .residual(let layer): (layer.body + layer.shortcut).map(\.widest).max() ?? 1
    default: 1
    }
  }
}
