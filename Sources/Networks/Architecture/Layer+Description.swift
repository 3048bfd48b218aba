extension Layer: CustomStringConvertible {
  /// The layer as it is written in a cell, what is the default left out.
  public var description: String {
    switch self {
    case .dense(let dense):
      Layer.call("dense", ["\(dense.outputs)", dense.bias ? nil : "bias: false", Layer.name(dense.name)])
    case .convolution(let convolution): Layer.call("convolution", convolution.arguments)
    case .batchNorm(let norm):
      norm.momentum == 0.1 && norm.epsilon == 1e-5 && norm.name == nil
        ? ".batchNorm()"
        : Layer.call(
          "batchNorm",
          [
            norm.momentum == 0.1 ? nil : "momentum: \(norm.momentum)",
            norm.epsilon == 1e-5 ? nil : "epsilon: \(norm.epsilon)", Layer.name(norm.name),
          ])
    case .relu: ".relu"
    case .leakyReLU(let slope): ".leakyReLU(slope: \(slope))"
    case .gelu: ".gelu"
    case .tanh: ".tanh"
    case .sigmoid: ".sigmoid"
    case .maxPool(let window): Layer.call("maxPool", window.arguments)
    case .averagePool(let window): Layer.call("averagePool", window.arguments)
    case .globalAveragePool: ".globalAveragePool"
    case .dropout(let rate): ".dropout(rate: \(rate))"
    case .flatten: ".flatten"
    case .residual(let residual):
      Layer.call(
        "residual",
        [
          Layer.list(residual.body), residual.shortcut.isEmpty ? nil : "shortcut: " + Layer.list(residual.shortcut),
          Layer.name(residual.name),
        ])
    }
  }

  /// What the layer is, in a word or two.
  public var kind: String {
    switch self {
    case .dense: "dense"
    case .convolution(let convolution): "convolution \(convolution.kernel)×\(convolution.kernel)"
    case .batchNorm: "batch norm"
    case .relu: "relu"
    case .leakyReLU: "leaky relu"
    case .gelu: "gelu"
    case .tanh: "tanh"
    case .sigmoid: "sigmoid"
    case .maxPool(let window): "max pool \(window.size)×\(window.size)"
    case .averagePool(let window): "average pool \(window.size)×\(window.size)"
    case .globalAveragePool: "global average pool"
    case .dropout: "dropout"
    case .flatten: "flatten"
    case .residual: "residual"
    }
  }

  /// Layers as an array literal.
  static func list(_ layers: [Layer]) -> String { "[" + layers.map(\.description).joined(separator: ", ") + "]" }

  fileprivate static func call(_ function: String, _ arguments: [String?]) -> String {
    ".\(function)(" + arguments.compactMap(\.self).joined(separator: ", ") + ")"
  }

  fileprivate static func name(_ name: String?) -> String? { name.map { "name: \"\($0)\"" } }
}

extension Convolution {
  fileprivate var arguments: [String?] {
    [
      "\(outputs)", "kernel: \(kernel)", stride == 1 ? nil : "stride: \(stride)",
      padding == 0 ? nil : "padding: \(padding)", groups == 1 ? nil : "groups: \(groups)", bias ? nil : "bias: false",
      Layer.name(name),
    ]
  }
}

extension Window {
  fileprivate var arguments: [String?] { ["\(size)", stride == size ? nil : "stride: \(stride)"] }
}
