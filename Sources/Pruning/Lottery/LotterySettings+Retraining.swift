import Networks
import Tensors

extension LotterySettings {
  /// The step of the dense run that a round's weights or rates go back to; nil for fine-tuning, which goes back to none.
  package var rewindStep: Int? {
    switch rewindTo {
    case .step(let step), .learningRate(let step): step
    case .fineTuning, .scratch: nil
    }
  }

  /// Whether a round goes on with the weights that the round before has learned.
  package var keepsWeights: Bool {
    switch rewindTo {
    case .step, .scratch: false
    case .learningRate, .fineTuning: true
    }
  }

  /// What a round trains: the weights that it goes back to, under the masks of what was pruned.
  func start(
    _ pruned: Network, origin: Network, round: Int, checkpoint: Checkpoint
  ) throws -> Network {
    switch rewindTo {
    case .learningRate, .fineTuning: pruned
    case .step: try origin.masked(by: pruned.masks)
    case .scratch(let seed): try pruned.reinitialized(seed: seed &+ round, checkpoint: checkpoint)
    }
  }

  /// How the dense run is trained.
  var denseTraining: TrainingSettings {
    var training = training
    training.startStep = 0
    training.snapshotStep = keepsWeights ? nil : rewindStep ?? 0
    return training
  }

  /// How a round is trained after its pruning.
  var retraining: TrainingSettings {
    var training = training
    training.snapshotStep = nil
    training.startStep = rewindStep ?? 0
    if case .fineTuning(let rate, let epochs) = rewindTo {
      training.optimizer = training.optimizer.at(rate: rate)
      training.schedule = []
      training.epochs = epochs
    }
    return training
  }
}

extension Optimizer {
  /// The same optimiser at another rate.
  func at(rate: Double) -> Optimizer {
    switch self {
    case .sgd(_, let momentum, let nesterov, let decay):
      .sgd(rate: rate, momentum: momentum, nesterov: nesterov, weightDecay: decay)
    case .adam(_, let beta1, let beta2, let epsilon, let decay):
      .adam(rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: decay)
    case .adamW(_, let beta1, let beta2, let epsilon, let decay):
      .adamW(rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: decay)
    }
  }
}
