/// The fourth stage: the checked tree to instructions.
///
/// Registers are given out like a stack: a variable keeps its own for its scope, an intermediate result for one
/// statement.
/// What the checker proved to be an integer, a double or a truth value stays unboxed.
final class Generator {
  let routine: Routine
  var code: [Instruction] = []
  var ranges: [SourceRange] = []
  var place = SourceRange(0, 0)
  var rawTop: Int32 = 0
  var valueTop: Int32 = 0
  private var rawMost: Int32 = 0
  private var valueMost: Int32 = 0
  private var boxes: [ObjectIdentifier: Int32] = [:]
  private var boxCount: Int32 = 0
  private var rawConstants: [Int] = []
  var calls: [Routine.CallSite] = []
  private var globals: [ObjectIdentifier: Int32] = [:]
  /// Jumps to the end of the enclosing optional chains, innermost last.
  var chainExits: [[Int]] = []
  var exits: [Exit] = []
  /// The `defer` bodies of the enclosing blocks, innermost last.
  var deferred: [[Deferral]] = [[]]

  /// The body of a `defer` and the code after it that an error must not leave without running it.
  struct Deferral {
    var body: CheckedBody
    /// Where the piece of code that is being written began.
    var start: Int
    var pieces: [Range<Int>] = []

    mutating func close(at end: Int) {
      if start < end { pieces.append(start..<end) }
      start = end
    }
  }

  /// The receiver of a mutating method, which is left to the caller at the end.
  var receiver: Slot?
  /// The registers of the errors that the enclosing `catch` clauses look at, innermost last.
  var pendingErrors: [Int32] = []
  /// Variables that the alternatives of a case share, which have their places already.
  var sharedSlots: Set<ObjectIdentifier> = []
  /// The closures that are being written out, innermost last.
  var inlineReturns: [InlineReturn] = []

  /// A loop or labelled statement that `break` and `continue` leave.
  struct Exit {
    var label: String?
    var isLoop: Bool
    var leaves: [Int] = []
    var nexts: [Int] = []
    var deferDepth: Int
  }

  init(_ routine: Routine) { self.routine = routine }

  // MARK: Whole routines

  /// Compiles a declared function.
  static func compile(_ function: UserFunction) {
    guard let body = function.body else { return }
    compile(
      function.routine, body.context, body.parameters, body.statements,
      result: function.changed.isEmpty ? function.result : .unknown,
      receiver: function.isMutating ? body.parameters.first : nil)
  }

  /// Compiles a function, closure or statement into a routine.
  static func compile(
    _ routine: Routine, _ context: FunctionContext, _ parameters: [Slot], _ statements: CheckedBody, result: ValueType,
    receiver: Slot? = nil
  ) {
    let generator = Generator(routine)
    for (index, slot) in context.captures.enumerated() { generator.boxes[ObjectIdentifier(slot)] = Int32(index) }
    generator.boxCount = Int32(context.captures.count)
    routine.captureCount = context.captures.count
    routine.result =
      switch result {
      case .int: .int
      case .double: .double
      case .bool: .bool
      default: .value
      }
    for slot in parameters { generator.parameter(slot) }
    generator.receiver = receiver
    generator.captureParameters(parameters)
    generator.block(statements)
    if let receiver { generator.emit(.keepReceiver, generator.operand(receiver)) }
    generator.emit(.returnVoid)
    routine.receiver = receiver.map { generator.operand($0) }
    generator.finish()
  }

  private func parameter(_ slot: Slot) {
    if slot.type.isRaw {
      slot.register = newRaw()
    } else {
      slot.register = newValue()
    }
    let kind: Routine.Parameter.Kind =
      switch slot.type {
      case .int: .int
      case .double: .double
      case .bool: .bool
      case .unknown, .any: .any
      default: .value
      }
    routine.parameters.append(Routine.Parameter(kind: kind, register: slot.register, type: slot.type))
  }

  private func captureParameters(_ parameters: [Slot]) {
    for slot in parameters where slot.isCaptured {
      let box = newBox(slot)
      if slot.type.isRaw { emit(.storeBox, slot.register, box) } else { emit(.moveValue, boxPlace(box), slot.register) }
    }
  }

