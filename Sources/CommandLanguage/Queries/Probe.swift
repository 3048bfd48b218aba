/// Looks on while a query checks a cell, and takes down what the checker knows where it meets the cursor.
///
/// The checker asks it at every expression. Once the place is found it answers for everything, so that the rest of the
/// cell costs nothing.
final class Probe {
  /// Where the name at the cursor stands.
  let target: SourceRange
  /// Where the name at the cursor is part of a pattern: the value that is matched, and the way to the name.
  let pattern: PatternPlace?
  private(set) var site: Site?
  /// Calls that the probe is in the middle of, so that it asks for each once.
  private var entered: Set<SourceRange> = []
  private var steps = 0

  /// More looks than any cell that somebody writes takes; past it the probe gives up.
  private static let mostSteps = 20_000

  init(_ target: SourceRange, pattern: PatternPlace? = nil) {
    self.target = target
    self.pattern = pattern
  }

  private var isDone: Bool { site != nil || steps > Probe.mostSteps }

  /// What stands for an expression instead of checking it; nil to have it checked.
  func meet(_ expression: Expression, _ expected: ValueType?, _ checker: Checker) -> Checked? {
    if isDone { return checker.invalid(expression.range) }
    steps += 1
    if let pattern, expression.range == pattern.subject, !entered.contains(expression.range) {
      let type = type(of: expression, checker)
      record(.implicit, [pattern.type(from: type, checker.nominals)], nil, checker)
      return checker.invalid(expression.range)
    }
    guard expression.range.contains(target) else { return nil }
    switch expression.kind {
    case .name: record(.name, [expected].compactMap(\.self), nil, checker)
    case .string where expression.range == target: record(.string, [expected].compactMap(\.self), nil, checker)
    case .implicitMember(_, let place) where place == target:
      record(.implicit, [expected].compactMap(\.self), nil, checker)
    case .member(let base, _, let place) where place == target:
      record(subject(of: base, checker), [expected].compactMap(\.self), nil, checker)
    case .call(let callee, let arguments): return meet(expression, callee, arguments, expected, checker)
    case .index(let base, let arguments) where arguments.contains { $0.value.range == target && $0.value.isString }:
      record(.element(of: type(of: base, checker), base), [], nil, checker)
    case .assignment(let place, _, _) where place.range.contains(target):
      _ = checker.trial { checker.infer(place) }
      return isDone ? checker.invalid(expression.range) : nil
    default: return nil
    }
    return checker.invalid(expression.range)
  }

  private func meet(
    _ expression: Expression, _ callee: Expression, _ arguments: [Expression.Argument], _ expected: ValueType?,
    _ checker: Checker
  ) -> Checked? {
    let wanted = [expected].compactMap(\.self)
    func call(_ argument: Int?) -> Site.Call {
      Site.Call(candidates: checker.callees(callee, expected), arguments: arguments, argument: argument)
    }
    switch callee.kind {
    case .name where callee.range.contains(target): record(.name, wanted, call(nil), checker)
    case .member(let base, _, let place) where place == target:
      record(subject(of: base, checker), wanted, call(nil), checker)
    case .implicitMember(_, let place) where place == target: record(.implicit, wanted, call(nil), checker)
    default: break
    }
    if isDone { return checker.invalid(expression.range) }
    let index = arguments.firstIndex { $0.labelRange == target || $0.value.range.contains(target) }
    guard let index else { return nil }
    let argument = arguments[index]
    if let subject = argument.labelRange == target ? .label : subject(of: argument.value) {
      let call = call(index)
      record(subject, call.progress.compactMap { $0.parameter?.type }, call, checker)
      return checker.invalid(expression.range)
    }
    // The call as a whole leads to the place if it is sound. An unfinished one does not: then the argument is checked
    // against each parameter that it may go to.
    guard entered.insert(expression.range).inserted else { return nil }
    defer { entered.remove(expression.range) }
    let result = checker.infer(expression, expected)
    if isDone { return result }
    for type in call(index).progress.compactMap({ $0.parameter?.type }) + [.unknown] where !isDone {
      _ = checker.trial { checker.infer(argument.value, type.substituting([:])) }
    }
    return result
  }

  /// What the cursor is at when it is at an argument as a whole.
  private func subject(of argument: Expression) -> Site.Subject? {
    switch argument.kind {
    case .name where argument.range.contains(target): return .name
    case .implicitMember(_, let place) where place == target: return .implicit
    case .string where argument.range == target: return .string
    case .call(let callee, _):
      if case .implicitMember(_, let place) = callee.kind, place == target { return .implicit }
      return nil
    default: return nil
    }
  }

  private func subject(of base: Expression, _ checker: Checker) -> Site.Subject {
    if case .name("Espalier") = base.kind, checker.lookup("Espalier") == nil { return .everything }
    return .member(of: type(of: base, checker))
  }

  private func type(of expression: Expression, _ checker: Checker) -> ValueType {
    entered.insert(expression.range)
    defer { entered.remove(expression.range) }
    return checker.trial { checker.infer(expression) }.result.type
  }

  private func record(_ subject: Site.Subject, _ expected: [ValueType], _ call: Site.Call?, _ checker: Checker) {
    site = Site(
      subject: subject, expected: expected, call: call, scopes: checker.scopes, global: checker.global,
      implicitSelf: checker.implicitSelf, nominals: checker.nominals)
  }
}

/// What the checker knows at the cursor.
struct Site {
  /// What the cursor is at.
  enum Subject {
    /// A name by itself.
    case name
    /// `.name`, whose type the context gives.
    case implicit
    /// A member of a value or of a type.
    case member(of: ValueType)
    /// `Espalier.name`: a command whatever the session calls by its name.
    case everything
    /// The label of an argument.
    case label
    /// The inside of a string.
    case string
    /// The inside of a string that is a subscript.
    case element(of: ValueType, Expression)
  }

  /// The call around the cursor.
  struct Call {
    var candidates: [Entity]
    var arguments: [Expression.Argument]
    /// The argument that the cursor is at; nil at the callee.
    var argument: Int?

    /// Where the arguments go, for each candidate that those before the cursor fit; for all when they fit none.
    var progress: [CallProgress] {
      guard let argument else { return [] }
      let all = candidates.map {
        CallProgress($0.parameters, isVariadic: $0.isVariadic, arguments, at: argument)
      }
      return all.contains(where: \.fits) ? all.filter(\.fits) : all
    }

    /// The candidates, those first that the written labels fit.
    var ranked: [Entity] {
      let labels = arguments.compactMap { $0.isTrailing ? nil : $0.label }
      func rank(_ entity: Entity) -> Int {
        let parameters = entity.parameters
        let match = ArgumentMatch(parameters.map(\.matching), isVariadic: entity.isVariadic, arguments)
        if match.problem == nil { return -1_000 }
        return -parameters.count { $0.label.map(labels.contains) ?? false }
      }
      return candidates.enumerated().map { (rank($0.element), $0.offset, $0.element) }
        .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }
  }

  var subject: Subject
  /// The types that the context may expect, the likeliest first.
  var expected: [ValueType]
  var call: Call?
  /// The names of the blocks and functions around the place, innermost last.
  var scopes: [[String: Meaning]]
  var global: GlobalScope
  var implicitSelf: NominalType?
  var nominals: [Int: NominalType]
}

extension SourceRange {
  /// Whether another range lies in this one.
  func contains(_ other: SourceRange) -> Bool { start <= other.start && other.end <= end }
}

extension Expression {
  var isString: Bool { if case .string = kind { true } else { false } }
}
