public import CommandLanguage
public import Figures
public import Tensors

/// A session of the command language over the domain: networks, pruning, geometry, figures.
///
/// It is one shell of a session and belongs to one thread at a time; ``init(sharing:interrupt:)`` makes further shells for
/// other threads. The interrupt flag may be raised from any thread.
public final class Workbench {
  public let interrupt: InterruptFlag
  private let session: Session
  private let host: CellHost

  /// What the shells of one session have in common, for making another on its own thread.
  public struct Shared: Sendable {
    fileprivate let session: Session
    fileprivate let settings: SessionSettings
    fileprivate let environment: WorkbenchEnvironment

    /// Numbers the shells from 0, in the order of the calls: displays of different shells are told apart by it.
    public func nextShell() -> Int { settings.nextShell() }

    /// A session with no variables.
    /// - Parameter modules: commands beside those of the Workbench
    /// - Throws: `TableError` where the modules contradict each other or themselves.
    public init(modules: [CommandModule] = [], environment: WorkbenchEnvironment = .current) throws(TableError) {
      let table = try CommandTable(modules: CommandModule.explained(CommandModule.all + modules))
      session = Session(table: table, errorText: ErrorWording.text(for:))
      settings = SessionSettings()
      self.environment = environment
    }
  }

  /// A shell of a session.
  /// - Parameters:
  ///   - number: from ``Shared/nextShell()``; taken now unless given
  ///   - mark: says where its cells are, to any thread
  public init(
    sharing shared: Shared, interrupt: InterruptFlag, number: Int? = nil, mark: ExecutionMark = ExecutionMark()
  ) {
    self.interrupt = interrupt
    session = shared.session
    host = CellHost(
      session: session, interrupt: interrupt, environment: shared.environment, settings: shared.settings,
      number: number ?? shared.nextShell(), mark: mark)
  }

  /// A new session with no variables.
  /// - Parameter modules: commands beside those of the Workbench
  /// - Throws: `TableError` where the modules contradict each other or themselves.
  public convenience init(
    interrupt: InterruptFlag = InterruptFlag(), modules: [CommandModule] = [],
    environment: WorkbenchEnvironment = .current
  ) throws(TableError) {
    self.init(sharing: try Shared(modules: modules, environment: environment), interrupt: interrupt)
  }

  /// Runs a cell and says how it ended.
  /// - Parameters:
  ///   - source: the text of the cell
  ///   - cell: how diagnostics call it, such as "cell 3", and what ids of its displays begin with
  ///   - place: how diagnostics call it where it is a part of a file, and the number of its first line there
  ///   - isColoured: whether diagnostics use ANSI colours
  ///   - isRecorded: whether `history()` lists the cell
  ///   - output: receives what the cell prints and shows, in order
  public func run(
    _ source: String, cell: String, place: (file: String, firstLine: Int)? = nil, isColoured: Bool = false,
    isRecorded: Bool = true, output: any WorkbenchOutput
  ) -> CellReport {
    host.begin(cell: cell, input: isRecorded ? source : nil, output: output)
    host.isColoured = isColoured
    let firstLine = place?.firstLine ?? 1
    if let question = QuestionLine(source) { return answer(question, cell, isColoured, output) }
    let outcome = session.run(source, firstLine: firstLine, host: host).advised(on: source, including: host)
    let renderer = DiagnosticRenderer(
      source: source, name: place?.file ?? cell, firstLine: firstLine, isColoured: isColoured)
    let warnings = outcome.diagnostics.filter { $0.severity != .error }
    if !warnings.isEmpty { output.warn(renderer.render(warnings) + "\n") }
    let report = CellReport(outcome, renderer, isShown: outcome.value.map(host.hasShown) ?? false)
    host.end()
    return report
  }

  /// Shows what is known of the subject of a question, such as `train?`, in the front end's pager.
  private func answer(
    _ question: QuestionLine, _ cell: String, _ isColoured: Bool, _ output: any WorkbenchOutput
  ) -> CellReport {
    defer { host.end() }
    let subject = question.subject
    let known = snapshot().inspect(subject, at: subject.unicodeScalars.count, detail: question.detail)
    guard let known else {
      let index = CommandIndex(table)
      let diagnostic = Diagnostic(
        "unknown-name", "nothing is known of '\(subject)'", at: SourceRange(0, subject.utf8.count),
        mend: index.advice(for: subject))
      let renderer = DiagnosticRenderer(source: subject, name: cell, isColoured: isColoured)
      return CellReport(status: .failed, [diagnostic], renderer)
    }
    output.page(
      DisplayBundle([
        .init(mime: "text/plain", content: .text(known.text)),
        .init(mime: "text/markdown", content: .text(known.markdown)),
      ]))
    return CellReport(status: .completed, [], DiagnosticRenderer(source: subject, name: cell))
  }

  /// The value of one expression, without a cell's output; for `user_expressions`.
  public func evaluate(_ expression: String) -> CellReport {
    let outcome = session.run(expression, host: host)
    return CellReport(outcome, DiagnosticRenderer(source: expression, name: "expression"))
  }

  /// The names of the session, for questions from other threads while a cell runs.
  public func snapshot() -> LanguageSnapshot { session.snapshot() }

  /// Sets what `parameters()` gives in cells: what the notebook or script was given from outside, by name, in order.
  ///
  /// Values are those of cells: `.int(5)`, `.double(1e-3)`, `.bool(true)`, `.string("a")`, arrays of them. All shells of
  /// the session have them; a later call replaces them all.
  public func setParameters(_ parameters: [(name: String, value: Value)]) {
    host.settings.parameters = DictionaryValue(parameters.map { (.string($0.name), $0.value) })
  }

  /// The commands, types and operators that cells may use.
  public var table: CommandTable { session.table }

  /// The variables by name, in alphabetical order.
  public var variables: [Variable] { session.variables }
}

/// How a cell ended, with everything rendered.
public struct CellReport: Sendable {
  /// An error as a front end shows it.
  public struct Failure: Hashable, Sendable {
    /// A stable name in kebab case.
    public let id: String
    public let message: String
    /// The message with the cell's line and a caret.
    public let text: String
  }

  public let status: CellOutcome.Status
  /// The value of the last expression; nil where there is none.
  public let result: DisplayBundle?
  public let failures: [Failure]

  /// - Parameter isShown: the value is a control that the cell has shown already.
  init(_ outcome: CellOutcome, _ renderer: DiagnosticRenderer, isShown: Bool = false) {
    self.init(status: outcome.status, outcome.errors, renderer, result: isShown ? nil : outcome.value?.displayBundle)
  }

  init(
    status: CellOutcome.Status, _ errors: [Diagnostic], _ renderer: DiagnosticRenderer, result: DisplayBundle? = nil
  ) {
    self.status = status
    self.result = result
    failures = errors.map { Failure(id: $0.id, message: $0.message, text: renderer.render($0)) }
  }
}
