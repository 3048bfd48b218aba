import Tensors

/// A network as it runs: layers fused into stages between numbered activations, parameters at offsets of one buffer.
///
/// Activation 0 is the batch; the last step gives the logits.
struct ExecutionPlan: Sendable {
  /// One step of a forward pass.
  enum Step: Sendable {
    /// A layer: what it reads and what it writes.
    case stage(any Stage, input: Int, output: Int)
    /// The end of a residual layer, with the ReLU behind it, if there is one.
    case join(body: Int, shortcut: Int, output: Int, rectifies: Bool)

    /// What the step writes.
    var output: Int {
      switch self {
      case .stage(_, _, let output), .join(_, _, let output, _): output
      }
    }
  }

  /// From the batch to the logits.
  let steps: [Step]
  /// Features of every activation.
  let sizes: [Int]
  /// Where each parameter of the network lies, in the network's order.
  let ranges: [Range<Int>]
  /// The same of those that gradients move.
  let trained: [Range<Int>]
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
    var builder = PlanBuilder(ranges: ranges, inputs: network.input.count)
    builder.append(network.nodes)
    builder.fuseGradients()
    steps = builder.steps
    sizes = builder.sizes
    self.ranges = ranges
    trained = zip(ranges, network.parameters).filter { $1.isTrained }.map { $0.0 }
    count = end
  }

  /// The number of the logits.
  var logits: Int { sizes.count - 1 }

  /// All stages, in order.
  var stages: [any Stage] {
    steps.compactMap { if case .stage(let stage, _, _) = $0 { stage } else { nil } }
  }

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
