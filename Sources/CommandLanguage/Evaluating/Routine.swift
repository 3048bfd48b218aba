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

  /// A direct call: plain memory, as ``Layout`` is.
  struct CallSite {
    var callee: UnsafeMutablePointer<Layout>
    /// The first raw and value registers of the arguments, where the frame of the callee starts.
    var rawStart: Int
    var valueStart: Int
  }

  /// Where a parameter is found, without its type.
  struct Place {
    var kind: Parameter.Kind
    var register: Int32
  }

  /// What the evaluator reads at every step: plain memory at an address that does not move, so that running code counts
  /// no references and looks nothing up.
  struct Layout {
    /// The routine that the layout belongs to, which keeps it alive.
    unowned(unsafe) var routine: Routine
    var code: UnsafeMutablePointer<Instruction>?
    var constants: UnsafeMutablePointer<Int>
    var globals: UnsafeMutablePointer<UnsafeMutablePointer<Box.Contents>>
    var calls: UnsafeMutablePointer<CallSite>
    var parameters: UnsafeMutablePointer<Place>
    var parameterCount = 0
    var rawCount = 0
    var valueCount = 0
    var boxCount = 0
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
    /// Where a `catch` finds the error with its places, to pass on what none of its clauses takes.
    var pending: Int32?
  }

  let name: String
  /// The cell that the code comes from.
  let origin: CellText
  // Unchecked too: the evaluator reads these at every step, and the look-up of each read in the table of accesses under
  // way took half the time of code that calls closures.
  let layout: UnsafeMutablePointer<Layout>
  @exclusivity(unchecked) var code: UnsafeMutableBufferPointer<Instruction> = .init(start: nil, count: 0)
  /// The source range of each instruction, in the same order.
  @exclusivity(unchecked) var ranges: [SourceRange] = []
  @exclusivity(unchecked) var valueConstants: [Value] = []
  /// What the layout refers to, kept alive.
  @exclusivity(unchecked) var globals: [Box] = []
  @exclusivity(unchecked) var callees: [Routine] = []
  @exclusivity(unchecked) var invocations: [Invocation] = []
  @exclusivity(unchecked) var changes: [Change] = []
  @exclusivity(unchecked) var closures: [ClosureShape] = []
  @exclusivity(unchecked) var tupleShapes: [[String?]] = []
  @exclusivity(unchecked) var instanceShapes: [(shape: Instance.Shape, count: Int)] = []
  @exclusivity(unchecked) var types: [ValueType] = []
  @exclusivity(unchecked) var faults: [RuntimeFault] = []
  @exclusivity(unchecked) var handlers: [Handler] = []
  @exclusivity(unchecked) var parameters: [Parameter] = []
  @exclusivity(unchecked) var result = Result.value
  /// Where a mutating method keeps its receiver, which goes back to the caller however the method ends.
  @exclusivity(unchecked) var receiver: Int32?
  var rawCount: Int { layout.pointee.rawCount }
  var valueCount: Int { layout.pointee.valueCount }
  var boxCount: Int { layout.pointee.boxCount }
  /// How many of the boxes a closure's captures fill.
  @exclusivity(unchecked) var captureCount = 0

  init(name: String, origin: CellText) {
    self.name = name
    self.origin = origin
    layout = .allocate(capacity: 1)
    layout.initialize(
      to: Layout(
        routine: self, constants: .allocate(capacity: 0), globals: .allocate(capacity: 0),
        calls: .allocate(capacity: 0), parameters: .allocate(capacity: 0)))
  }

  /// Takes over finished code.
  func finish(
    _ instructions: [Instruction], constants: [Int], calls: [CallSite], rawCount: Int, valueCount: Int, boxCount: Int
  ) {
    code = .allocate(capacity: instructions.count)
    _ = code.initialize(from: instructions)
    freeTables()
    layout.pointee.code = code.baseAddress
    layout.pointee.constants = Routine.plain(constants)
    layout.pointee.globals = Routine.plain(globals.map(\.contents))
    layout.pointee.calls = Routine.plain(calls)
    layout.pointee.parameters = Routine.plain(parameters.map { Place(kind: $0.kind, register: $0.register) })
    layout.pointee.parameterCount = parameters.count
    layout.pointee.rawCount = rawCount
    layout.pointee.valueCount = valueCount
    layout.pointee.boxCount = boxCount
  }

  private static func plain<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
    for (index, element) in elements.enumerated() { (memory + index).initialize(to: element) }
    return memory
  }

  private func freeTables() {
    layout.pointee.constants.deallocate()
    layout.pointee.globals.deallocate()
    layout.pointee.calls.deallocate()
    layout.pointee.parameters.deallocate()
  }

  deinit {
    code.deallocate()
    freeTables()
    layout.deallocate()
  }
}

/// The text of a cell, which its compiled code refers to when something fails.
package final class CellText: Sendable {
  let number: Int
  let source: String
  /// The file that the text comes from; nil for a cell of the session.
  let file: String?
  /// The number of the first line: 1, or more where the cell is a part of a file.
  let firstLine: Int

  init(number: Int, source: String, file: String? = nil, firstLine: Int = 1) {
    self.number = number
    self.source = source
    self.file = file
    self.firstLine = firstLine
  }

  /// The number of the line that holds an offset.
  func line(of offset: Int) -> Int { source.utf8.prefix(offset).count { $0 == 10 } + firstLine }
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
    /// A stored property and the code that runs before and after it is set.
    case observed(Int, willSet: Routine?, didSet: Routine?)
    /// A computed property, or a subscript by operands.
    case computed(Routine, set: Routine, argumentCount: Int)
    case unwrapped
    /// Nil ends the change before its body.
    case chained
  }

  let root: Int32
  let steps: [Step]
  /// The operands after those of the steps.
  let argumentCount: Int
  let operandCount: Int
  /// Whether the body does not look at what was there.
  let replaces: Bool
  let body: (CallContext, inout Value, [Value]) throws -> Value

  init(
    root: Int32, steps: [Step], argumentCount: Int, operandCount: Int, replaces: Bool,
    body: @escaping (CallContext, inout Value, [Value]) throws -> Value
  ) {
    self.root = root
    self.steps = steps
    self.argumentCount = argumentCount
    self.operandCount = operandCount
    self.replaces = replaces
    self.body = body
  }
}
