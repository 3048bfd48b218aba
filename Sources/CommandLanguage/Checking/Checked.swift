/// An expression with its type, names resolved and literals settled: what the compiler needs and nothing that can
/// fail on
/// a name.
struct Checked {
  var kind: Kind
  var type: ValueType
  var range: SourceRange

  indirect enum Kind {
    case constant(Value)
    case load(Slot)
    /// The value as another type: wrapped, boxed, or checked when the program runs.
    case convert(Checked)
    case arithmetic(ArithmeticOperator, Checked, Checked)
    case compare(ComparisonOperator, Checked, Checked)
    case equal(Checked, Checked, isNegated: Bool)
    case both(Checked, Checked)
    case either(Checked, Checked)
    case negate(Checked)
    case not(Checked)
    case math(MathFunction, Checked)
    case doubleFromInt(Checked)
    case intFromDouble(Checked)
    case count(Checked)
    /// A native function: library, command, or an operation on values that only run time knows.
    case invoke(NativeCall, [Checked])
    case call(UserFunction, [Checked])
    case callValue(Checked, [Checked])
    case function(UserFunction)
    case closure(FunctionContext, [Slot], CheckedBody)
    case iterate(Iteration)
    /// Statements that leave their value in a variable.
    case block(Slot, CheckedBody)
    case element(Checked, Checked)
    case tupleElement(Checked, Int)
    case field(Checked, Int)
    case tuple([Checked], [String?])
    case array([Checked])
    case dictionary([(key: Checked, value: Checked)])
    case instance(NominalType, Int, [Checked])
    case range(Checked, Checked, isClosed: Bool)
    case interpolation([Checked])
    case ternary(Checked, Checked, Checked)
    case coalesce(Checked, Checked)
    case forced(Checked)
    /// An optional that ends the enclosing chain when it is nil.
    case chained(Checked)
    case chain(Checked)
    case assign(Place, Checked)
    /// `place = place op value`, read and written once.
    case change(Place, NativeChange, [Checked])
    /// `variable.append(value)` of an array.
    case append(Slot, Checked)
    /// `variable[index] op= value` of an array of numbers.
    case updateElement(Slot, Checked, ArithmeticOperator, Checked)
    case attempt(Checked)
    case test(Checked, ValueType)
    case fault(RuntimeFault)
  }
}

enum ArithmeticOperator: String {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}

extension ArithmeticOperator {
  /// The result on integers.
  /// - Throws: a fault on overflow and for a division by zero.
  func applied(_ a: Int, _ b: Int) throws -> Int {
    let (result, overflow) =
      switch self {
      case .add: a.addingReportingOverflow(b)
      case .subtract: a.subtractingReportingOverflow(b)
      case .multiply: a.multipliedReportingOverflow(by: b)
      case .divide: a.dividedReportingOverflow(by: b)
      case .remainder: a.remainderReportingOverflow(dividingBy: b)
      }
    if b == 0, self == .divide || self == .remainder { throw RuntimeFault.divisionByZero }
    if overflow { throw RuntimeFault.overflow(rawValue) }
    return result
  }

  /// The result on doubles.
  func applied(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .remainder: a.truncatingRemainder(dividingBy: b)
    }
  }
}

enum ComparisonOperator: String {
  case less = "<"
  case lessEqual = "<="
  case greater = ">"
  case greaterEqual = ">="
}

/// A native function as one call uses it.
struct NativeCall {
  var name: String
  var argumentNames: [String]
  var isHostCall: Bool
  var purity: Callable.Purity
  var body: (CallContext, [Value]) throws -> Value
}

/// A native change of a place.
struct NativeChange {
  var name: String
  /// Whether the change does not look at what was there.
  var replaces = false
  var body: (CallContext, inout Value, [Value]) throws -> Value
}

/// Where an assignment goes: a variable, or a part of one.
struct Place {
  enum Step {
    case element(Checked)
    case key(Checked)
    case keyOrDefault(Checked, Checked)
    case tupleElement(Int)
    case field(Int)
    /// A stored property that code watches.
    case observed(Int, willSet: UserFunction?, didSet: UserFunction?)
    /// A computed property, or a subscript with its arguments: got, changed, and set again.
    case computed(UserFunction, set: UserFunction, [Checked])
    /// `!`: nil is an error.
    case unwrapped
    /// `?`: nil ends the change without an effect.
    case chained
  }

  var root: Slot
  var steps: [Step]
  var type: ValueType
  /// What must run before the place is there: a static property's first value.
  var isReady: Checked?
}

/// A variable, constant or parameter.
package final class Slot: @unchecked Sendable {
  // Unchecked: changed only while its cell is checked and compiled.
  let name: String
  package internal(set) var type: ValueType
  let isMutable: Bool
  let range: SourceRange
  /// The function that the variable belongs to; nil for a global.
  let owner: FunctionContext?
  /// Whether a closure or nested function uses it, so that it needs a box.
  var isCaptured = false
  /// The box of a global.
  let box: Box?
  /// The register or box of the frame, given by the compiler.
  var register: Int32 = -1
  var wasChanged = false
  var isInitialized = true
  /// What to do instead of changing it, where that is not to declare it with 'var'.
  var adviceForChange: String?
  /// Whether the declaration gave no value, so that a constant may be set later.
  var isDeferred = false

  init(_ name: String, _ type: ValueType, isMutable: Bool, range: SourceRange, owner: FunctionContext?) {
    self.name = name
    self.type = type
    self.isMutable = isMutable
    self.range = range
    self.owner = owner
    box = owner == nil ? Box() : nil
  }
}

