import Networks
import Tensors

/// Small random networks of the engine, of every kind of layer that regions are followed through.
enum RegionsNetworks {
  enum Kind: String, CaseIterable, Sendable {
    case convolution, normalized, identityShortcut, projectedShortcut, maxPool, rectifiedMaxPool, overlappingMaxPool
    case averagePool, leaky, nested
  }

  /// The network of a number; those of odd numbers are pruned at random to between half and nine tenths.
  static func network(_ kind: Kind, _ number: Int) throws -> Network {
    var stream = RandomStream(seed: 6, name: "network " + kind.rawValue, index: number)
    let side = 4 + stream.nextInt(below: 3)
    let input = ImageShape(channels: 1 + stream.nextInt(below: 2), height: side, width: side)
    let layers = self.layers(kind, 2 + stream.nextInt(below: 2), isOther: number % 4 > 1)
    let network = try Network(input: input, layers, initializer: .kaimingNormal, seed: number)
    let settled = try settled(network, &stream)
    return number % 2 == 1 ? try pruned(settled, to: 0.5 + 0.4 * stream.nextDouble(), &stream) : settled
  }

  private static func layers(_ kind: Kind, _ channels: Int, isOther: Bool) -> [Layer] {
    let first = Layer.convolution(channels, kernel: 3, padding: 1)
    switch kind {
    case .convolution:
      return (isOther ? [.relu, .relu] : []) + [
        first, .relu, .convolution(channels + 1, kernel: 2, stride: 2), .relu, .dense(3),
      ]
    case .normalized:
      return [
        .convolution(channels, kernel: 3, bias: false), .batchNorm(), .relu,
        .convolution(channels, kernel: 2, bias: false), .batchNorm(), .relu, .dense(5), .relu, .dense(3),
      ]
    case .identityShortcut:
      return [
        .convolution(channels, kernel: 3, padding: 1, bias: false), .batchNorm(), .relu,
        .residual([
          .convolution(channels, kernel: 3, padding: 1, bias: false), .batchNorm(), .relu,
          .convolution(channels, kernel: 3, padding: 1, bias: false), .batchNorm(),
        ]), .relu, .globalAveragePool, .dense(4),
      ]
    case .projectedShortcut:
      return [
        first, .relu,
        .residual(
          [
            .convolution(channels + 1, kernel: 3, stride: 2, padding: 1, bias: false), .batchNorm(), .relu,
            .convolution(channels + 1, kernel: 3, padding: 1, bias: false), .batchNorm(),
          ], shortcut: [.convolution(channels + 1, kernel: 1, stride: 2, bias: false), .batchNorm()]), .relu, .dense(3),
      ]
    case .maxPool:
      return [first, .maxPool(2), .relu, .convolution(channels + 1, kernel: 2), .relu, .dense(3)]
    case .rectifiedMaxPool:
      return [first, .batchNorm(), .relu, .maxPool(2), .convolution(channels + 1, kernel: 2), .relu, .dense(3)]
    case .overlappingMaxPool:
      // One pool behind another has members that are equal all over a region.
      let pools: [Layer] = isOther ? [.maxPool(2, stride: 1), .maxPool(2, stride: 1)] : [.maxPool(3, stride: 1)]
      return [first, .leakyReLU(slope: 0.1)] + pools + [
        .convolution(channels, kernel: 2, padding: 1), .relu, .maxPool(2, stride: 1), .dense(4),
      ]
    case .averagePool:
      return [
        first, .leakyReLU(slope: 0.2), .averagePool(2, stride: 1), .convolution(channels, kernel: 2), .relu,
        .globalAveragePool, .dense(3),
      ]
    case .leaky:
      return [
        .convolution(4, kernel: 3, padding: 1), .leakyReLU(slope: 0.05),
        .convolution(4, kernel: 3, stride: 2, padding: 1, groups: 2), .batchNorm(), .leakyReLU(slope: 0.3),
        .dropout(rate: 0.5), .dense(6), .leakyReLU(slope: 0.5), .dense(3),
      ]
    case .nested:
      return [
        .batchNorm(), .convolution(4, kernel: 3, padding: 1, bias: false), .maxPool(2, stride: 2),
        .leakyReLU(slope: 0.1),
        .residual(
          [
            .convolution(4, kernel: 3, padding: 1), .relu,
            .residual([.convolution(4, kernel: 1), .relu], name: "inner"), .batchNorm(),
          ], shortcut: isOther ? [.convolution(4, kernel: 1, bias: false), .batchNorm(), .relu] : []),
        .maxPool(2, stride: 1), .flatten, .dense(6), .relu, .dense(3),
      ]
    }
  }

  /// Biases, scales, shifts and statistics that are not those of a fresh network.
  private static func settled(_ network: Network, _ stream: inout RandomStream) throws -> Network {
    var network = network
    for parameter in network.parameters where parameter.kind != .weight {
      let values = (0..<parameter.value.count).map { _ in
        switch parameter.kind {
        case .runningVariance: return Float(0.3 + stream.nextDouble())
        case .scale:
          let size = 0.5 + stream.nextDouble()
          return Float(stream.nextInt(below: 4) == 0 ? -size : size)
        default: return Float(0.4 * stream.nextNormal())
        }
      }
      network = try network.setting(parameter.name, to: Tensor(parameter.value.shape, values))
    }
    return network
  }

  private static func pruned(
    _ network: Network, to sparsity: Double, _ stream: inout RandomStream
  ) throws -> Network {
    var masks: [String: Mask] = [:]
    for parameter in network.parameters where parameter.isPrunable {
      let kept = (0..<parameter.value.count).map { _ -> UInt8 in stream.nextDouble() < sparsity ? 0 : 1 }
      masks[parameter.name] = Mask(parameter.value.shape, kept: kept)
    }
    return try network.masked(by: masks)
  }
}
