import CommandLanguage
import Figures
import Tensors

/// What the running cell's commands share: output, interrupt, progress, and the settings of the session.
///
/// One host lives as long as its shell; the output changes with every cell.
final class CellHost: LanguageHost {
  let interrupt: InterruptFlag
  let environment: WorkbenchEnvironment
  let table: CommandTable
  let session: Session
  let settings: SessionSettings
  let mark: ExecutionMark
  private(set) var output: any WorkbenchOutput
  private var progress: ProgressLine?
  /// What ids of the cell's displays begin with.
  private var cell = ""
  private let shell: Int
  private var running: SessionInput?
  /// Whether diagnostics of the cell use ANSI colours.
  var isColoured = false
  /// The controls that the cell has shown.
  private(set) var controls: [Control] = []
  /// The files that are being run, the innermost last.
  private(set) var files: [SourceFile] = []

  init(
    session: Session, interrupt: InterruptFlag, environment: WorkbenchEnvironment, settings: SessionSettings,
    number: Int, mark: ExecutionMark
  ) {
    self.session = session
    table = session.table
    self.interrupt = interrupt
    self.environment = environment
    self.settings = settings
    self.mark = mark
    shell = number
    output = SilentOutput()
  }

  /// The seed of everything that is given none.
  var seed: Int {
    get { settings.seed }
    set { settings.seed = newValue }
  }

  /// Sends what follows to the output of a cell.
  /// - Parameter input: the text of the cell, for the list of inputs; nil keeps it out of there
  func begin(cell: String, input: String?, output: any WorkbenchOutput) {
    self.cell = shell == 0 ? cell : "shell \(shell) \(cell)"
    self.output = output
    running = input.map { source in
      let number = cell.split(separator: " ").last.map(String.init) ?? cell
      // A cell of a script has as many empty lines before it as stand before it in the file: bytes, not characters.
      let text = source.utf8.drop { $0 == 10 || $0 == 13 }
      let end = text.lastIndex { $0 > 32 }.map { text.index(after: $0) } ?? text.startIndex
      return SessionInput(
        number: shell == 0 ? number : "\(number) (shell \(shell))", source: String(Substring(text[..<end])))
    }
    progress = nil
    controls = []
  }

  /// Drops what is shown from now on, until the next cell.
  func end() {
    if let running { settings.record(running) }
    running = nil
    progress = nil
    output = SilentOutput()
  }

  func write(_ text: String) { output.write(text) }

  func show(_ value: Value, id: String?) { output.show(value.shownBundle, id: id) }

  /// Shows a new control, whose id comes from the cell and a count.
  func newControl(_ kind: Control.Kind, _ label: String, _ range: ClosedRange<Double>, value: Double) -> Control {
    let control = Control(
      id: "control-\(cell)-\(controls.count + 1)".replacing(" ", with: "-"), kind: kind, label: label, range: range,
      value: value)
    controls.append(control)
    output.show(control)
    return control
  }

  /// Whether a value is a control that this cell has put on the screen.
  func hasShown(_ value: Value) -> Bool {
    guard case .foreign(let object as any ControlValue) = value else { return false }
    return controls.contains { $0 === object.control }
  }

  /// Runs `body` while a file is the innermost of those that are being run.
  func during<Result>(_ file: SourceFile, _ body: () throws -> Result) rethrows -> Result {
    files.append(file)
    defer { files.removeLast() }
    return try body()
  }

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
  func clear(wait: Bool) {}
  func page(_ bundle: DisplayBundle) {}
  func setNextInput(_ text: String, replaces: Bool) {}
  func readLine(prompt: String, isPassword: Bool) throws -> String? { throw NoReader() }
  func show(_ control: Control) {}
  func update(_ control: Control) {}
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
