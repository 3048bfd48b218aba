import SwiftSyntax

/// What the syntax of a cell says of the place where something is being typed.
///
/// The cell holds a made-up name where the cursor is, so that Swift's own grammar tells what stands there, however
/// unfinished the rest.
enum CursorPlace {
  /// Nothing can be completed: a comment, a number, the name of something new.
  case nothing
  /// An expression; `keywords` may start a statement here, and `only` they may.
  case expression(keywords: [String], only: Bool)
  /// A `.member` in a pattern.
  case pattern(PatternPlace)
  /// The name of a type.
  case type
  /// Inside a string, from the offset where its text starts.
  case string(SourceRange, textStart: Int)

  /// The name that stands for what is being typed.
  static let placeholder = "espalierCursorPlace"

  /// - Parameter offset: where the placeholder starts
  init(_ tree: SourceFileSyntax, at offset: Int) {
    self = .nothing
    guard let token = tree.token(at: AbsolutePosition(utf8Offset: offset)),
      token.positionAfterSkippingLeadingTrivia.utf8Offset <= offset,
      offset < token.endPositionBeforeTrailingTrivia.utf8Offset
    else { return }
    if case .stringSegment = token.tokenKind {
      guard let literal = token.ancestor(StringLiteralExprSyntax.self) else { return }
      self = .string(SourceRange(literal), textStart: token.positionAfterSkippingLeadingTrivia.utf8Offset)
      return
    }
    guard token.text == CursorPlace.placeholder, let parent = token.parent else { return }
    if let reference = parent.as(DeclReferenceExprSyntax.self) {
      self = CursorPlace.reference(reference, token)
    } else if parent.is(IdentifierTypeSyntax.self) || parent.is(MemberTypeSyntax.self) {
      self = token.ancestor(AttributeSyntax.self) == nil ? .type : .nothing
      if CursorPlace.startsMember(token) { self = .expression(keywords: CursorPlace.memberKeywords, only: true) }
    } else if parent.is(LabeledExprSyntax.self) {
      self = .expression(keywords: [], only: false)
    } else if parent.is(UnexpectedNodesSyntax.self) || parent.is(MissingDeclSyntax.self) {
      if token.ancestor(SwitchExprSyntax.self) != nil, token.ancestor(SwitchCaseSyntax.self) == nil {
        self = .expression(keywords: ["case", "default"], only: true)
      } else if CursorPlace.startsMember(token) {
        self = .expression(keywords: CursorPlace.memberKeywords, only: true)
      }
    }
  }

  private static let memberKeywords = ["let", "var", "func", "init", "static", "mutating", "case", "struct", "enum"]

  /// A name or member in an expression.
  private static func reference(_ node: DeclReferenceExprSyntax, _ token: TokenSyntax) -> CursorPlace {
    if let member = node.parent?.as(MemberAccessExprSyntax.self), member.declName.id == node.id {
      // `1.` is a number that goes on.
      if let base = member.base, base.is(IntegerLiteralExprSyntax.self) { return .nothing }
      if member.base == nil, let place = PatternPlace(of: member) { return .pattern(place) }
      return .expression(keywords: [], only: false)
    }
    guard let item = token.ancestor(CodeBlockItemSyntax.self), item.firstToken(viewMode: .sourceAccurate) == token
    else {
      return .expression(keywords: [], only: false)
    }
    guard let previous = token.previousToken(viewMode: .sourceAccurate) else {
      return .expression(keywords: keywords(token), only: false)
    }
    let startsLine = token.leadingTrivia.contains { $0.isNewline }
    if previous.tokenKind == .rightBrace {
      let more = continuations(previous)
      return startsLine
        ? .expression(keywords: more + keywords(token), only: false) : .expression(keywords: more, only: true)
    }
    // Something else on the line: an operator or a bracket is missing, and no name may follow.
    guard startsLine || [.leftBrace, .semicolon, .colon, .keyword(.in)].contains(previous.tokenKind) else {
      return .nothing
    }
    return .expression(keywords: keywords(token), only: false)
  }

  /// What may go on after a closed block.
  private static func continuations(_ brace: TokenSyntax) -> [String] {
    guard let owner = brace.parent?.parent else { return [] }
    if owner.is(IfExprSyntax.self) { return ["else"] }
    if owner.is(DoStmtSyntax.self) || owner.is(CatchClauseSyntax.self) { return ["catch"] }
    if owner.is(RepeatStmtSyntax.self) { return ["while"] }
    return []
  }

