import Synchronization
import Tensors

/// What the seeds of a reproduction have told so far.
final class ReproductionBoard: Sendable {
  private struct State {
    var partial: [Measurement?]
    var done: [Double]
  }

  private let reproduction: Reproduction
  private let size: ReproductionSize
  private let seeds: [Int]
  private let data: [String]
  private let onUpdate: (@Sendable (ReproductionReport) -> Void)?
  private let state: Mutex<State>

  init(
    _ reproduction: Reproduction, size: ReproductionSize, seeds: [Int], data: [String],
    onUpdate: (@Sendable (ReproductionReport) -> Void)?
  ) {
    self.reproduction = reproduction
    self.size = size
    self.seeds = seeds
    self.data = data
    self.onUpdate = onUpdate
    state = Mutex(
      State(partial: Array(repeating: nil, count: seeds.count), done: Array(repeating: 0, count: seeds.count)))
  }

  /// Notes how far a seed has come and gives how far all have, in per cent; no seed goes back.
  func percent(seed index: Int, _ progress: Progress) -> Int {
    let fraction = progress.total > 0 ? Double(progress.completed) / Double(progress.total) : 0
    return state.withLock { state in
      state.done[index] = max(state.done[index], min(max(fraction, 0), 1))
      return Int(100 * state.done.reduce(0, +) / Double(state.done.count))
    }
  }

  /// Tells what there is; under the lock, so that no later state is overtaken by an earlier one.
  func publish(_ measurement: Measurement, seed index: Int) {
    guard let onUpdate else { return }
    state.withLock { state in
      state.partial[index] = measurement
      let begun = seeds.indices.compactMap { index in state.partial[index].map { (seeds[index], $0) } }
      onUpdate(
        ReproductionReport(
          reproduction, size: size, seeds: begun.map(\.0), measurements: begun.map(\.1), data: data,
          isComplete: false))
    }
  }
}