  private func finish() {
    routine.ranges = ranges
    routine.finish(
      code, constants: rawConstants, calls: calls, rawCount: Int(rawMost) + 1, valueCount: Int(valueMost),
      boxCount: Int(boxCount))
  }

  // MARK: Emitting

  @discardableResult
  func emit(_ operation: Instruction.Operation, _ a: Int32 = 0, _ b: Int32 = 0, _ c: Int32 = 0) -> Int {
    code.append(Instruction(operation: operation, a: a, b: b, c: c))
    ranges.append(place)
    return code.count - 1
  }

  /// Makes earlier jumps go to the next instruction.
  func land(_ jumps: [Int]) {
    for jump in jumps { code[jump].c = Int32(code.count) }
  }

  var here: Int32 { Int32(code.count) }

  func newRaw() -> Int32 {
    rawTop += 1
    rawMost = max(rawMost, rawTop)
    return rawTop - 1
  }

  func newValue() -> Int32 {
    valueTop += 1
    valueMost = max(valueMost, valueTop)
    return valueTop - 1
  }

  /// Runs a part whose intermediate registers are free again afterwards.
  func temporarily<Result>(_ body: () -> Result) -> Result {
    let tops = (rawTop, valueTop)
    defer { (rawTop, valueTop) = tops }
    return body()
  }

  func constant(_ bits: Int) -> Int32 {
    if let known = rawConstants.firstIndex(of: bits) { return Int32(known) }
    rawConstants.append(bits)
    return Int32(rawConstants.count - 1)
  }

  func constant(_ value: Value) -> Int32 {
    routine.valueConstants.append(value)
    return Int32(routine.valueConstants.count - 1)
  }

  // MARK: Variables

  func newBox(_ slot: Slot) -> Int32 {
    let box =
      boxes[ObjectIdentifier(slot)]
      ?? {
        boxCount += 1
        boxes[ObjectIdentifier(slot)] = boxCount - 1
        return boxCount - 1
      }()
    emit(.newBox, box)
    return box
  }

  func box(of slot: Slot) -> Int32 { boxes[ObjectIdentifier(slot)] ?? newBox(slot) }

  func global(_ box: Box) -> Int32 {
    if let known = globals[ObjectIdentifier(box)] { return known }
    routine.globals.append(box)
    globals[ObjectIdentifier(box)] = Int32(routine.globals.count - 1)
    return Int32(routine.globals.count - 1)
  }

  func boxPlace(_ box: Int32) -> Int32 { ~(2 * box + 1) }
  func globalPlace(_ index: Int32) -> Int32 { ~(2 * index) }

  /// The operand that stands for a variable whose value is boxed.
  func operand(_ slot: Slot) -> Int32 {
    if let box = slot.box { return globalPlace(global(box)) }
    if slot.isCaptured || slot.register < 0 { return boxPlace(box(of: slot)) }
    return slot.register
  }

  /// Gives a new variable its register or box.
  func allocate(_ slot: Slot) {
    guard slot.box == nil else { return }
    if slot.isCaptured {
      _ = newBox(slot)
    } else if slot.type.isRaw {
      slot.register = newRaw()
    } else {
      slot.register = newValue()
      // In a loop the register may still hold the value of the turn before.
      emit(.clear, slot.register)
    }
  }

  /// Stores a raw register into a variable.
  func store(_ register: Int32, _ slot: Slot) {
    if let box = slot.box {
      emit(.storeGlobal, register, global(box))
    } else if slot.isCaptured {
      emit(.storeBox, register, box(of: slot))
    } else if slot.register != register {
      emit(.copy, slot.register, register)
    }
  }

  /// Sets a variable to the value of an expression.
  func set(_ slot: Slot, _ value: Checked) {
    temporarily {
      if slot.type.isRaw {
        let target = slot.box == nil && !slot.isCaptured ? slot.register : nil
        store(raw(convert(value, slot.type), into: target), slot)
      } else {
        self.value(convert(value, slot.type), into: operand(slot))
      }
    }
  }

  func convert(_ value: Checked, _ type: ValueType) -> Checked {
    value.type == type ? value : Checked(kind: .convert(value), type: type, range: value.range)
  }
}
