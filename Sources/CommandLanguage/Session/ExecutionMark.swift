import Synchronization

/// The command that a cell is in, for another thread to read when the process is about to die.
public final class ExecutionMark: Sendable {
  private static let names = Mutex<[String]>([])

  private let name = Atomic<Int>(-1)
  private let line = Atomic<Int>(0)

  /// A mark that stands nowhere.
  public init() {}

  /// The command, and the line of the cell, counted from 1; nil outside of commands, and no line for a command that a
  /// function of an earlier cell has called.
  ///
  /// Asked at the process's death, when the thread that dies may hold a lock for ever: then nil too.
  public var place: (line: Int?, command: String)? {
    let (index, line) = (name.load(ordering: .relaxed), line.load(ordering: .relaxed))
    guard let names = Self.names.withLockIfAvailable({ $0 }), names.indices.contains(index) else { return nil }
    return (line > 0 ? line : nil, names[index])
  }

  /// A number for a name, the same for equal names.
  static func number(of name: String) -> Int {
    names.withLock { names in
      if let known = names.firstIndex(of: name) { return known }
      names.append(name)
      return names.count - 1
    }
  }

  /// Moves the mark to a call while `body` runs; `isHere` where it stands in the running cell itself.
  func during<Result>(_ call: Invocation, isHere: Bool, _ body: () throws -> Result) rethrows -> Result {
    let outer = (name.load(ordering: .relaxed), line.load(ordering: .relaxed))
    name.store(call.nameNumber, ordering: .relaxed)
    line.store(isHere ? call.line : 0, ordering: .relaxed)
    defer {
      name.store(outer.0, ordering: .relaxed)
      line.store(outer.1, ordering: .relaxed)
    }
    return try body()
  }
}
