/// What the body of a command may use of the call: the host, the functions it was given, and errors that point at
/// an argument.
public struct CallContext {
  /// The host that the cell runs in.
  public let host: any LanguageHost
  package let machine: Machine

  /// The context of the cell that runs on this thread, for values that call functions of a cell when a command uses
  /// them; nil on any other thread.
  public static var current: CallContext? { Machine.current?.context }

  /// An error about one argument, placed at that argument in the cell: `throw call.invalid("k", expected: …)`.
  /// - Parameters:
  ///   - parameter: the parameter's label or name in the declaration
  ///   - expected: what would do, such as `a fraction in [0, 1)`
  ///   - found: what was given
  ///   - mend: what to write instead
  public func invalid(
    _ parameter: String, expected: String, found: String, mend: String? = nil
  ) -> InvalidArgument {
    InvalidArgument(parameter: parameter, expected: expected, found: found, mend: mend)
  }

  /// Calls a function that a cell passed as an argument.
  /// - Throws: what the function throws, and an interrupt.
  public func apply(_ function: FunctionValue, to arguments: [Value] = []) throws -> Value {
    guard machine.isComputing else { return try machine.call(function, arguments) }
    machine.turn.take()
    machine.isComputing = false
    defer {
      machine.isComputing = true
      machine.turn.give()
    }
    return try machine.call(function, arguments)
  }

  /// Computes or waits while other threads of the session may run: for work that takes long and touches no variable.
  public func computing<Result>(_ body: () throws -> Result) rethrows -> Result {
    if machine.isComputing || machine.changesUnderWay > 0 { return try body() }
    machine.isComputing = true
    machine.turn.give()
    defer {
      machine.turn.take()
      machine.isComputing = false
    }
    return try body()
  }

  /// Throws when the user interrupted.
  public func checkInterrupt() throws { try host.checkInterrupt() }
}

/// What the language needs of the program around it.
public protocol LanguageHost: AnyObject {
  /// Receives what `print` writes.
  func write(_ text: String)
  /// Shows a value as the host can: `display(x)`; under an id it can be replaced later.
  func show(_ value: Value, id: String?)
  /// Throws when the user interrupted. Called at every turn of a loop and at calls, so it must be cheap.
  func checkInterrupt() throws
  /// Where the running cell is; each host has its own.
  var mark: ExecutionMark { get }
}

/// An argument that a command cannot use.
public struct InvalidArgument: Error, Hashable, Sendable {
  /// The label or name of the parameter.
  public var parameter: String
  /// What would do.
  public var expected: String
  /// What was given.
  public var found: String
  /// What to write instead.
  public var mend: String?
}
