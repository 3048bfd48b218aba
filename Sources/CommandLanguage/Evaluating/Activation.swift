/// The frame that runs: its code, the next instruction, and where its registers lie.
///
/// A structure with methods rather than local functions over local variables: what a local function captures is
/// boxed, and every call from native code then registers an access to each box, which took a third of the time of short
/// closures.
struct Activation {
  var layout: UnsafeMutablePointer<Routine.Layout>
  var pc = 0
  var rawBase: Int
  var valueBase: Int
  var boxBase: Int
  var r: UnsafeMutablePointer<Int>
  var v: UnsafeMutablePointer<Value>
  var x: UnsafeMutablePointer<Box?>
  var code: UnsafePointer<Instruction>?
  /// The closure that runs in the frame, kept alive while it does.
  var owner: Unmanaged<FunctionValue>?
  /// Turns of loops and calls until the next look for an interrupt.
  var budget = 1024

  @inline(__always)
  init(_ machine: Machine, _ routine: Routine, _ rawBase: Int, _ valueBase: Int, _ boxBase: Int) {
    layout = routine.layout
    self.rawBase = rawBase
    self.valueBase = valueBase
    self.boxBase = boxBase
    r = machine.raws + rawBase
    v = machine.values + valueBase
    x = machine.boxes + boxBase
    code = UnsafePointer(layout.pointee.code)
  }

  /// The routine that runs; for steps that do more than a reference count costs.
  var routine: Routine { layout.pointee.routine }

  /// A value operand: a register, or a captured or global variable when negative.
  @inline(__always)
  func place(_ operand: Int32) -> UnsafeMutablePointer<Value> {
    if operand >= 0 { return v + Int(operand) }
    let index = Int(~operand)
    if index & 1 == 0 { return layout.pointee.globals[index >> 1].valuePlace }
    guard let box = x[index >> 1] else { return v }
    return box.contents.valuePlace
  }

  @inline(__always)
  func double(_ register: Int32) -> Double { Double(bitPattern: UInt64(UInt(bitPattern: r[Int(register)]))) }

  @inline(__always)
  func setDouble(_ register: Int32, _ value: Double) { r[Int(register)] = Int(bitPattern: UInt(value.bitPattern)) }

  /// Starts the frame of a call, leaving this one to return to.
  @inline(__always)
  mutating func enter(
    _ callee: UnsafeMutablePointer<Routine.Layout>, _ newRaw: Int, _ newValue: Int, _ newBox: Int, _ machine: Machine
  ) {
    machine.frames[machine.frameCount] = Machine.Frame(
      layout: layout, pc: pc, rawBase: rawBase, valueBase: valueBase, boxBase: boxBase,
      owner: owner)
    machine.frameCount += 1
    owner = nil
    move(to: callee, newRaw, newValue, newBox, machine)
    pc = 0
  }

  /// Goes back to the frame that called this one.
  @inline(__always)
  mutating func leave(_ machine: Machine) {
    owner?.release()
    machine.frameCount -= 1
    let frame = machine.frames[machine.frameCount]
    owner = frame.owner
    move(to: frame.layout, frame.rawBase, frame.valueBase, frame.boxBase, machine)
    pc = frame.pc
  }

  @inline(__always)
  private mutating func move(
    to callee: UnsafeMutablePointer<Routine.Layout>, _ newRaw: Int, _ newValue: Int, _ newBox: Int, _ machine: Machine
  ) {
    layout = callee
    rawBase = newRaw
    valueBase = newValue
    boxBase = newBox
    r = machine.raws + newRaw
    v = machine.values + newValue
    x = machine.boxes + newBox
    code = UnsafePointer(callee.pointee.code)
  }

  /// Looks for an interrupt now and then.
  @inline(__always)
  mutating func look(_ machine: Machine) throws {
    budget -= 1
    if budget < 0 {
      budget = 1024
      try machine.pause()
    }
  }

  /// The element that a loop has come to, whose cursor then moves on; nil at the end.
  @inline(__always)
  func nextElement(_ cursor: Int) -> UnsafePointer<Value>? {
    let address = r[cursor]
    guard address != r[cursor + 1] else { return nil }
    r[cursor] = address &+ MemoryLayout<Value>.stride
    return UnsafePointer(bitPattern: address)
  }

  /// Tells native code where the frames of what it calls start.
  @inline(__always)
  func enterTops(_ machine: Machine) {
    machine.rawTop = rawBase + layout.pointee.rawCount
    machine.valueTop = valueBase + layout.pointee.valueCount
    machine.boxTop = boxBase + layout.pointee.boxCount
  }
}

extension UnsafeMutablePointer<Box.Contents> {
  /// The address of the value, which follows the raw number.
  @inline(__always)
  var valuePlace: UnsafeMutablePointer<Value> {
    (UnsafeMutableRawPointer(self) + MemoryLayout<Int>.stride).assumingMemoryBound(to: Value.self)
  }
}
