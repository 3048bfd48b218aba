import Synchronization

/// The outcomes of seeds that run side by side.
final class ReplicateTally<Outcome: Sendable>: Sendable {
  private let results: Mutex<[Result<Outcome, any Error>?]>

  init(count: Int) { results = Mutex(Array(repeating: nil, count: count)) }

  /// Whether a seed has failed, so that the others need not begin.
  var hasFailed: Bool {
    results.withLock { results in
      results.contains { if case .failure? = $0 { true } else { false } }
    }
  }

  /// Keeps an outcome and gives how many there are.
  func record(_ result: Result<Outcome, any Error>, at index: Int) -> Int {
    results.withLock { results in
      results[index] = result
      return results.reduce(0) { $0 + ($1 == nil ? 0 : 1) }
    }
  }

  /// The outcomes in order.
  /// - Throws: the first error.
  func outcomes() throws -> [Outcome] {
    let results = results.withLock { $0 }
    for case .failure(let error)? in results { throw error }
    return try results.compactMap { try $0?.get() }
  }
}
