public import Datasets
public import Networks
import Pruning
public import Tensors

/// What of a network learns another task.
public enum TransferMode: String, Hashable, Sendable, CaseIterable {
  /// A fresh output layer alone, on features that stay as they are: a linear probe.
  case linear
  /// Everything, from a fresh output layer on; masks stay.
  case full
}

/// A network that has learned another task.
public struct Transfer: Sendable {
  /// What of it learned.
  public let mode: TransferMode
  /// The network on the new task.
  public let network: Network
  /// The training: of the whole network, or of the output layer on the features.
  public let run: TrainingRun

  /// Loss and accuracy on the new task's test samples; nil where there are none.
  public var test: Evaluation? { run.test }
}

/// Trains a network, pruned or not, for another task: the output layer is drawn anew, and either it alone learns, on the
/// features as they are (batch normalisation by its running statistics), or all weights that are present do.
///
/// Source: Iofinova, Peste, Kurtz, Alistarh, "How well do sparse ImageNet models transfer?", arXiv:2111.13445.
/// - Parameters:
///   - network: ends in a dense layer; its masks hold.
///   - data: the new task, of inputs like the old one's.
///   - mode: what learns.
///   - training: how; its seed draws the fresh layer, too.
///   - checkpoint: asked at every shard of every step.
/// - Throws: `NetworkError.outputLayer` for a network without a layer to draw anew; as `train`; `Interrupted`.
/// - Complexity: one training; of a single layer for `.linear`, and a pass over the data.
public func transfer(
  _ network: Network, to data: Dataset, mode: TransferMode, _ training: TrainingSettings = TrainingSettings(),
  checkpoint: Checkpoint = .none
) throws -> Transfer {
  let fresh = try network.withOutput(classes: data.classes, seed: training.seed, checkpoint: checkpoint)
  try training.validate(for: data)
  guard mode == .linear else {
    let run = try train(fresh, on: data, training, checkpoint: checkpoint)
    return Transfer(mode: mode, network: run.network, run: run)
  }
  let body = try network.withoutOutput()
  let features = try Dataset(
    name: "features of \(data.name)", train: body.features(of: data.train, checkpoint: checkpoint),
    validation: body.features(of: data.validation, checkpoint: checkpoint),
    test: body.features(of: data.test, checkpoint: checkpoint), provenance: data.provenance)
  let output = try fresh.outputAlone(checkpoint: checkpoint)
  let run = try train(output, on: features, training, checkpoint: checkpoint)
  var whole = fresh
  for (learned, parameter) in zip(run.network.parameters, fresh.parameters.suffix(run.network.parameters.count)) {
    whole = try whole.setting(parameter.name, to: learned.value)
  }
  return Transfer(mode: mode, network: whole, run: run)
}

extension Network {
  /// What a network without its output makes of samples, as samples of one row each.
  fileprivate func features(of samples: Samples, checkpoint: Checkpoint) throws -> Samples {
    guard samples.count > 0 else {
      return try Samples(inputs: Tensor([0, outputWidth], [Float]()), labels: [], classes: samples.classes)
    }
    return try Samples(
      inputs: logits(samples.inputs, checkpoint: checkpoint), labels: samples.labels, classes: samples.classes)
  }

  /// The last layer as a network of its own, with its weights.
  fileprivate func outputAlone(checkpoint: Checkpoint) throws -> Network {
    guard let node = nodes.last else { return self }
    var output = try Network(
      input: ImageShape(channels: node.input.count, height: 1, width: 1), [node.layer], initializer: initializer,
      checkpoint: checkpoint)
    for (own, parameter) in zip(output.parameters, parameters.suffix(output.parameters.count)) {
      output = try output.setting(own.name, to: parameter.value)
    }
    return output
  }
}
