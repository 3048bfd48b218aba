import Synchronization

/// Thrown by long work that was asked to stop.
public struct Interrupted: Error, Hashable, Sendable {
  public init() {}
}

/// A request to stop, raised from any thread and looked at by the work.
public final class InterruptFlag: Sendable {
  private let raised = Atomic<Bool>(false)

  public init() {}

  public var isRaised: Bool { raised.load(ordering: .relaxed) }
  public func raise() { raised.store(true, ordering: .relaxed) }
  public func lower() { raised.store(false, ordering: .relaxed) }
}

/// How far long work has come.
public struct Progress: Hashable, Sendable {
  /// One named number worth watching, such as the current loss.
  public struct Measure: Hashable, Sendable {
    public let name: String
    public let value: Double

    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  public let operation: String
  public let completed: Int
  public let total: Int
  /// What is counted, in the singular: "step", "round", "point".
  public let unit: String
  public let measures: [Measure]

  public init(_ operation: String, _ completed: Int, of total: Int, unit: String, measures: [Measure] = []) {
    self.operation = operation
    self.completed = completed
    self.total = total
    self.unit = unit
    self.measures = measures
  }
}

/// Where long work looks for an interrupt and reports how far it has come.
///
/// Work calls `check()` once a shard or a step, so that any computation stops within milliseconds.
public struct Checkpoint: Sendable {
  private let flag: InterruptFlag?
  private let observer: (@Sendable (Progress) -> Void)?

  public init(flag: InterruptFlag? = nil, observer: (@Sendable (Progress) -> Void)? = nil) {
    self.flag = flag
    self.observer = observer
  }

  /// Never interrupts, reports to nobody.
  public static let none = Checkpoint()

  public var isInterrupted: Bool { flag?.isRaised ?? false }

  /// - Throws: `Interrupted` once the flag is raised.
  public func check() throws(Interrupted) {
    if isInterrupted { throw Interrupted() }
  }

  /// Tells the observer, if there is one; the value is built only then.
  public func report(_ progress: @autoclosure () -> Progress) {
    observer?(progress())
  }

  /// The same interrupts with another observer, for a part of the work that speaks for itself.
  public func observed(by observer: (@Sendable (Progress) -> Void)?) -> Checkpoint {
    Checkpoint(flag: flag, observer: observer)
  }
}
