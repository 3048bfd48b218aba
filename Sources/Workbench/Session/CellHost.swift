import CommandLanguage
import Figures
import Tensors

/// What the running cell's commands share: output, interrupt, progress, and the settings of the session.
///
/// One host lives as long as its session; the output changes with every cell.
final class CellHost: LanguageHost {
  let interrupt: InterruptFlag
  let environment: WorkbenchEnvironment
  let table: CommandTable
  /// The seed of everything that is given none.
  var seed = 0
  private(set) var output: any WorkbenchOutput
  private var progress: ProgressLine?
  private var cell = ""

  init(table: CommandTable, interrupt: InterruptFlag, environment: WorkbenchEnvironment) {
    self.table = table
    self.interrupt = interrupt
    self.environment = environment
    output = SilentOutput()
  }

  /// Sends what follows to the output of a cell.
  func begin(cell: String, output: any WorkbenchOutput) {
    self.cell = cell
    self.output = output
    progress = nil
  }

  /// Drops what is shown from now on, until the next cell.
  func end() {
    progress = nil
    output = SilentOutput()
  }

  func write(_ text: String) { output.write(text) }

  func show(_ value: Value) { output.show(value.displayBundle, id: nil) }

  func checkInterrupt() throws {
    if interrupt.isRaised { throw Interrupted() }
  }

  /// Where long work of the cell looks for an interrupt.
  var checkpoint: Checkpoint { Checkpoint(flag: interrupt) }

  /// The one progress line of the cell, made when it is first wanted.
  var progressLine: ProgressLine {
    let line = progress ?? ProgressLine(output: output, id: "progress-\(cell)")
    progress = line
    return line
  }
}

/// Drops everything: the output between cells.
private final class SilentOutput: WorkbenchOutput {
  func write(_ text: String) {}
  func warn(_ text: String) {}
  func show(_ bundle: DisplayBundle, id: String?) {}
  func update(_ bundle: DisplayBundle, id: String) {}
}

extension CallContext {
  /// The host of the running cell.
  /// - Throws: `ForeignHost` where the table is used without a Workbench.
  var cell: CellHost {
    get throws {
      guard let host = host as? CellHost else { throw ForeignHost() }
      return host
    }
  }
}

/// A command of the Workbench was called by a host that is not one.
struct ForeignHost: Error, CustomStringConvertible {
  var description: String { "this command needs a Workbench session around it" }
}
