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
    try nested(routine, captures) { rawBase, valueBase in
      try pass(first, 0, routine.layout, rawBase, valueBase)
      if let second { try pass(second, 1, routine.layout, rawBase, valueBase) }
    }
  }
}
