import CommandLanguage
import Tensors

extension CallContext {
  /// Runs a file of cells in the session, showing what they show.
  /// - Throws: the error of an argument that is no file to run; ``IncludedFailure`` with the errors of the file.
  func include(_ path: String) throws {
    let cell = try cell
    let file: SourceFile
    do throws(SourceFile.Unreadable) {
      file = try SourceFile(path, including: cell.files.last)
    } catch {
      throw invalid("path", expected: error.expected, found: error.found)
    }
    if let outer = cell.files.first(where: { $0.identity == file.identity }) {
      throw invalid(
        "path", expected: "a file that is not being run already", found: "'\(outer.path)'",
        mend: "declare what both need in a third file")
    }
    try cell.during(file) { for source in file.cells { try run(source, of: file, cell) } }
  }

  private func run(_ source: String, of file: SourceFile, _ cell: CellHost) throws {
    let whole = SourceText(name: file.path, source: file.text)
    let outcome = try include(SourceText(name: file.path, source: source), in: cell.session)
      .advised(on: source, including: cell)
    let diagnostics = outcome.diagnostics.map { $0.placed(in: whole) }
    let warnings = diagnostics.filter { $0.severity != .error }
    if !warnings.isEmpty {
      let renderer = DiagnosticRenderer(source: file.text, name: file.path, isColoured: cell.isColoured)
      cell.output.warn(renderer.render(warnings) + "\n")
    }
    switch outcome.status {
    case .completed:
      if let value = outcome.value, !cell.hasShown(value) { cell.output.show(value.displayBundle, id: nil) }
    case .failed: throw IncludedFailure(diagnostics.filter { $0.severity == .error })
    case .interrupted: throw Interrupted()
    }
  }
}

extension CellOutcome {
  /// The outcome with advice where a name is unknown because the file that declares it has not been run when the cell was
  /// checked.
  func advised(on source: String, including cell: CellHost) -> CellOutcome {
    guard status == .failed, errors.contains(where: { $0.text == nil && CellOutcome.isUnknown($0) }) else {
      return self
    }
    var outcome = self
    let paths = CellOutline(source).firstArguments(of: "include")
    for path in paths.prefix(20) {
      guard let file = try? SourceFile(path, including: cell.files.last) else { continue }
      let declared = CellOutline(file.text).declaredNames
      for index in outcome.diagnostics.indices {
        let found = outcome.diagnostics[index]
        guard found.text == nil, CellOutcome.isUnknown(found), found.mend == nil else { continue }
        let name = source.utf8.dropFirst(found.range.start).prefix(found.range.end - found.range.start)
        guard declared.contains(String(Substring(name))) else { continue }
        outcome.diagnostics[index].fixIts = []
        outcome.diagnostics[index].mend =
          "'\(file.path)' declares it, but a cell is checked before it runs: include the file in an earlier cell"
      }
    }
    return outcome
  }

  private static func isUnknown(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.id == "unknown-name" || diagnostic.id == "unknown-type"
  }
}
