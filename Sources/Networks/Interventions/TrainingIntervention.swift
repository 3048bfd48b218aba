public import Tensors

/// Something that changes masks or weights of a run on the way, or ends it: gradual pruning, dynamic sparse training, a
/// rule that waits for the right moment.
///
/// Between two calls it may remember arrays, which checkpoints keep; everything else must follow from its settings, so
/// that a run that is killed and started again ends with the same bits.
public protocol TrainingIntervention: Sendable, CustomStringConvertible {
  /// How it is written in a cell: a part of the run's description, so runs of other settings have other names.
  var description: String { get }

  /// Whether the optimiser goes on remembering weights that are pruned, by gradients of their own; layers with masks
  /// then run dense.
  var remembersPruned: Bool { get }

  /// What it remembers.
  var memory: [Tensor] { get set }

  /// Whether it can go with a network and a run.
  /// - Throws: what does not fit, before the first step.
  func validate(for network: Network, over length: RunLength) throws

  /// When it wants to act in a step, if at all.
  /// - Parameter step: the steps before, from 0.
  func timing(at step: Int, of length: RunLength) -> InterventionTiming?

  /// Acts.
  mutating func intervene(in moment: TrainingMoment) throws -> InterventionOutcome
}

extension TrainingIntervention {
  /// Not unless it says so.
  public var remembersPruned: Bool { false }

  /// Nothing unless it says so.
  public var memory: [Tensor] {
    get { [] }
    set {}
  }

  /// Goes with everything unless it says otherwise.
  public func validate(for network: Network, over length: RunLength) throws {}
}

/// How long a run is.
public struct RunLength: Hashable, Sendable {
  /// All its steps.
  public let steps: Int
  /// Steps in a pass over the samples.
  public let stepsPerEpoch: Int

  /// - Precondition: both positive.
  public init(steps: Int, stepsPerEpoch: Int) {
    self.steps = steps
    self.stepsPerEpoch = stepsPerEpoch
  }
}

/// When an intervention acts.
public enum InterventionTiming: Hashable, Sendable {
  /// On the step's batch, whose weights then stay; the step counts.
  case insteadOfStep
  /// After the step.
  case afterStep
}

/// What an intervention gets to see.
public struct TrainingMoment: Sendable {
  /// The steps made before the one under way.
  public let step: Int
  /// The run.
  public let length: RunLength
  /// The run's seed.
  public let seed: Int
  /// The network as it stands.
  public let network: Network
  /// The network that the run started from.
  public let initial: Network
  /// Instead of a step: the gradient of the batch's loss by every parameter, pruned weights included.
  public let gradient: [Tensor]?
  /// What the optimiser remembers: for each of its arrays one a parameter; with momentum or Adam the first is the mean
  /// of the gradient.
  public let optimizerMemory: [[Tensor]]
}

/// What becomes of the run.
public enum InterventionOutcome: Sendable {
  /// It goes on as it is.
  case goOn
  /// It goes on with these weights and masks; the optimiser forgets weights that were or are pruned, unless the
  /// intervention remembers them.
  case change(Network)
  /// It ends here.
  case stop
}

/// What an intervention did.
public struct InterventionRecord: Hashable, Sendable, Codable {
  /// The steps made before.
  public let step: Int
  /// The weights present in each prunable parameter afterwards.
  public let remaining: [Int]
  /// Weights that came.
  public let grown: Int
  /// Weights that went.
  public let dropped: Int

  /// The difference between two networks of one architecture.
  init(step: Int, from old: Network, to new: Network) {
    self.step = step
    var counts = (grown: 0, dropped: 0)
    var remaining: [Int] = []
    for (before, after) in zip(old.parameters, new.parameters) where after.isPrunable {
      remaining.append(after.remaining)
      guard before.mask != nil || after.mask != nil else { continue }
      let was = before.mask?.kept, now = after.mask?.kept
      for index in 0..<after.value.count {
        switch (was?[index] ?? 1, now?[index] ?? 1) {
        case (0, 1): counts.grown += 1
        case (1, 0): counts.dropped += 1
        default: break
        }
      }
    }
    self.remaining = remaining
    (grown, dropped) = counts
  }
}
