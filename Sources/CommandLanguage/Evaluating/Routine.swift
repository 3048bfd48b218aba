/// The compiled code of one function, closure or statement.
package final class Routine: @unchecked Sendable {
  // Unchecked: filled in while its cell is compiled, constant afterwards.

  /// Where a parameter is found on entry.
  struct Parameter {
    enum Kind {
      case int, double, bool
      /// Boxed and of any type.
      case any
      /// Boxed and checked on entry.
      case value
    }

    var kind: Kind
    var register: Int32
    var type: ValueType
  }

  /// What comes back.
  enum Result {
    case int, double, bool, value
  }

  /// A direct call.
  struct CallSite {
    var routine: Routine
    /// The first raw and value registers of the arguments, where the frame of the callee starts.
    var rawStart: Int32
    var valueStart: Int32
    var destination: Int32
  }

  /// A closure to make.
  struct ClosureShape {
    var routine: Routine
    var name: String
    var type: ValueType
    /// The boxes of this frame to take along.
    var captures: [Int32]
  }

  /// A function that takes over when something fails between two instructions.
  struct Handler {
    var start: Int
    var end: Int
    var target: Int
    var register: Int32
    /// Whether the code is that of a `defer`, which passes the error on when it is done.
    var isDeferred = false
  }

  let name: String
  /// The cell that the code comes from.
  let origin: CellText
  // Unchecked too: the evaluator reads these at every step, and the look-up of each read in the table of accesses under
  // way took half the time of code that calls closures.
  @exclusivity(unchecked) var code: UnsafeMutableBufferPointer<Instruction> = .init(start: nil, count: 0)
  /// The source range of each instruction, in the same order.
  @exclusivity(unchecked) var ranges: [SourceRange] = []
  @exclusivity(unchecked) var rawConstants: [Int] = []
  @exclusivity(unchecked) var valueConstants: [Value] = []
  @exclusivity(unchecked) var globals: [Box] = []
  @exclusivity(unchecked) var globalContents: [UnsafeMutablePointer<Box.Contents>] = []
  @exclusivity(unchecked) var calls: [CallSite] = []
  @exclusivity(unchecked) var invocations: [Invocation] = []
  @exclusivity(unchecked) var changes: [Change] = []
  @exclusivity(unchecked) var closures: [ClosureShape] = []
  @exclusivity(unchecked) var tupleShapes: [[String?]] = []
  @exclusivity(unchecked) var instanceShapes: [(type: NominalType, caseIndex: Int, count: Int)] = []
  @exclusivity(unchecked) var types: [ValueType] = []
  @exclusivity(unchecked) var faults: [RuntimeFault] = []
  @exclusivity(unchecked) var handlers: [Handler] = []
  @exclusivity(unchecked) var parameters: [Parameter] = []
  @exclusivity(unchecked) var result = Result.value
  @exclusivity(unchecked) var rawCount = 0
  @exclusivity(unchecked) var valueCount = 0
  @exclusivity(unchecked) var boxCount = 0
  /// How many of the boxes a closure's captures fill.
  @exclusivity(unchecked) var captureCount = 0

  init(name: String, origin: CellText) {
    self.name = name
    self.origin = origin
  }

  deinit { code.deallocate() }
}

/// The text of a cell, which its compiled code refers to when something fails.
package final class CellText: Sendable {
  let number: Int
  let source: String

  init(number: Int, source: String) {
    self.number = number
    self.source = source
  }

  /// The line that holds an offset, counted from 1.
  func line(of offset: Int) -> Int { source.utf8.prefix(offset).count { $0 == 10 } + 1 }
}

/// One call of a native function, with what errors need to point at its arguments.
final class Invocation {
  let name: String
  let body: (CallContext, [Value]) throws -> Value
  let count: Int
  let range: SourceRange
  /// The parameter's name and the argument's range, for errors about one argument.
  let arguments: [(name: String, range: SourceRange)]
  /// Whether the call may take long, so that the next turn of a loop looks for an interrupt.
  let isHostCall: Bool
  /// The line of the cell, and the number that stands for the name, for the ``ExecutionMark``.
  let line: Int
  let nameNumber: Int

  init(
    name: String, line: Int, count: Int, range: SourceRange, arguments: [(name: String, range: SourceRange)],
    isHostCall: Bool,
    body: @escaping (CallContext, [Value]) throws -> Value
  ) {
    self.name = name
    self.line = line
    nameNumber = ExecutionMark.number(of: name)
    self.count = count
    self.range = range
    self.arguments = arguments
    self.isHostCall = isHostCall
    self.body = body
  }
}

/// A change of a variable in place, however deep: `a[i].x += 1`, `rows[k].append(2)`.
final class Change {
  /// One step from a variable to the part that changes.
  enum Step {
    /// A subscript by an operand: an element, or a key.
    case subscripted
    /// A dictionary's subscript with a default, two operands.
    case subscriptedOrDefault
    case tupleElement(Int)
    case field(Int)
    case unwrapped
    /// Nil ends the change before its body.
    case chained
  }

  let root: Int32
  let steps: [Step]
  /// The operands after those of the steps.
  let argumentCount: Int
  let operandCount: Int
  let body: (CallContext, inout Value, [Value]) throws -> Value

  init(
    root: Int32, steps: [Step], argumentCount: Int, operandCount: Int,
    body: @escaping (CallContext, inout Value, [Value]) throws -> Value
  ) {
    self.root = root
    self.steps = steps
    self.argumentCount = argumentCount
    self.operandCount = operandCount
    self.body = body
  }
}
