import Synchronization

/// The command that a cell is in, for another thread to read when the process is about to die.
public final class ExecutionMark: Sendable {
  private static let names = Mutex<[String]>([])

  private let name = Atomic<Int>(-1)
  private let line = Atomic<Int>(0)

  /// A mark that stands nowhere.
  public init() {}

  /// The line of the cell, counted from 1, and the command; nil before the first.
  public var place: (line: Int, command: String)? {
    let index = name.load(ordering: .relaxed)
    let names = Self.names.withLock { $0 }
    return names.indices.contains(index) ? (line.load(ordering: .relaxed), names[index]) : nil
  }

  /// A number for a name, the same for equal names.
  static func number(of name: String) -> Int {
    names.withLock { names in
      if let known = names.firstIndex(of: name) { return known }
      names.append(name)
      return names.count - 1
    }
  }

  /// Moves the mark to a call.
  @inline(__always)
  func move(to call: Invocation) {
    name.store(call.nameNumber, ordering: .relaxed)
    line.store(call.line, ordering: .relaxed)
  }

  /// Takes the mark away.
  func clear() { name.store(-1, ordering: .relaxed) }
}
