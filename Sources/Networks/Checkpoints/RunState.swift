import Tensors

/// A run as it stands, all but its arrays.
struct RunState: Codable {
  /// The least validation loss so far.
  struct Best: Codable {
    let step: Int
    let loss: Double
  }

  /// How the finished network does.
  struct Result: Codable {
    let train: Evaluation
    let validation: Evaluation?
    let test: Evaluation?
  }

  /// The form of the file.
  static let version = 1

  var version = RunState.version
  /// The run's description, by whose name the file is found.
  let description: RunDescription
  let input: ImageShape
  let layers: [Layer]
  let initializer: Initializer
  let settings: TrainingSettings
  /// Steps made.
  let step: Int
  /// Updates that the optimiser counts.
  let updates: Int
  let history: [TrainingRun.Record]
  /// The mini-batches since the last line of history.
  let since: RunningSums
  let best: Best?
  let evaluationsSinceBest: Int
  /// Which further networks the file holds.
  let hasSnapshot: Bool
  let hasBestNetwork: Bool
  /// What an intervention did so far; nil without one.
  let interventions: [InterventionRecord]?
  /// The rows of the epoch under way, which a selector chose; nil without one.
  let order: [Int]?
  /// How often each sample was visited; nil without a selector.
  let visits: [Int]?
  /// There once the run is finished.
  let result: Result?
}

/// Sums over the mini-batches since a line of history.
struct RunningSums: Codable, Hashable {
  private var loss = 0.0
  private var correct = 0
  private var count = 0

  mutating func add(_ sums: LossSums, rows: Int) {
    loss += sums.loss
    correct += sums.correct
    count += rows
  }

  /// - Precondition: at least one mini-batch has been added.
  var evaluation: Evaluation { Evaluation(loss: loss / Double(count), correct: correct, count: count) }
}
