extension Machine {
  /// Calls a function with one argument, without making an array of it where that can be avoided.
  @inline(__always)
  func apply(_ function: FunctionValue, _ argument: Value) throws -> Value {
    guard case .compiled(let routine, let captures) = function.body, routine.layout.pointee.parameterCount == 1 else {
      return try call(function, [argument])
    }
    return try apply(routine, captures, argument, nil)
  }

  /// Calls a function with two arguments.
  @inline(__always)
  func apply(_ function: FunctionValue, _ first: Value, _ second: Value) throws -> Value {
    guard case .compiled(let routine, let captures) = function.body, routine.layout.pointee.parameterCount == 2 else {
      return try call(function, [first, second])
    }
    return try apply(routine, captures, first, second)
  }

  private func apply(
    _ routine: Routine, _ captures: [Capture], _ first: Value, _ second: Value?
  ) throws -> Value {
    guard depth < Machine.nativeDepth else { throw RuntimeFault.tooDeep }
    try look()
    depth += 1
    let base = (rawTop, valueTop, boxTop)
    defer {
      depth -= 1
      (rawTop, valueTop, boxTop) = base
    }
    try reserve(routine.layout, base.0, base.1, base.2)
    try pass(first, 0, routine.layout, base.0, base.1)
    if let second { try pass(second, 1, routine.layout, base.0, base.1) }
    var index = 0
    while index < captures.count {
      boxes[base.2 + index] = captures[index]
      index += 1
    }
    try execute(routine, base.0, base.1, base.2)
    return takeResult(routine.result)
  }
}
