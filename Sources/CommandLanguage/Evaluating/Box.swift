/// A variable that outlives a frame: a global, or a local one that a closure captures.
package final class Box: @unchecked Sendable {
  // Unchecked: only the evaluator of the session touches it, one statement at a time.

  /// What a variable holds: `raw` for integers, doubles and truth values that the checker proved, `value` otherwise.
  struct Contents {
    var raw: Int
    var value: Value
  }

  /// The contents at an address that does not move, so that code can refer to it directly.
  let contents: UnsafeMutablePointer<Contents>

  init() {
    contents = .allocate(capacity: 1)
    contents.initialize(to: Contents(raw: 0, value: .void))
  }

  deinit {
    contents.deinitialize(count: 1)
    contents.deallocate()
  }
}

/// What a closure took along.
package typealias Capture = Box
