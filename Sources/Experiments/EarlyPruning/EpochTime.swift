public import Datasets
public import Networks
public import Tensors

/// How long an epoch takes, on the clock.
public struct EpochTime: Hashable, Sendable {
  /// Seconds of each epoch, in order.
  public let seconds: [Double]
  /// The least of them, which other work on the machine disturbs least.
  public var least: Double { seconds.min() ?? .nan }
}

/// Measures epochs of training by the clock.
/// - Parameters:
///   - network: what is trained; the result is thrown away.
///   - data: on what.
///   - training: how; its epochs do not matter.
///   - repeats: how many epochs are measured.
/// - Throws: as `train`.
/// - Complexity: `repeats` epochs.
public func epochTime(
  of network: Network, on data: Dataset, _ training: TrainingSettings, repeats: Int = 3,
  checkpoint: Checkpoint = .none
) throws -> EpochTime {
  var training = training
  training.epochs = 1
  let alone = try Dataset(
    name: data.name, train: data.train, validation: data.train[0..<0], test: data.train[0..<0],
    provenance: data.provenance)
  return EpochTime(
    seconds: try (0..<max(repeats, 1)).map { _ in
      let duration = try ContinuousClock().measure {
        _ = try train(network, on: alone, training, checkpoint: checkpoint.observed(by: nil))
      }
      return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    })
}
