/// The third stage: names to variables, literals to types, every expression to its type.
///
/// Local and bidirectional: an expression is inferred with the type that its context expects, if any. Gradual: what it
/// cannot tell is `.unknown`, and the check happens when the program runs.
final class Checker {
  let table: CommandTable
  let library = Library.standard
  let origin: CellText
  var global: GlobalScope
  var diagnostics: [Diagnostic] = []
  /// Names of the enclosing blocks and functions, innermost last; the global scope lies under them.
  var scopes: [[String: Meaning]] = []
  var context: FunctionContext
  /// How deep the checker stands inside a trial whose errors are thrown away.
  var trials = 0
  var nextIdentity: Int
  /// Names declared at cell level by the statement that is being checked.
  var committed: [(name: String, meaning: Meaning)] = []
  /// The names that the initialiser being checked declares, which see their outer meaning.
  var declaring: Set<String> = []
  /// Functions of the cell whose bodies wait to be compiled.
  var functions: [UserFunction] = []
  var nominals: [Int: NominalType]
  /// The type whose members are being checked, for `Self`.
  var enclosingType: NominalType?
  /// The type whose members bare names may mean, inside one of its methods.
  var implicitSelf: NominalType?
  /// The property whose observers are being checked, where setting it is not observed again.
  var observed: String?
  /// Looks on for a query.
  var probe: Probe?
  /// The functions whose default values are being checked.
  var defaultsUnderWay: Set<ObjectIdentifier> = []
  /// Whether the closure that is checked next may change its first argument, as that of `reduce(into:)`.
  var changesFirst = false
  /// The variables that a further pattern of the same case sets too.
  var sharedSlots: [String: Slot] = [:]
  /// Whether the closure that is checked next becomes part of a loop.
  var inlinesNext = false

  init(table: CommandTable, origin: CellText, global: GlobalScope, nominals: [Int: NominalType]) {
    self.table = table
    self.origin = origin
    self.global = global
    self.nominals = nominals
    nextIdentity = (nominals.keys.max() ?? 0) + 1
    context = FunctionContext(name: "cell", parent: nil, result: nil, isCell: true)
  }

  var isAtCellLevel: Bool { scopes.isEmpty && context.isCell }

  // MARK: Diagnostics

  func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < 200 { diagnostics.append(diagnostic) }
  }

  func error(
    _ id: String, _ message: String, at range: SourceRange, mend: String? = nil, notes: [Diagnostic.Note] = [],
    fixIts: [Diagnostic.FixIt] = []
  ) {
    report(Diagnostic(id, message, at: range, mend: mend, notes: notes, fixIts: fixIts))
  }

  /// Says that a construct is outside the subset, and what to write instead.
  func refuse(_ what: String, at range: SourceRange, _ mend: String) {
    error("outside-subset", "\(what) not part of the command language", at: range, mend: mend)
  }

  /// What stands for an expression after an error, so that one mistake draws one message.
  func invalid(_ range: SourceRange) -> Checked { Checked(kind: .constant(.void), type: .unknown, range: range) }

  /// Runs a check whose errors count only if the caller wants them; returns its result and whether there was no error.
  func trial<Result>(_ body: () -> Result) -> (result: Result, isClean: Bool, found: [Diagnostic]) {
    let before = diagnostics
    diagnostics = []
    trials += 1
    let result = body()
    trials -= 1
    let found = diagnostics
    diagnostics = before
    return (result, !found.contains { $0.severity == .error }, found)
  }

  // MARK: Scopes

  /// Whether the code belongs to a function of type parameters.
  var isGeneric: Bool {
    scopes.contains { $0.values.contains { if case .typeParameter = $0 { true } else { false } } }
  }

  func inScope<Result>(_ body: () -> Result) -> Result {
    scopes.append([:])
    defer { scopes.removeLast() }
    return body()
  }

  func lookup(_ name: String) -> Meaning? {
    for scope in scopes.reversed() {
      if let meaning = scope[name] { return meaning }
    }
    if declaring.contains(name), isAtCellLevel, table.commands[name] != nil || library.free[name] != nil { return nil }
    return global[name]
  }

  /// `self.name` when a bare name inside a method means a member; local names come first.
  func memberOfSelf(_ name: String, _ range: SourceRange) -> Expression? {
    guard name != "self", !scopes.contains(where: { $0[name] != nil }) else { return nil }
    if let type = enclosingType, implicitSelf == nil, type.statics[name] != nil || type.methods["static \(name)"] != nil
    {
      return Expression(kind: .member(Expression(kind: .name("Self"), range: range), name, range), range: range)
    }
    guard let nominal = implicitSelf else { return nil }
    guard
      nominal.storedNames.contains(name) || nominal.computed[name] != nil || nominal.methods[name] != nil
        || name == "rawValue" && nominal.rawType != nil
    else { return nil }
    return Expression(kind: .member(Expression(kind: .name("self"), range: range), name, range), range: range)
  }

  /// Declares a name where the checker stands.
  func declare(_ name: String, _ meaning: Meaning) {
    guard name != "_" else { return }
    if scopes.isEmpty {
      noteOlderUses(of: name)
      global[name] = meaning
      committed.append((name, meaning))
    } else {
      scopes[scopes.count - 1][name] = meaning
    }
  }

  func newSlot(_ name: String, _ type: ValueType, isMutable: Bool, _ range: SourceRange) -> Slot {
    let slot = Slot(
      name, type, isMutable: isMutable, range: range, owner: scopes.isEmpty && context.isCell ? nil : context)
    return slot
  }

  /// Declares a variable where the checker stands.
  func declareSlot(_ name: String, _ type: ValueType, isMutable: Bool, _ range: SourceRange) -> Slot {
    let slot = newSlot(name, type, isMutable: isMutable, range)
    declare(name, .slot(slot))
    return slot
  }

  /// Marks the use of a variable, which enclosing functions take along when it is not theirs.
  func use(_ slot: Slot) {
    guard let owner = slot.owner else {
      var place: FunctionContext? = context
      while let current = place {
        current.globalNames.insert(slot.name)
        place = current.parent
      }
      return
    }
    var place: FunctionContext? = context
    while let current = place, current !== owner {
      place = current.parent
      if current.isInlined { continue }
      slot.isCaptured = true
      if !current.captures.contains(where: { $0 === slot }) { current.captures.append(slot) }
    }
  }

  private func noteOlderUses(of name: String) {
    guard case .slot? = global[name], trials == 0 else { return }
    for other in global.sortedNames where other != name {
      guard case .functions(let functions)? = global[other] else { continue }
      if functions.contains(where: { $0.globalNames.contains(name) }) {
        report(
          Diagnostic(
            "older-binding", "'\(other)' was declared before and keeps the old '\(name)'", at: SourceRange(0, 0),
            severity: .note, mend: "run the cell that declares '\(other)' again"))
      }
    }
  }

  /// Every name that could stand where an unknown one does.
  var visibleNames: [String] {
    // Nobody reads what is suggested while a query looks on.
    if probe != nil { return [] }
    return scopes.flatMap(\.keys) + Array(global.names.keys) + Array(table.commands.keys) + Array(library.free.keys)
      + Array(table.types.keys)
  }
}
