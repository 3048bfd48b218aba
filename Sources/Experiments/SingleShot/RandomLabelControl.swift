public import Datasets
public import Networks
public import Pruning
public import Tensors

/// What becomes of a network pruned before training when labels mean nothing.
public struct RandomLabelControl: Sendable {
  /// What the mask looks at when it is found with the true labels, and with labels drawn at random.
  public let connections: (true: InputConnections, random: InputConnections)
  /// The accuracy on random labels that the dense network learns by heart.
  public let denseFit: Double
  /// The same of the network pruned by SNIP on these labels.
  public let prunedFit: Double
}

/// Replaces all labels by ones drawn at random, prunes by SNIP on them and trains, beside the dense network.
///
/// Source: Lee, Ajanthan, Torr, arXiv:1810.02340, section 5.6.
/// - Parameters:
///   - network: the untrained network; it begins with a dense layer.
///   - samples: what is learned.
///   - settings: how; no other samples are looked at.
/// - Throws: as `singleShotPruning` and `InputConnections`.
/// - Complexity: two trainings.
public func randomLabelControl(
  of network: Network, on samples: Samples, _ settings: SingleShotSettings = SingleShotSettings(),
  checkpoint: Checkpoint = .none
) throws -> RandomLabelControl {
  var stream = RandomStream(seed: settings.training.seed, name: "labels")
  let labels = samples.labels.map { _ in Int(stream.nextWord()) % samples.classes }
  let random = try Samples(
    inputs: samples.inputs, labels: labels, classes: samples.classes, imageShape: samples.imageShape)
  let none = try random[0..<0]
  let data = try Dataset(
    name: "random labels", train: random, validation: none, test: none, provenance: "labels drawn at random")
  let result = try singleShotPruning(
    of: network, on: data, origins: [.snip, .dense], settings, checkpoint: checkpoint)
  let honest = try settings.start(.snip, network: network, on: samples, checkpoint: checkpoint.observed(by: nil))
  guard let mask = result.start(.snip), let pruned = result.run(.snip), let dense = result.run(.dense) else {
    preconditionFailure("both were asked for")
  }
  return RandomLabelControl(
    connections: (try InputConnections(of: honest, on: samples), try InputConnections(of: mask, on: samples)),
    denseFit: dense.train.accuracy, prunedFit: pruned.train.accuracy)
}
