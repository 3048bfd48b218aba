import SwiftSyntax

/// The second stage: Swift's syntax tree to the lowered tree. What lies outside the subset draws a diagnostic that
/// points
/// at the construct and says what to write instead.
struct Lowerer {
  /// Expressions nested or chained deeper than this are refused; the stages after this one recurse.
  static let greatestDepth = 100

  private(set) var diagnostics: [Diagnostic] = []
  /// One more than the highest `$n` in each enclosing closure.
  var shorthandCounts: [Int] = []
  var depth = 0
  var lineStarts: [Int] = []
  /// The number of the first line, for `#line`.
  var firstLine = 1

  /// The statements of a cell.
  static func lower(
    _ file: SourceFileSyntax, source: String, firstLine: Int = 1
  ) -> (statements: [Statement], diagnostics: [Diagnostic]) {
    var lowerer = Lowerer()
    lowerer.firstLine = firstLine
    lowerer.lineStarts = source.utf8.enumerated().filter { $0.element == 10 }.map { $0.offset + 1 }
    let statements = lowerer.statements(file.statements)
    return (statements, lowerer.diagnostics)
  }

  func range(_ node: some SyntaxProtocol) -> SourceRange {
    SourceRange(node.positionAfterSkippingLeadingTrivia.utf8Offset, node.endPositionBeforeTrailingTrivia.utf8Offset)
  }

  /// Records that a construct is outside the subset, and what to write instead.
  mutating func refuse(_ node: some SyntaxProtocol, _ what: String, _ mend: String) {
    diagnostics.append(
      Diagnostic("outside-subset", "\(what) not part of the command language", at: range(node), mend: mend))
  }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  mutating func statements(_ items: some Sequence<CodeBlockItemSyntax>) -> [Statement] {
    items.compactMap { item in
      if case .expr(let node) = item.item { return statement(node) }
      if case .stmt(let node) = item.item { return statement(node) }
      if case .decl(let node) = item.item { return statement(node) }
      return nil
    }
  }

  private mutating func statement(_ node: ExprSyntax) -> Statement? {
    switch node.as(ExprSyntaxEnum.self) {
    case .ifExpr(let node): return conditional(node)
    case .switchExpr(let node): return choice(node, label: nil)
    default: return Statement(kind: .expression(expression(node)), range: range(node))
    }
  }

  private mutating func statement(_ node: StmtSyntax, label: String? = nil) -> Statement? {
    depth += 1
    defer { depth -= 1 }
    guard checkDepth(node) else { return nil }
    let place = range(node)
    switch node.as(StmtSyntaxEnum.self) {
    case .expressionStmt(let node):
      if let choiceNode = node.expression.as(SwitchExprSyntax.self) { return choice(choiceNode, label: label) }
      let inner = statement(node.expression)
      guard label != nil, let inner, case .conditional = inner.kind else { return inner }
      return Statement(kind: .block(label: label, [inner]), range: place)
    case .labeledStmt(let node): return statement(node.statement, label: node.label.text)
    case .whileStmt(let node):
      return Statement(
        kind: .whileLoop(label: label, conditions(node.conditions), statements(node.body.statements)), range: place)
    case .repeatStmt(let node):
      return Statement(
        kind: .repeatLoop(label: label, statements(node.body.statements), expression(node.condition)), range: place)
    case .forStmt(let node): return loop(node, label: label)
    case .guardStmt(let node):
      return Statement(
        kind: .guarded(conditions(node.conditions), otherwise: statements(node.body.statements)), range: place)
    case .breakStmt(let node): return Statement(kind: .leave(label: node.label?.text), range: place)
    case .continueStmt(let node): return Statement(kind: .next(label: node.label?.text), range: place)
    case .returnStmt(let node): return Statement(kind: .result(node.expression.map { expression($0) }), range: place)
    case .deferStmt(let node): return Statement(kind: .deferred(statements(node.body.statements)), range: place)
    case .doStmt(let node): return handled(node, label: label)
    case .throwStmt(let node): return Statement(kind: .raise(expression(node.expression)), range: place)
    case .fallThroughStmt(let node):
      refuse(node, "'fallthrough' before the end of a case is", "write it as the last statement of the case")
    default: refuse(node, "this statement is", "use 'if', 'for', 'while', 'switch' or 'func'")
    }
    return nil
  }

