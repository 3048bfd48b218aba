/// The evaluator: registers, frames and what the running code needs of its surroundings.
///
/// Integers, doubles and truth values that the checker proved live unboxed in raw registers; everything else in value
/// registers. A frame is a window into both. The memory is reserved at once and touched as calls deepen.
package final class Machine {
  static let rawCapacity = 1 << 20
  static let valueCapacity = 1 << 19
  static let boxCapacity = 1 << 18
  static let frameCapacity = 30_000
  /// Natives that call back into code (`map` with a closure) nest on the thread's own stack.
  static let nativeDepth = 200

  /// What a call leaves behind to return to.
  struct Frame {
    var layout: UnsafeMutablePointer<Routine.Layout>
    var pc: Int
    var rawBase: Int
    var valueBase: Int
    var boxBase: Int
    /// The closure that runs in the frame, kept alive while it does.
    var owner: Unmanaged<FunctionValue>?
  }

  let raws: UnsafeMutablePointer<Int>
  let values: UnsafeMutablePointer<Value>
  let boxes: UnsafeMutablePointer<Box?>
  let frames: UnsafeMutablePointer<Frame>
  // Unchecked: one thread runs a machine, and no access to these lasts beyond one expression; checking each
  // costs a look-up in the table of accesses under way.
  @exclusivity(unchecked) var initializedValues = 0
  @exclusivity(unchecked) var initializedBoxes = 0
  @exclusivity(unchecked) var frameCount = 0
  /// Where the next frame of a nested run starts.
  @exclusivity(unchecked) var rawTop = 0
  @exclusivity(unchecked) var valueTop = 0
  @exclusivity(unchecked) var boxTop = 0
  @exclusivity(unchecked) var depth = 0
  /// Calls from native code until the next look for an interrupt.
  @exclusivity(unchecked) var patience = 256
  @exclusivity(unchecked) var rawResult = 0
  @exclusivity(unchecked) var valueResult = Value.void
  /// What the receiver of a method has become when the method ends.
  @exclusivity(unchecked) var keptReceiver = Value.void
  /// The host of the cell that runs; set before each.
  @exclusivity(unchecked) unowned(unsafe) var host: any LanguageHost
  @exclusivity(unchecked) var mark: ExecutionMark
  let turn: Turn
  /// Changes of variables in place that are under way, during which the turn stays here.
  @exclusivity(unchecked) var changesUnderWay = 0
  /// The text of the running cell.
  @exclusivity(unchecked) var text: CellText?
  /// Whether a command has given up the turn while it computes.
  @exclusivity(unchecked) var isComputing = false
  let errorText: (any Error) -> ErrorText?

  init(host: any LanguageHost, turn: Turn, errorText: @escaping (any Error) -> ErrorText?) {
    self.host = host
    mark = host.mark
    self.turn = turn
    self.errorText = errorText
    raws = .allocate(capacity: Machine.rawCapacity)
    values = .allocate(capacity: Machine.valueCapacity)
    boxes = .allocate(capacity: Machine.boxCapacity)
    frames = .allocate(capacity: Machine.frameCapacity)
  }

  deinit {
    values.deinitialize(count: initializedValues)
    boxes.deinitialize(count: initializedBoxes)
    raws.deallocate()
    values.deallocate()
    boxes.deallocate()
    frames.deallocate()
  }

  /// The context for natives.
  var context: CallContext { CallContext(host: host, machine: self) }

  /// Runs a statement of a cell and returns its value.
  func run(_ routine: Routine) throws -> Value {
    try reserve(routine.layout, rawTop, valueTop, boxTop)
    let base = (rawTop, valueTop, boxTop)
    defer { (rawTop, valueTop, boxTop) = base }
    try asCurrent { try execute(routine, base.0, base.1, base.2) }
    return takeResult(routine.result)
  }

  /// Calls a function value from native code.
  /// - Throws: a fault when the number or the types of the arguments do not fit, and what the function throws.
  func call(_ function: FunctionValue, _ arguments: [Value]) throws -> Value {
    switch function.body {
    case .native(let body): return try body(context, arguments)
    case .compiled(let routine, let captures):
      guard routine.parameters.count == arguments.count else {
        if arguments.count == 1, case .tuple(let tuple) = arguments[0], tuple.values.count == routine.parameters.count {
          return try call(function, tuple.values)
        }
        throw RuntimeFault(
          "argument-count", "'\(function.name)' takes \(routine.parameters.count) arguments, not \(arguments.count)")
      }
      return try nested(routine, captures) { rawBase, valueBase in
        for (index, argument) in arguments.enumerated() {
          try pass(argument, index, routine.layout, rawBase, valueBase)
        }
      }
    }
  }

  /// Runs a routine from native code, in a frame above what runs already.
  /// - Parameter fill: puts the arguments into the frame, given where its raw and value registers start
  /// - Throws: a fault when native code and code of cells call each other too deeply, and what the code throws.
  @inline(__always)
  func nested(_ routine: Routine, _ captures: [Capture], _ fill: (Int, Int) throws -> Void) throws -> Value {
    guard depth < Machine.nativeDepth else { throw RuntimeFault.tooDeep }
    try look()
    depth += 1
    let base = (rawTop, valueTop, boxTop)
    defer {
      depth -= 1
      (rawTop, valueTop, boxTop) = base
    }
    try reserve(routine.layout, base.0, base.1, base.2)
    try fill(base.0, base.1)
    var index = 0
    while index < captures.count {
      boxes[base.2 + index] = captures[index]
      index += 1
    }
    try execute(routine, base.0, base.1, base.2)
    return takeResult(routine.result)
  }

  /// Looks for an interrupt now and then, for natives that call code in a loop.
  @inline(__always)
  func look() throws {
    patience -= 1
    if patience < 0 {
      patience = 256
      try pause()
    }
  }

  /// Stops for an interrupt, and lets other threads of the session go on where they have asked to.
  func pause() throws {
    try host.checkInterrupt()
    if turn.isWanted, changesUnderWay == 0 { turn.passOn() }
  }

  /// Puts an argument into the register of its parameter.
  @inline(__always)
  func pass(
    _ argument: Value, _ index: Int, _ layout: UnsafeMutablePointer<Routine.Layout>, _ rawBase: Int, _ valueBase: Int
  ) throws {
    let parameter = layout.pointee.parameters[index]
    let register = Int(parameter.register)
    switch parameter.kind {
    case .int:
      guard case .int(let it) = argument else { throw RuntimeFault.type(expected: "Int", found: argument.typeText) }
      raws[rawBase + register] = it
    case .double:
      guard case .double(let it) = argument else {
        throw RuntimeFault.type(expected: "Double", found: argument.typeText)
      }
      raws[rawBase + register] = Int(bitPattern: UInt(it.bitPattern))
    case .bool:
      guard case .bool(let it) = argument else { throw RuntimeFault.type(expected: "Bool", found: argument.typeText) }
      raws[rawBase + register] = it ? 1 : 0
    case .any: values[valueBase + register] = argument
    case .value:
      values[valueBase + register] = try argument.conformed(to: layout.pointee.routine.parameters[index].type)
    }
  }

  /// What the last call came back with, boxed.
  func takeResult(_ kind: Routine.Result) -> Value {
    switch kind {
    case .int: return .int(rawResult)
    case .double: return .double(Double(bitPattern: UInt64(UInt(bitPattern: rawResult))))
    case .bool: return .bool(rawResult != 0)
    case .value:
      let value = valueResult
      valueResult = .void
      return value
    }
  }

  /// Makes room for a frame.
  /// - Throws: a fault when the registers or frames are used up.
  @inline(__always)
  func reserve(
    _ layout: UnsafeMutablePointer<Routine.Layout>, _ rawBase: Int, _ valueBase: Int, _ boxBase: Int
  ) throws {
    let valueEnd = valueBase + layout.pointee.valueCount
    let boxEnd = boxBase + layout.pointee.boxCount
    guard rawBase + layout.pointee.rawCount < Machine.rawCapacity, valueEnd < Machine.valueCapacity,
      boxEnd < Machine.boxCapacity, frameCount < Machine.frameCapacity - 1
    else { throw RuntimeFault.tooDeep }
    if valueEnd > initializedValues {
      (values + initializedValues).initialize(repeating: .void, count: valueEnd - initializedValues)
      initializedValues = valueEnd
    }
    if boxEnd > initializedBoxes {
      (boxes + initializedBoxes).initialize(repeating: nil, count: boxEnd - initializedBoxes)
      initializedBoxes = boxEnd
    }
  }

  /// Lets go of what a finished frame holds, so that values stay uniquely referenced and memory returns at once.
  @inline(__always)
  func release(_ layout: UnsafeMutablePointer<Routine.Layout>, _ valueBase: Int, _ boxBase: Int) {
    var index = 0
    while index < layout.pointee.valueCount {
      values[valueBase + index] = .void
      index += 1
    }
    index = 0
    while index < layout.pointee.boxCount {
      boxes[boxBase + index] = nil
      index += 1
    }
  }
}

/// Where an error happened: the calls that were under way, innermost first.
struct LocatedError: Error {
  var error: any Error
  var isInterrupt: Bool
  var trace: [(routine: Routine, pc: Int)]
}

/// An error that waits while the body of a `defer` runs.
struct PendingError: ForeignValue {
  static let typeName = "Error"
  var error: LocatedError
}
