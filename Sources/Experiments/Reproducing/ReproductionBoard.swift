import Synchronization
import Tensors

/// What the seeds of a reproduction have told so far.
final class ReproductionBoard: Sendable {
  private let reproduction: Reproduction
  private let size: ReproductionSize
  private let seeds: [Int]
  private let data: [String]
  private let onUpdate: (@Sendable (ReproductionReport) -> Void)?
  private let partial: Mutex<[Measurement?]>
  private let tally: ProgressTally

  init(
    _ reproduction: Reproduction, size: ReproductionSize, seeds: [Int], data: [String],
    onUpdate: (@Sendable (ReproductionReport) -> Void)?
  ) {
    self.reproduction = reproduction
    self.size = size
    self.seeds = seeds
    self.data = data
    self.onUpdate = onUpdate
    partial = Mutex(Array(repeating: nil, count: seeds.count))
    tally = ProgressTally(count: seeds.count)
  }

  /// Notes how far a seed has come and gives how far all have, in per cent; no seed goes back.
  func percent(seed index: Int, _ progress: Progress) -> Int { tally.percent(of: index, progress) }

  /// Tells what there is; under the lock, so that no later state is overtaken by an earlier one.
  func publish(_ measurement: Measurement, seed index: Int) {
    guard let onUpdate else { return }
    partial.withLock { partial in
      partial[index] = measurement
      let begun = seeds.indices.compactMap { index in partial[index].map { (seeds[index], $0) } }
      onUpdate(
        ReproductionReport(
          reproduction, size: size, seeds: begun.map(\.0), measurements: begun.map(\.1), data: data,
          isComplete: false))
    }
  }
}