  /// False, with a diagnostic, when the source nests deeper than the stages after this one may recurse.
  mutating func checkDepth(_ node: some SyntaxProtocol) -> Bool {
    guard depth > Lowerer.greatestDepth else { return true }
    if !diagnostics.contains(where: { $0.id == "nested-too-deeply" }) {
      report(
        Diagnostic(
          "nested-too-deeply", "more than \(Lowerer.greatestDepth) levels of nesting", at: range(node),
          mend: "name the parts with 'let'"))
    }
    return false
  }

  mutating func conditional(_ node: IfExprSyntax) -> Statement? {
    depth += 1
    defer { depth -= 1 }
    guard checkDepth(node) else { return nil }
    let tests = conditions(node.conditions)
    let body = statements(node.body.statements)
    var otherwise: [Statement]?
    if case .ifExpr(let chained) = node.elseBody {
      otherwise = conditional(chained).map { [$0] }
    } else if case .codeBlock(let block) = node.elseBody {
      otherwise = statements(block.statements)
    }
    return Statement(kind: .conditional(tests, body, otherwise: otherwise), range: range(node))
  }

  mutating func conditions(_ nodes: ConditionElementListSyntax) -> [Statement.Condition] {
    nodes.compactMap { element in
      if case .expression(let node) = element.condition { return .expression(expression(node)) }
      if case .optionalBinding(let node) = element.condition { return unwrapping(node) }
      if case .matchingPattern(let node) = element.condition {
        return .matching(pattern(node.pattern), expression(node.initializer.value))
      }
      refuse(element.condition, "'#available' is", "leave it out")
      return nil
    }
  }

  private mutating func unwrapping(_ node: OptionalBindingConditionSyntax) -> Statement.Condition? {
    let pattern = pattern(node.pattern)
    var value = node.initializer.map { expression($0.value) }
    if value == nil, case .name(let name, _) = pattern.kind {
      value = Expression(kind: .name(name), range: pattern.range)
    }
    guard let value else { return nil }
    let isMutable = node.bindingSpecifier.text == "var"
    return .unwrapping(isMutable: isMutable, pattern, node.typeAnnotation.map { type($0.type) }, value)
  }

  private mutating func loop(_ node: ForStmtSyntax, label: String?) -> Statement {
    let sequence = expression(node.sequence)
    let filter = node.whereClause.map { expression($0.condition) }
    let kind = Statement.Kind.forLoop(
      label: label, isMatching: node.caseKeyword != nil, pattern(node.pattern), sequence, filter: filter,
      statements(node.body.statements))
    return Statement(kind: kind, range: range(node))
  }

  private mutating func handled(_ node: DoStmtSyntax, label: String?) -> Statement {
    let body = statements(node.body.statements)
    guard !node.catchClauses.isEmpty else { return Statement(kind: .block(label: label, body), range: range(node)) }
    var clauses: [Statement.CatchClause] = []
    for clause in node.catchClauses {
      let patterns = clause.catchItems.map { item -> (pattern: Pattern, filter: Expression?) in
        let bound = Pattern(kind: .name("error", isMutable: false), range: range(item))
        return (item.pattern.map { pattern($0) } ?? bound, item.whereClause.map { expression($0.condition) })
      }
      clauses.append(
        Statement.CatchClause(
          patterns: patterns, body: statements(clause.body.statements), range: range(clause.catchKeyword)))
    }
    return Statement(kind: .handled(body, clauses), range: range(node))
  }

  mutating func choice(_ node: SwitchExprSyntax, label: String?) -> Statement? {
    depth += 1
    defer { depth -= 1 }
    guard checkDepth(node) else { return nil }
    let subject = expression(node.subject)
    var cases: [Statement.Case] = []
    for element in node.cases {
      guard case .switchCase(let node) = element else {
        refuse(element, "conditional compilation is", "keep the branch that you need")
        continue
      }
      var patterns: [(pattern: Pattern, filter: Expression?)] = []
      if case .case(let labels) = node.label {
        for item in labels.caseItems {
          patterns.append((pattern(item.pattern), item.whereClause.map { expression($0.condition) }))
        }
      }
      var items = Array(node.statements)
      var fallsThrough = false
      if let last = items.last, last.item.is(FallThroughStmtSyntax.self) {
        fallsThrough = true
        items.removeLast()
      }
      let body = statements(items)
      cases.append(
        Statement.Case(patterns: patterns, body: body, fallsThrough: fallsThrough, range: range(node)))
    }
    return Statement(kind: .choice(label: label, subject, cases), range: range(node))
  }
}
