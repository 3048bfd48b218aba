import Tensors

extension Node {
  /// Multiply-adds that a sample needs on the way forward, those of weights alone; none are left out for masks.
  public var multiplyAdds: Int {
    switch layer {
    case .dense(let dense): input.count * dense.outputs
    case .convolution(let convolution):
      output.count * (input.channels / convolution.groups) * convolution.kernel * convolution.kernel
    case .residual: (body + shortcut).reduce(0) { $0 + $1.multiplyAdds }
    default: 0
    }
  }
}

extension Network {
  /// Multiply-adds that a sample needs on the way forward.
  public var multiplyAdds: Int { nodes.reduce(0) { $0 + $1.multiplyAdds } }

  /// Floating-point operations that a training step needs a sample, by the plain definition of its layers: forward,
  /// gradients of weights, and gradients of inputs but for the first layer.
  public var trainingOperations: Int {
    let first = weightedNodes.first?.multiplyAdds ?? 0
    return 2 * (3 * multiplyAdds - first)
  }
}