  /// The keywords with which a statement may start at a place.
  private static func keywords(_ token: TokenSyntax) -> [String] {
    var words = [
      "let", "var", "if", "for", "while", "switch", "func", "guard", "repeat", "struct", "enum", "do", "defer",
    ]
    var node = token.parent
    var canLeave = true
    while let current = node {
      if current.is(FunctionDeclSyntax.self) || current.is(ClosureExprSyntax.self)
        || current.is(InitializerDeclSyntax.self) || current.is(AccessorBlockSyntax.self)
      {
        words.append("return")
        break
      }
      if current.is(SwitchExprSyntax.self) { words += ["case", "default"] }
      if canLeave,
        current.is(ForStmtSyntax.self) || current.is(WhileStmtSyntax.self) || current.is(RepeatStmtSyntax.self)
      {
        words += ["break", "continue"]
        canLeave = false
      }
      node = current.parent
    }
    return words + ["throw", "try"]
  }

  /// Whether a token starts something among the members of a type.
  private static func startsMember(_ token: TokenSyntax) -> Bool {
    guard let item = token.ancestor(MemberBlockItemSyntax.self) else {
      return token.ancestor(MemberBlockSyntax.self) != nil
    }
    return item.firstToken(viewMode: .sourceAccurate) == token
  }
}

extension PatternPlace {
  /// The place of a `.member` that is a pattern or a part of one; nil for an expression.
  init?(of member: MemberAccessExprSyntax) {
    var steps: [Step] = []
    var node = Syntax(member)
    while let parent = node.parent {
      if let call = parent.as(FunctionCallExprSyntax.self), call.calledExpression.id == node.id {
      } else if let element = parent.as(LabeledExprSyntax.self),
        let list = element.parent?.as(LabeledExprListSyntax.self)
      {
        let index = list.firstIndex { $0.id == element.id }.map { list.distance(from: list.startIndex, to: $0) } ?? 0
        if let call = list.parent?.as(FunctionCallExprSyntax.self) {
          guard let callee = call.calledExpression.as(MemberAccessExprSyntax.self), callee.base == nil else {
            return nil
          }
          steps.insert(.payload(callee.declName.baseName.text, index), at: 0)
          node = Syntax(call)
          continue
        }
        guard let tuple = list.parent?.as(TupleExprSyntax.self) else { return nil }
        steps.insert(.part(index), at: 0)
        node = Syntax(tuple)
        continue
      } else if let element = parent.as(TuplePatternElementSyntax.self),
        let list = element.parent?.as(TuplePatternElementListSyntax.self), let tuple = list.parent
      {
        let index = list.firstIndex { $0.id == element.id }.map { list.distance(from: list.startIndex, to: $0) } ?? 0
        steps.insert(.part(index), at: 0)
        node = tuple
        continue
      } else if parent.is(OptionalChainingExprSyntax.self) {
        steps.insert(.wrapped, at: 0)
      } else if let item = parent.as(SwitchCaseItemSyntax.self) {
        guard node.id == Syntax(item.pattern).id, let choice = item.ancestor(SwitchExprSyntax.self) else { return nil }
        self.init(subject: SourceRange(choice.subject), steps: steps)
        return
      } else if let condition = parent.as(MatchingPatternConditionSyntax.self) {
        guard node.id == Syntax(condition.pattern).id else { return nil }
        self.init(subject: SourceRange(condition.initializer.value), steps: steps)
        return
      } else if let loop = parent.as(ForStmtSyntax.self) {
        guard node.id == Syntax(loop.pattern).id else { return nil }
        self.init(subject: SourceRange(loop.sequence), steps: [.element] + steps)
        return
      } else if !(parent.is(ExpressionPatternSyntax.self) || parent.is(ValueBindingPatternSyntax.self)
        || parent.is(PatternExprSyntax.self))
      {
        return nil
      }
      node = parent
    }
    return nil
  }
}

extension SourceRange {
  /// The place of a node without the space around it.
  init(_ node: some SyntaxProtocol) {
    self.init(node.positionAfterSkippingLeadingTrivia.utf8Offset, node.endPositionBeforeTrailingTrivia.utf8Offset)
  }
}

extension SyntaxProtocol {
  /// The innermost node of a kind around this one.
  func ancestor<Node: SyntaxProtocol>(_ kind: Node.Type) -> Node? {
    var node = parent
    while let current = node {
      if let found = current.as(kind) { return found }
      node = current.parent
    }
    return nil
  }
}
