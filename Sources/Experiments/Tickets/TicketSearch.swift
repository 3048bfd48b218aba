public import Datasets
public import Networks
import Pruning
public import Tensors

/// A ticket search in which all rounds together have a budget of steps.
public struct TicketSearch: Sendable {
  /// The network at one sparsity.
  public struct Candidate: Sendable {
    /// The fraction of prunable weights that is gone.
    public let sparsity: Double
    /// On the validation samples, by which candidates are chosen; on the test samples where there are none.
    public let validation: Evaluation
    /// On the test samples.
    public let test: Evaluation
  }

  /// The dense network, then a candidate a round.
  public let candidates: [Candidate]
  /// The network's parameters.
  public let parameterCount: Int
  /// Steps of all rounds together.
  public let steps: Int

  /// The dense network.
  public var dense: Candidate { candidates[0] }

  /// The best sparse model: of the candidates after the dense one, that of the highest validation accuracy, the denser of
  /// equals.
  public var best: Candidate {
    candidates.dropFirst().reduce(candidates[candidates.count > 1 ? 1 : 0]) { best, candidate in
      candidate.validation.accuracy > best.validation.accuracy ? candidate : best
    }
  }

  /// The sparsest matching model: the sparsest candidate whose validation accuracy is not below the dense network's; the
  /// dense one where there is none.
  public var sparsestMatching: Candidate {
    candidates.last { $0.validation.accuracy >= dense.validation.accuracy } ?? dense
  }

  /// What the search gains: test accuracy of the best sparse model less that of the dense one.
  public var gain: Double { best.test.accuracy - dense.test.accuracy }
}

/// Searches for tickets with a budget: `rounds` + 1 trainings of the same length, each from the initial weights, that
/// together make at most `budget` steps.
///
/// The terms are those of Savarese, Silva, Maire, "Winning the lottery with continuous sparsification", arXiv:1912.04427,
/// as used by Sahu, Mitheran, Mahapatra, "Not all lotteries are made equal", arXiv:2206.08175.
/// - Parameters:
///   - network: the initial network.
///   - data: candidates are chosen on its validation samples and reported on its test samples.
///   - budget: steps of all rounds together; every round has budget / (rounds + 1) of them, to whole epochs.
///   - rounds: prunings.
///   - removing: of the survivors, a round.
///   - training: how; its epochs follow from the budget.
/// - Throws: `ExperimentError.setting` for a budget of less than an epoch a round; as `lottery`.
/// - Complexity: `budget` steps.
public func ticketSearch(
  _ network: Network, on data: Dataset, budget: Int, rounds: Int, removing: Double = 0.2,
  _ training: TrainingSettings = TrainingSettings(), checkpoint: Checkpoint = .none
) throws -> TicketSearch {
  guard rounds >= 1, rounds <= 1_000 else {
    throw ExperimentError.setting(name: "rounds", expected: "1 to 1000", found: "\(rounds)")
  }
  guard data.test.count > 0 else { throw NetworkError.emptySamples(part: "test") }
  try training.validate(for: data)
  let perEpoch = training.stepsPerEpoch(data.train.count)
  let epochs = budget / (rounds + 1) / perEpoch
  guard epochs >= 1 else {
    throw ExperimentError.setting(
      name: "budget",
      expected: "at least \((rounds + 1) * perEpoch) steps, an epoch of \(perEpoch) for the dense "
        + "network and each of \(rounds) rounds", found: "\(budget)")
  }
  var settings = LotterySettings(rounds: rounds, removing: removing, training: training)
  settings.training.epochs = epochs
  let found = try lottery(network, on: data, settings, checkpoint: checkpoint)
  let candidates = found.rounds.compactMap { round -> TicketSearch.Candidate? in
    guard let test = round.test else { return nil }
    return TicketSearch.Candidate(sparsity: round.sparsity, validation: round.validation ?? test, test: test)
  }
  return TicketSearch(
    candidates: candidates, parameterCount: network.parameterCount, steps: epochs * perEpoch * found.rounds.count)
}
