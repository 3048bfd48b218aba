import Tensors

/// A network as it runs: layers fused into stages between numbered activations, parameters at places of one buffer.
///
/// Activation 0 is the batch; the last step gives the logits.
struct ExecutionPlan: Sendable {
  /// One step of a forward pass.
  enum Step: Sendable {
    /// A layer: what it reads and what it writes.
    case stage(any Stage, input: Int, output: Int)
    /// The end of a residual layer, with the ReLU behind it, if there is one.
    case join(body: Int, shortcut: Int, output: Int, rectifies: Bool)

    /// Whether what it writes is a ReLU's.
    var rectifies: Bool {
      switch self {
      case .stage(let stage, _, _): stage.rectifies
      case .join(_, _, _, let rectifies): rectifies
      }
    }

    /// What the step writes.
    var output: Int {
      switch self {
      case .stage(_, _, let output), .join(_, _, let output, _): output
      }
    }
  }

  /// Where a parameter of the network lies.
  struct Place: Sendable {
    /// Its numbers in the parameter buffer.
    let range: Range<Int>
    /// Where each of them stands in the dense array, if only the weights present are there.
    let order: [Int32]?
  }

  /// From the batch to the logits.
  let steps: [Step]
  /// Features of every activation.
  let sizes: [Int]
  /// The place of each parameter, in the network's order.
  let places: [Place]
  /// The ranges of those that gradients move.
  let trained: [Range<Int>]
  /// The length of the parameter buffer.
  let count: Int

  /// - Parameters:
  ///   - execution: how the layers run, by the names of their weights; dense where nothing is said.
  ///   - gates: what ReLUs and max pools go by, where they are not to choose anew in every pass.
  /// - Complexity: O(layers), and O(weights) of sparse ones.
  init(_ network: Network, execution: [String: Execution] = [:], gates: FrozenGates? = nil) {
    var builder = PlanBuilder(network, execution: execution, gates: gates)
    builder.append(network.nodes)
    builder.fuseGradients()
    steps = builder.steps
    sizes = builder.sizes
    places = builder.places
    trained = zip(builder.places, network.parameters).filter { $1.isTrained }.map { $0.0.range }
    count = builder.end
  }

  /// The number of the logits.
  var logits: Int { sizes.count - 1 }

  /// All stages, in order.
  var stages: [any Stage] {
    steps.compactMap { if case .stage(let stage, _, _) = $0 { stage } else { nil } }
  }

  /// Copies a network's numbers to their places.
  func load(_ network: Network, into buffer: FloatBuffer) {
    load(network.parameters.map(\.value.floats), into: buffer)
  }

  /// Copies an array a parameter to their places.
  func load(_ arrays: [[Float]], into buffer: FloatBuffer) {
    for (place, array) in zip(places, arrays) {
      array.withUnsafeBufferPointer { values in
        guard let source = values.baseAddress else { return }
        let target = buffer.base + place.range.lowerBound
        if let order = place.order {
          for (index, position) in order.enumerated() { target[index] = source[Int(position)] }
        } else {
          target.update(from: source, count: values.count)
        }
      }
    }
  }

  /// The network with the numbers that lie at its parameters' places.
  func unload(_ buffer: FloatBuffer, into network: Network) -> Network {
    var index = 0
    return network.mapParameters { parameter in
      let place = places[index]
      index += 1
      return parameter.replacing(place.dense(buffer, count: parameter.value.count))
    }
  }
}

extension ExecutionPlan.Place {
  /// The numbers at this place of a buffer as a dense array of `count`, zero where no weight is present.
  func dense(_ buffer: FloatBuffer, count: Int) -> [Float] {
    let stored = UnsafeBufferPointer(start: buffer.base + range.lowerBound, count: range.count)
    guard let order else { return Array(stored) }
    var values = [Float](repeating: 0, count: count)
    for (value, position) in zip(stored, order) { values[Int(position)] = value }
    return values
  }
}
