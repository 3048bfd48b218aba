public import JupyterProtocol

/// A language that the kernel can run.
///
/// The kernel creates one for each shell, on that shell's thread, and calls it there only, one call at a time; what other
/// threads may ask while a cell runs is in ``SessionSnapshot``.
public protocol Interpreter: AnyObject {
  /// Who the interpreter is; the same value that ``Kernel`` was given.
  var description: InterpreterDescription { get }

  /// Runs one cell to its end. What it shows goes to `output`, its last value through ``CellOutput/result(_:)``.
  func execute(_ cell: Cell, output: any CellOutput) -> ExecutionOutcome

  /// Evaluates one entry of `user_expressions` after a cell has succeeded.
  func evaluate(expression: String, output: any CellOutput) -> Result<MimeBundle, ExecutionError>

  /// The session as language queries see it from now on. Called when the kernel starts and after each cell, so it must
  /// cost little.
  func publishSnapshot() -> any SessionSnapshot
}
