extension Session {
  /// Runs a text as a cell of its own while a command of another cell, which has the turn, waits for it.
  func include(_ text: SourceText, file: String, host: any LanguageHost, depth: Int) -> CellOutcome {
    let (program, diagnostics) = compile(text.source, file: file)
    guard let program else { return CellOutcome(status: .failed, value: nil, diagnostics: diagnostics) }
    return run(program, diagnostics, host: host, depth: depth)
  }
}

/// What commands ask of the session that runs them. They have its turn, so they must not wait for it.
extension CallContext {
  /// Runs a text as a cell of its own, whose names the session has from then on.
  ///
  /// The cell that calls is checked already: what the text declares is known to what is checked after it.
  /// - Throws: a fault where a variable is being changed in place, which the text could find empty, or where calls
  ///   nest too deeply.
  package func include(_ text: SourceText, in session: Session) throws -> CellOutcome {
    guard machine.changesUnderWay == 0 else {
      throw RuntimeFault(
        "include-in-change", "a file cannot be run while a variable is being changed in place",
        mend: "run it in a statement of its own")
    }
    // A machine needs more of the thread's stack than a call.
    guard machine.depth + 10 < Machine.nativeDepth else { throw RuntimeFault.tooDeep }
    return session.include(text, file: text.name, host: host, depth: machine.depth + 10)
  }

  /// The global variables by name, in alphabetical order.
  package func variables(of session: Session) -> [Variable] { session.scope.variables() }

  /// Forgets every name that cells declared. What is checked already keeps the names that it uses.
  package func forgetNames(of session: Session) { session.scope = GlobalScope() }

  /// Forgets one name that cells declared; false where there is none.
  package func forget(_ name: String, of session: Session) -> Bool {
    defer { session.scope[name] = nil }
    return session.scope[name] != nil
  }
}

/// The errors of a text that a command has run, each with the text it stands in.
package struct IncludedFailure: Error, CustomStringConvertible {
  package var diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  /// The first of the errors with its place, for a `catch`.
  package var description: String {
    guard let first = diagnostics.first else { return "a file failed" }
    guard let text = first.text else { return first.message }
    let line = text.source.utf8.prefix(first.range.start).count { $0 == 10 } + 1
    return "\(text.name), line \(line): \(first.message)"
  }
}
