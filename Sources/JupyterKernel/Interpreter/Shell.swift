/// What the kernel needs of an interpreter for one of its shells: the main one, or a subshell (JEP 91).
///
/// The interpreters of all shells share one namespace and run at the same time, each on a thread of its own.
public struct Shell: Sendable {
  /// The flag that stops the shell's running cell.
  public let interrupt: any Interrupting
  /// What the shell's running cell is at; asked when the process is about to die.
  public let position: @Sendable () -> ExecutionPosition?
  /// Makes the interpreter, on the thread on which it lives.
  public let makeInterpreter: @Sendable () -> any Interpreter

  /// A shell of its parts.
  public init(
    interrupt: any Interrupting, position: @escaping @Sendable () -> ExecutionPosition? = { nil },
    makeInterpreter: @escaping @Sendable () -> any Interpreter
  ) {
    self.interrupt = interrupt
    self.position = position
    self.makeInterpreter = makeInterpreter
  }
}

/// A place in a running cell.
public struct ExecutionPosition: Sendable, Hashable {
  /// The line of the cell, counted from 1; nil where it is not known.
  public let line: Int?
  /// What is being done there, such as the name of a command.
  public let operation: String

  /// A place in a cell.
  public init(line: Int?, operation: String) {
    self.line = line
    self.operation = operation
  }
}
