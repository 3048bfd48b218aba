public import Datasets
public import Geometry
public import Networks
public import Tensors

/// The angle, length and margin of each sample in the last features of a network.
///
/// The class vectors are the rows of the network's last layer, which must be dense, as its masks have left them; the
/// features are what comes in there. Whether a sample is classified correctly is what the network itself answers.
/// - Parameters:
///   - network: which ends in a dense layer.
///   - samples: what to measure on.
///   - checkpoint: where the work looks for an interrupt.
/// - Throws: `NetworkError.outputLayer` for a network that ends in anything else; as `evaluate(on:)`;
///   `RepresentationError` for features or weights that are not finite; `Interrupted`.
/// - Complexity: O(rows · weights), twice.
public func lossGeometry(
  of network: Network, on samples: Samples, checkpoint: Checkpoint = .none
) throws -> LossGeometry {
  let last = try network.lastFeatures(on: samples, checkpoint: checkpoint)
  return try LossGeometry(
    features: last.features, classVectors: last.classVectors, biases: last.biases, labels: samples.labels,
    predictions: network.predictions(on: samples, checkpoint: checkpoint), checkpoint: checkpoint)
}

/// The neural-collapse measures of the last features of a network and its last layer.
/// - Parameters:
///   - network: which ends in a dense layer.
///   - samples: what to measure on; the paper takes the training samples.
///   - checkpoint: where the work looks for an interrupt.
/// - Throws: as `lossGeometry(of:on:)`; `RepresentationError.tooFew` for samples of one class.
/// - Complexity: O(rows · weights).
public func neuralCollapse(
  of network: Network, on samples: Samples, checkpoint: Checkpoint = .none
) throws -> NeuralCollapse {
  let last = try network.lastFeatures(on: samples, checkpoint: checkpoint)
  return try NeuralCollapse(
    features: last.features, classVectors: last.classVectors, biases: last.biases, labels: samples.labels,
    checkpoint: checkpoint)
}

/// Networks as points: their distances as vectors of the three measures, a map of two dimensions and a tree.
/// - Parameters:
///   - networks: each with a name.
///   - samples: what all are measured on.
///   - measures: which of the measures make up a network.
///   - scaling: what they are divided by.
///   - checkpoint: where the work looks for an interrupt and reports the networks measured.
/// - Throws: as `lossGeometry(of:on:)` and `ModelMap`.
/// - Complexity: that of `lossGeometry(of:on:)` for each, and O(M²·N + M³).
public func modelMap(
  of networks: [(name: String, network: Network)], on samples: Samples,
  measures: [LossGeometry.Measure] = LossGeometry.Measure.allCases, scaling: ModelMap.Scaling = .pooled,
  checkpoint: Checkpoint = .none
) throws -> ModelMap {
  var models: [(name: String, geometry: LossGeometry)] = []
  for (name, network) in networks {
    models.append((name, try lossGeometry(of: network, on: samples, checkpoint: checkpoint.observed(by: nil))))
    checkpoint.report(Progress("model map", models.count, of: networks.count, unit: "network"))
  }
  return try ModelMap(models, measures: measures, scaling: scaling, checkpoint: checkpoint)
}

extension Network {
  /// What a network's last dense layer takes of samples, and what it multiplies and adds.
  fileprivate func lastFeatures(
    on samples: Samples, checkpoint: Checkpoint
  ) throws -> (features: Tensor, classVectors: Tensor, biases: Tensor?) {
    guard let last = nodes.last, case .dense(let dense) = last.layer else {
      throw NetworkError.outputLayer(found: layers.map { "\($0)" }.joined(separator: ", "))
    }
    try demand(samples)
    let weight = try parameter(last.name + ".weight").value
    let bias = dense.bias ? try parameter(last.name + ".bias").value : nil
    let isAlone = nodes.dropLast().allSatisfy { node in
      switch node.layer {
      case .flatten, .dropout: true
      default: false
      }
    }
    // A linear classifier's features are the inputs themselves.
    let features = isAlone ? samples.inputs : try withoutOutput().logits(samples.inputs, checkpoint: checkpoint)
    return (features, weight, bias)
  }
}
