import Synchronization
import Tensors

/// How far seeds that run side by side have come together.
final class ProgressTally: Sendable {
  private let done: Mutex<[Double]>

  init(count: Int) { done = Mutex(Array(repeating: 0, count: count)) }

  /// Notes how far one has come and gives how far all have, in per cent; none goes back.
  func percent(of index: Int, _ progress: Progress) -> Int {
    let fraction = progress.total > 0 ? Double(progress.completed) / Double(progress.total) : 0
    return done.withLock { done in
      done[index] = max(done[index], min(max(fraction, 0), 1))
      return Int(100 * done.reduce(0, +) / Double(done.count))
    }
  }
}
