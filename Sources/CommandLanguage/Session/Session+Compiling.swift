extension Session {
  /// Parses, lowers, checks and compiles a cell; nil with the errors when it has any.
  /// - Parameters:
  ///   - file: the file that the text comes from, if it does
  ///   - firstLine: the number of its first line there
  func compile(
    _ source: String, file: String? = nil, firstLine: Int = 1
  ) -> (program: Program?, diagnostics: [Diagnostic]) {
    cells += 1
    let text = CellText(number: cells, source: source, file: file, firstLine: firstLine)
    let parsed = CellParser.parse(source)
    guard parsed.diagnostics.isEmpty else { return (nil, parsed.diagnostics) }
    let (statements, refused) = Lowerer.lower(parsed.tree, source: source, firstLine: firstLine)
    let checker = Checker(table: table, origin: text, global: scope, nominals: nominals)
    let steps = refused.isEmpty ? checker.cell(statements) : []
    let found = sorted(refused + checker.diagnostics)
    guard !found.contains(where: { $0.severity == .error }) else { return (nil, found) }
    let program = Program(text: text, steps: steps.map { generate($0, text) }, nominals: checker.nominals)
    for function in checker.functions where function.slot == nil { Generator.compile(function) }
    return (program, found)
  }

  private func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return diagnostics.filter { seen.insert($0).inserted }.enumerated()
      .sorted { ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset) }.map(\.element)
  }

  private func generate(_ step: CheckedStep, _ text: CellText) -> Program.Step {
    guard !step.statements.isEmpty else { return Program.Step(routine: nil, declared: step.declared, isResult: false) }
    let routine = Routine(name: "cell", origin: text)
    Generator.compile(routine, step.context, [], step.statements, result: .unknown)
    return Program.Step(routine: routine, declared: step.declared, isResult: step.isResult)
  }
}

/// One statement of a checked cell.
struct CheckedStep {
  var statements: CheckedBody
  var context: FunctionContext
  var declared: [(name: String, meaning: Meaning)]
  var isResult: Bool
}

extension Checker {
  /// Checks the statements of a cell.
  func cell(_ statements: [Statement]) -> [CheckedStep] {
    var declared: [Int: UserFunction] = [:]
    var steps: [CheckedStep] = []
    // Types first, then functions, so that functions may name types and call each other wherever they stand.
    declareTypes(statements)
    for (index, statement) in statements.enumerated() {
      if case .function(let declaration) = statement.kind {
        declared[index] = declareFunction(declaration, isNested: false)
      }
    }
    if !committed.isEmpty {
      steps.append(CheckedStep(statements: [], context: context, declared: committed, isResult: false))
      committed = []
    }
    for (index, item) in statements.enumerated() {
      context = FunctionContext(name: "cell", parent: nil, result: nil, isCell: true)
      switch item.kind {
      case .nominal, .alias: continue
      default: break
      }
      if let function = declared[index], case .function(let declaration) = item.kind {
        checkBody(function, declaration.body)
        continue
      }
      let isLast = index == statements.count - 1
      var body: CheckedBody
      if isLast, case .expression(let expression) = item.kind, !expression.isAssignment {
        let value = infer(expression)
        body = value.type == .void ? [.expression(value)] : [.result(value, item.range)]
      } else {
        body = statement(item)
      }
      let isResult = if case .result? = body.last { isLast } else { false }
      steps.append(CheckedStep(statements: body, context: context, declared: committed, isResult: isResult))
      committed = []
    }
    return steps
  }
}
