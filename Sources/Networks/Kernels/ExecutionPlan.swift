import Tensors

/// A network as it runs: layers fused into stages, parameters at offsets of one buffer.
struct ExecutionPlan: Sendable {
  /// The fused layers from input to logits.
  let stages: [any Stage]
  /// Where each parameter of the network lies, in the network's order.
  let ranges: [Range<Int>]
  /// The length of the parameter buffer.
  let count: Int

  /// Parameters start on a cache line.
  private static let line = 16

  /// - Complexity: O(layers).
  init(_ network: Network) {
    var ranges: [Range<Int>] = []
    var end = 0
    for parameter in network.parameters {
      ranges.append(end..<end + parameter.value.count)
      end = (end + parameter.value.count + ExecutionPlan.line - 1) / ExecutionPlan.line * ExecutionPlan.line
    }
    var stages: [any Stage] = []
    var next = 0
    for (index, layer) in network.layers.enumerated() {
      guard case .dense(let dense) = layer else { continue }
      let follower = index + 1 < network.layers.count ? network.layers[index + 1] : nil
      stages.append(
        DenseStage(
          inputWidth: dense.inputs, outputWidth: dense.outputs, weights: ranges[next].lowerBound,
          biases: ranges[next + 1].lowerBound, rectifies: follower == .relu))
      next += 2
    }
    self.stages = stages
    self.ranges = ranges
    count = end
  }

  /// The largest width of any stage's output.
  var widestOutput: Int { stages.map(\.outputWidth).max() ?? 0 }

  /// Copies a network's numbers to their places.
  func load(_ network: Network, into buffer: FloatBuffer) {
    for (range, parameter) in zip(ranges, network.parameters) {
      parameter.value.floats.withUnsafeBufferPointer { values in
        if let source = values.baseAddress {
          (buffer.base + range.lowerBound).update(from: source, count: values.count)
        }
      }
    }
  }

  /// The network with the numbers that lie at its parameters' places.
  func unload(_ buffer: FloatBuffer, into network: Network) -> Network {
    var index = 0
    return network.mapParameters { parameter in
      let range = ranges[index]
      index += 1
      return parameter.replacing(Array(UnsafeBufferPointer(start: buffer.base + range.lowerBound, count: range.count)))
    }
  }
}