/// A function that a cell declares.
package final class UserFunction: @unchecked Sendable {
  // Unchecked: filled in while its cell is checked and compiled, constant afterwards.
  struct Parameter {
    var label: String?
    var name: String
    var type: ValueType
    /// Checked anew at every call, where what it names must be found.
    var defaultValue: Expression?
    var isInout = false
    var isVariadic = false
  }

  let name: String
  let parameters: [Parameter]
  var result: ValueType
  let routine: Routine
  /// The variable that holds a nested function, which may capture; nil for a function without captures.
  var slot: Slot?
  /// Set once the body has been checked.
  var body: (context: FunctionContext, parameters: [Slot], statements: CheckedBody)?
  let isMutating: Bool
  /// Whether a result that nothing uses draws no warning.
  var isDiscardable = false
  /// The names that default values see: those where the function stands.
  var surroundings: (scopes: [[String: Meaning]], global: GlobalScope)?
  /// What the cell says of it in a `///` comment.
  var documentation: String?
  /// What the function refers to, for the note when a name is declared again.
  var globalNames: Set<String> = []

  init(name: String, parameters: [Parameter], result: ValueType, routine: Routine, isMutating: Bool = false) {
    self.name = name
    self.parameters = parameters
    self.result = result
    self.routine = routine
    self.isMutating = isMutating
  }

  var type: ValueType { .function(parameters.map(\.type), result) }

  /// The parameters whose changes the caller sees. The code returns them after the result, as a tuple.
  var changed: [Int] { parameters.indices.filter { parameters[$0].isInout } }

  var labels: [String?] { parameters.map(\.label) }

  /// `area(of: [Double], scale: Double) -> Double`
  var signature: String {
    "\(name)(" + parameters.map { "\($0.label ?? "_ \($0.name)"): \($0.typeText)" }.joined(separator: ", ") + ")"
      + (result == .void ? "" : " -> \(result)")
  }
}

extension UserFunction.Parameter {
  /// The type as the declaration writes it.
  var typeText: String {
    if isVariadic, case .array(let element) = type { return "\(element)..." }
    return isInout ? "inout \(type)" : "\(type)"
  }

  var forMatching: ArgumentMatch.Parameter {
    ArgumentMatch.Parameter(
      label: label, name: name, type: type, hasDefault: defaultValue != nil || isVariadic, isVariadic: isVariadic)
  }
}

/// What the checker keeps of the function that it is in.
final class FunctionContext {
  let name: String
  let parent: FunctionContext?
  /// The declared result, or nil while it is inferred from the returns.
  var result: ValueType?
  var returned: [ValueType] = []
  /// Variables of enclosing functions that this one uses, in order of first use.
  var captures: [Slot] = []
  /// Loops and labelled statements around the place, innermost last.
  var exits: [(label: String?, isLoop: Bool)] = []
  /// Whether the statements of a cell: a `return` has nothing to leave.
  let isCell: Bool
  /// Whether the code is written out in that of the parent, whose frame then holds the variables.
  let isInlined: Bool
  /// The variable `self` of an initialiser, and whether it may give nil.
  var initialized: (slot: Slot, isFailable: Bool)?
  var globalNames: Set<String> = []

  init(name: String, parent: FunctionContext?, result: ValueType?, isCell: Bool = false, isInlined: Bool = false) {
    self.name = name
    self.parent = parent
    self.result = result
    self.isCell = isCell
    self.isInlined = isInlined
  }
}

/// What a name means.
package enum Meaning {
  case slot(Slot)
  case functions([UserFunction])
  case nominal(NominalType)
  case alias(ValueType)
  case typeParameter
}

typealias CheckedBody = [CheckedStatement]

/// A statement with its names resolved.
indirect enum CheckedStatement {
  case expression(Checked)
  /// A new variable, with or without a value.
  case declare(Slot, Checked?, SourceRange)
  case function(UserFunction, SourceRange)
  case conditional([CheckedCondition], CheckedBody, CheckedBody?)
  case whileLoop(label: String?, [CheckedCondition], CheckedBody)
  case repeatLoop(label: String?, CheckedBody, Checked)
  /// Over a range of integers, without making its elements.
  case count(label: String?, Slot, from: Checked, to: Checked, isClosed: Bool, filter: Checked?, CheckedBody)
  case forEach(label: String?, Slot, Checked, [CheckedStatement], filter: Checked?, CheckedBody)
  case choice(label: String?, [CheckedStatement], [CheckedCase], SourceRange)
  case leave(label: String?, SourceRange)
  case next(label: String?, SourceRange)
  case result(Checked?, SourceRange)
  case block(label: String?, CheckedBody)
  case deferred(CheckedBody)
  case handled(CheckedBody, Slot, CheckedBody)
  case raise(Checked)
  /// The error that a `catch` looks at goes on.
  case passOn(SourceRange)

  struct CheckedCase {
    /// Any of these; no conditions match everything.
    var alternatives: [[CheckedCondition]]
    /// The variables that every alternative sets, where there are several.
    var shared: [Slot] = []
    var body: CheckedBody
    var fallsThrough: Bool
  }
}

/// A test that may bind names.
enum CheckedCondition {
  case test(Checked)
  /// Fails when the optional is nil; otherwise binds what it holds.
  case unwrap(Slot, Checked)
  /// Always holds: binds a part of what is matched.
  case bind(Slot, Checked)

  /// Where it stands.
  var range: SourceRange {
    switch self {
    case .test(let value), .unwrap(_, let value), .bind(_, let value): value.range
    }
  }
}
