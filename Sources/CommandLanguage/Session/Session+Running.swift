extension Session {
  /// Runs a compiled cell, committing the names of each statement when it has run.
  /// - Parameter depth: the calls of natives that are under way on this thread already
  func run(
    _ program: Program, _ warnings: [Diagnostic], host: any LanguageHost, depth: Int = 0
  ) -> CellOutcome {
    nominals = program.nominals
    let machine = idleMachine(for: host)
    machine.depth = depth
    // The mark of a cell stands at the command that runs the file.
    if program.text.file != nil { machine.mark = ExecutionMark() }
    machine.text = program.text
    var value: Value?
    for step in program.steps {
      if let routine = step.routine {
        do {
          try host.checkInterrupt()
          let result = try machine.run(routine)
          if step.isResult { value = result.isVoid ? nil : result }
        } catch {
          return failed(error, program, warnings, machine)
        }
      }
      for (name, meaning) in step.declared { scope[name] = meaning }
      scope.settle()
    }
    idleMachines.append(machine)
    return CellOutcome(status: .completed, value: value, diagnostics: warnings)
  }

  /// A machine that no cell is using: its memory is reserved already.
  private func idleMachine(for host: any LanguageHost) -> Machine {
    guard let machine = idleMachines.popLast() else { return Machine(host: host, turn: turn, errorText: errorText) }
    machine.host = host
    machine.mark = host.mark
    return machine
  }

  private func failed(
    _ error: any Error, _ program: Program, _ warnings: [Diagnostic], _ machine: Machine
  ) -> CellOutcome {
    guard let located = error as? LocatedError else {
      if let fault = error as? RuntimeFault {
        let diagnostic = Diagnostic(fault.id, fault.message, at: SourceRange(0, 0), mend: fault.mend)
        return CellOutcome(status: .failed, value: nil, diagnostics: warnings + [diagnostic])
      }
      return CellOutcome(status: .interrupted, value: nil, diagnostics: warnings)
    }
    let found = diagnostic(for: located, program.text, machine)
    var errors = [found]
    if let included = located.error as? IncludedFailure, !located.isInterrupt, var first = included.diagnostics.first {
      // The errors of the file as they are, and how one came to run it.
      first.notes += [Diagnostic.Note("the file is run from here", at: found.range)] + found.notes
      errors = [first] + included.diagnostics.dropFirst()
    }
    return CellOutcome(
      status: located.isInterrupt ? .interrupted : .failed, value: nil, diagnostics: warnings + errors)
  }

  /// Places an error: at the innermost call that stands in this cell; calls in earlier cells become notes.
  private func diagnostic(for located: LocatedError, _ text: CellText, _ machine: Machine) -> Diagnostic {
    let wording =
      located.isInterrupt
      ? ErrorText(id: "interrupted", message: "the cell was interrupted") : machine.wording(located.error)
    var diagnostic = Diagnostic(wording.id, wording.message, at: SourceRange(0, 0), mend: wording.mend)
    let here = located.trace.firstIndex { $0.routine.origin === text }
    if let here {
      diagnostic.range = range(of: located.trace[here], located.error)
      for caller in located.trace[(here + 1)...].prefix(3) where caller.routine.origin === text {
        diagnostic.notes.append(Diagnostic.Note("called from here", at: range(of: caller, nil)))
      }
    }
    let older = Array(located.trace[..<(here ?? located.trace.count)])
    for frame in older.prefix(4) {
      let origin = frame.routine.origin
      let place = range(of: frame, nil)
      let line = origin.line(of: place.start)
      let home = origin.file.map { "in '\($0)'" } ?? "by an earlier cell"
      diagnostic.notes.insert(
        Diagnostic.Note(
          "in '\(frame.routine.name)', declared \(home), line \(line): \(origin.excerpt(at: place.start))"),
        at: 0)
    }
    if let raised = located.error as? Diagnostic { diagnostic.notes += raised.notes }
    return diagnostic
  }

  private func range(of frame: (routine: Routine, pc: Int), _ error: (any Error)?) -> SourceRange {
    let ranges = frame.routine.ranges
    guard ranges.indices.contains(frame.pc) else { return SourceRange(0, 0) }
    if let argument = error as? InvalidArgument, frame.routine.code[frame.pc].operation == .invoke {
      let site = frame.routine.invocations[Int(frame.routine.code[frame.pc].c)]
      if let known = site.arguments.first(where: { $0.name == argument.parameter }), known.range.end > 0 {
        return known.range
      }
    }
    return ranges[frame.pc]
  }
}

extension CellText {
  /// The line that holds an offset, without the space around it.
  func excerpt(at offset: Int) -> String {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let line = line(of: offset) - firstLine
    guard lines.indices.contains(line) else { return "" }
    return String(lines[line].drop { $0 == " " || $0 == "\t" })
  }
}

extension Value {
  /// Whether this is `()`.
  public var isVoid: Bool { if case .void = self { true } else { false } }
}
