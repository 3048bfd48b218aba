/// One namespace and what runs in it: the cells of a notebook, one after the other.
///
/// Every statement commits the names that it declares when it has run; what was committed survives a later error or
/// interrupt. Several threads may run cells at the same time: one evaluates, and commands that compute let the others.
///
/// Unchecked because everything that changes does so with the turn taken.
public final class Session: @unchecked Sendable {
  /// The commands that cells may use.
  public let table: CommandTable
  package let errorText: @Sendable (any Error) -> ErrorText?
  package var scope = GlobalScope()
  package var nominals: [Int: NominalType] = [:]
  var cells = 0
  let turn = Turn()
  /// Machines that no cell is using, at most as many as there were cells at one time.
  var idleMachines: [Machine] = []

  /// An empty session over a table of commands.
  /// - Parameter errorText: words the errors that commands throw; nil leaves an error to its own description.
  public init(table: CommandTable, errorText: @escaping @Sendable (any Error) -> ErrorText? = { _ in nil }) {
    self.table = table
    self.errorText = errorText
  }

  /// Runs a cell: parses, checks the whole of it, then runs its statements in order. A cell with an error runs nothing.
  /// - Parameters:
  ///   - source: the text of the cell
  ///   - firstLine: the number of its first line, for a cell that is a part of a file
  ///   - host: receives output and says when to stop
  public func run(_ source: String, firstLine: Int = 1, host: any LanguageHost) -> CellOutcome {
    turn.take()
    defer { turn.give() }
    let (program, diagnostics) = compile(source, firstLine: firstLine)
    guard let program else { return CellOutcome(status: .failed, value: nil, diagnostics: diagnostics) }
    return run(program, diagnostics, host: host)
  }

  /// The global variables by name, in alphabetical order.
  public var variables: [Variable] { inTurn { scope.variables() } }

  /// The value of a global variable; setting one declares a constant of that name.
  public subscript(name: String) -> Value? {
    get { inTurn { scope.value(of: name) } }
    set {
      inTurn { if let newValue { scope.define(name, newValue) } else { scope.remove(name) } }
    }
  }

  /// Forgets every name that cells declared.
  public func reset() { inTurn { scope = GlobalScope() } }

  /// What completion and inspection need to know of the session, for another thread to read.
  public func snapshot() -> LanguageSnapshot {
    inTurn { LanguageSnapshot(table: table, scope: scope, nominals: nominals) }
  }

  private func inTurn<Result>(_ body: () -> Result) -> Result {
    turn.take()
    defer { turn.give() }
    return body()
  }
}

/// A global variable as lists show it.
public struct Variable: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The type, as Swift spells it.
  public var type: String
  /// The value in a few words.
  public var preview: String

  /// A line of a list of variables.
  public init(name: String, type: String, preview: String) {
    self.name = name
    self.type = type
    self.preview = preview
  }
}
