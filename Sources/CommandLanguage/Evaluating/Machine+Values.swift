import Glibc

extension Machine {
  /// Moves values out of consecutive registers.
  @inline(__always)
  func take(_ start: UnsafeMutablePointer<Value>, _ count: Int) -> [Value] {
    guard count > 0 else { return [] }
    return [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count {
        (buffer.baseAddress.unsafelyUnwrapped + index).initialize(to: (start + index).move())
        (start + index).initialize(to: .void)
      }
      initialized = count
    }
  }

  @inline(__always)
  func element(_ place: UnsafeMutablePointer<Value>, _ index: Int) throws -> Value {
    guard case .array(let elements) = place.pointee else {
      throw RuntimeFault.type(expected: "an array", found: place.pointee.typeText)
    }
    guard index >= 0, index < elements.count else { throw RuntimeFault.index(index, elements.count) }
    return elements[index]
  }

  func elementFault(_ expected: String, _ place: UnsafeMutablePointer<Value>, _ index: Int) -> RuntimeFault {
    guard case .array(let elements) = place.pointee else {
      return .type(expected: "an array", found: place.pointee.typeText)
    }
    return .type(expected: expected, found: elements[index].typeText)
  }

  @inline(__always)
  func setElement(_ place: UnsafeMutablePointer<Value>, _ index: Int, _ value: Value) throws {
    // Taken out while it changes, so that the storage is uniquely referenced and nothing is copied.
    guard case .array(var elements) = place.move() else {
      place.initialize(to: .void)
      throw RuntimeFault.type(expected: "an array", found: "another value")
    }
    place.initialize(to: .void)
    defer { place.pointee = .array(elements) }
    guard index >= 0, index < elements.count else { throw RuntimeFault.index(index, elements.count) }
    elements[index] = value
  }

  /// An empty array with room for elements to come.
  /// - Throws: a fault for more elements than are held at once.
  func newArray(_ capacity: Int) throws -> Value {
    guard capacity >= 0, capacity <= Elements.greatestCount else { throw Elements.tooLong(capacity) }
    var elements: [Value] = []
    elements.reserveCapacity(min(capacity, 1 << 20))
    return .array(elements)
  }

  @inline(__always)
  func setField(_ place: UnsafeMutablePointer<Value>, _ index: Int, _ value: Value) throws {
    guard var instance = place.pointee.takeInstance(), index < instance.fields.count else {
      throw RuntimeFault.type(expected: "a structure", found: "another value")
    }
    instance.fields[index] = value
    place.pointee = .instance(instance)
  }

  @inline(__always)
  func append(_ value: Value, to place: UnsafeMutablePointer<Value>) throws {
    guard case .array(var elements) = place.move() else {
      place.initialize(to: .void)
      throw RuntimeFault.type(expected: "an array", found: "another value")
    }
    elements.append(value)
    place.initialize(to: .array(elements))
  }

  func count(_ value: Value) throws -> Int {
    switch value {
    case .array(let elements): elements.count
    case .slice(let elements): elements.count
    case .string(let text): text.count
    case .dictionary(let entries), .set(let entries): entries.count
    case .range(.ints(let range)): range.count
    case .range(.closedInts(let range)):
      try Elements.count(of: range)
    default: throw RuntimeFault.type(expected: "a collection", found: value.typeText)
    }
  }

  /// The text of an interpolation, whose pieces are used up.
  func join(_ pieces: UnsafeMutablePointer<Value>, _ count: Int) -> String {
    var text = ""
    for index in 0..<count {
      switch pieces[index] {
      case .string(let piece): text += piece
      case .int(let number): text += String(number)
      case let piece: text += piece.description
      }
      pieces[index] = .void
    }
    return text
  }

  func dictionary(_ values: [Value]) throws -> Value {
    var result = DictionaryValue()
    for index in stride(from: 0, to: values.count - 1, by: 2) {
      guard result[values[index]] == nil else {
        throw RuntimeFault("duplicate-key", "the key \(values[index].literalText) stands twice in the dictionary")
      }
      result[values[index]] = values[index + 1]
    }
    return .dictionary(result)
  }

  func range(_ lower: Value, _ upper: Value, isClosed: Bool) throws -> Value {
    switch (lower, upper) {
    case (.int(let a), .int(let b)):
      guard a <= b else { throw Machine.reversed(lower, upper) }
      return .range(isClosed ? .closedInts(a...b) : .ints(a..<b))
    case (.double(let a), .double(let b)):
      guard a <= b else { throw Machine.reversed(lower, upper) }
      return .range(isClosed ? .closedDoubles(a...b) : .doubles(a..<b))
    case (.string(let a), .string(let b)):
      guard a <= b else { throw Machine.reversed(lower, upper) }
      return .range(isClosed ? .closedStrings(a...b) : .strings(a..<b))
    case (.foreign(let a as TextIndex), .foreign(let b as TextIndex)):
      guard a <= b else { throw Machine.reversed(lower, upper) }
      return .range(isClosed ? .closedIndices(a...b) : .indices(a..<b))
    default:
      throw RuntimeFault.type(expected: "two bounds of one type", found: "\(lower.typeText) and \(upper.typeText)")
    }
  }

  static func reversed(_ lower: Value, _ upper: Value) -> RuntimeFault {
    RuntimeFault(
      "reversed-range", "a range from \(lower.literalText) to \(upper.literalText) runs backwards",
      mend: "put the smaller bound first, or use 'stride' or 'reversed()'")
  }

  func compute(_ function: Int32, _ bits: Int) throws -> Int {
    let number = Double(bitPattern: UInt64(UInt(bitPattern: bits)))
    let result: Double
    switch MathFunction(rawValue: function) {
    case .squareRoot: result = number.squareRoot()
    case .absolute: result = number.magnitude
    case .absoluteInt:
      guard bits != .min else { throw RuntimeFault.overflow("abs") }
      return bits < 0 ? -bits : bits
    case .exponential: result = exp(number)
    case .logarithm: result = log(number)
    case .sine: result = sin(number)
    case .cosine: result = cos(number)
    case .floor: result = number.rounded(.down)
    case .ceiling: result = number.rounded(.up)
    case .round: result = number.rounded()
    case nil: result = .nan
    }
    return Int(bitPattern: UInt(result.bitPattern))
  }

  /// Applies a change to the part of a variable that its steps lead to. The variable and every container on the way are
  /// taken out of their places while the part changes, so that nothing is copied, and put back even when the change fails.
  ///
  /// A closure that the change calls finds the variable empty, and no other thread gets the turn to look: Swift allows no
  /// other access to a variable while it changes.
  func apply(_ change: Change, to root: UnsafeMutablePointer<Value>, _ operands: [Value]) throws -> Value {
    var value = root.move()
    root.initialize(to: .void)
    changesUnderWay += 1
    defer {
      changesUnderWay -= 1
      root.pointee = value
    }
    if change.steps.isEmpty { return try change.body(context, &value, operands) }
    // Nil stays where the way ends at a `?`.
    var result = Value.none
    let arguments = Array(operands.suffix(change.argumentCount))
    try descend(&value, change.steps[...], operands[...], change.replaces) { place in
      result = try change.body(context, &place, arguments)
    }
    return result
  }

  private func descend(
    _ place: inout Value, _ steps: ArraySlice<Change.Step>, _ operands: ArraySlice<Value>, _ replaces: Bool,
    _ body: (inout Value) throws -> Void
  ) throws {
    guard let step = steps.first else { return try body(&place) }
    let rest = steps.dropFirst()
    // Each container is taken out of its place before its part is, so that it is the only reference and nothing is copied.
    switch step {
    case .subscripted:
      guard let operand = operands.first else { return }
      if var elements = place.takeArray() {
        defer { place = .array(elements) }
        guard case .int(let index) = operand else { throw RuntimeFault.type(expected: "Int", found: operand.typeText) }
        guard index >= 0, index < elements.count else { throw RuntimeFault.index(index, elements.count) }
        return try descend(&elements[index], rest, operands.dropFirst(), replaces, body)
      }
      guard var entries = place.takeDictionary() else { throw noPart(of: place) }
      defer { place = .dictionary(entries) }
      var value = entries.take(operand).map { Value.some($0) } ?? .none
      defer { entries[operand] = value.takeWrapped() }
      try descend(&value, rest, operands.dropFirst(), replaces, body)
    case .subscriptedOrDefault:
      guard operands.count > 1, let key = operands.first else { return }
      guard var entries = place.takeDictionary() else { throw noPart(of: place) }
      defer { place = .dictionary(entries) }
      try entries.change(key, orInsert: operands[operands.startIndex + 1]) { value in
        try descend(&value, rest, operands.dropFirst(2), replaces, body)
      }
    case .tupleElement(let index):
      guard var tuple = place.takeTuple(), index < tuple.values.count else { throw noPart(of: place) }
      defer { place = .tuple(tuple) }
      try descend(&tuple.values[index], rest, operands, replaces, body)
    case .field(let index):
      guard var instance = place.takeInstance(), index < instance.fields.count else { throw noPart(of: place) }
      defer { place = .instance(instance) }
      try descend(&instance.fields[index], rest, operands, replaces, body)
    case .observed(let index, let before, let after):
      guard case .instance(let instance) = place, index < instance.fields.count else {
        throw noPart(of: place)
      }
      let old = instance.fields[index]
      var value = old
      try descend(&value, rest, operands, replaces, body)
      if let before { _ = try change(&place, by: before, [value]) }
      guard case .instance(var changed) = place else { return }
      changed.fields[index] = value
      place = .instance(changed)
      if let after { _ = try change(&place, by: after, [old]) }
    case .computed(let getter, let setter, let count):
      let arguments = Array(operands.prefix(count))
      var value = Value.void
      if !(replaces && rest.isEmpty) {
        let function = FunctionValue(name: getter.name, type: .unknown, body: .compiled(getter, captures: []))
        value = try call(function, [place] + arguments)
      }
      try descend(&value, rest, operands.dropFirst(count), replaces, body)
      _ = try change(&place, by: setter, arguments + [value])
    case .unwrapped, .chained:
      if case .none = place {
        if case .unwrapped = step { throw RuntimeFault.forcedNil }
        return
      }
      guard var wrapped = place.takeWrapped() else { throw noPart(of: place) }
      defer { place = .some(wrapped) }
      try descend(&wrapped, rest, operands, replaces, body)
    }
  }

  private func noPart(of value: Value) -> RuntimeFault {
    RuntimeFault("type-mismatch", "a value of type '\(value.typeText)' has no such part to change")
  }

  /// Runs a method that changes its receiver, and gives its result. Where it fails, the receiver keeps what had changed.
  func change(_ receiver: inout Value, by routine: Routine, _ arguments: [Value]) throws -> Value {
    guard routine.parameters.count == arguments.count + 1 else { return .void }
    // Moved into the frame: what the method changes is then referred to from nowhere else.
    var isInFrame = false
    do {
      let result = try nested(routine, []) { rawBase, valueBase in
        for (index, argument) in arguments.enumerated() {
          try pass(argument, index + 1, routine.layout, rawBase, valueBase)
        }
        values[valueBase + Int(routine.parameters[0].register)] = receiver.take()
        isInFrame = true
      }
      receiver = keptReceiver.take()
      return result
    } catch {
      if isInFrame { receiver = keptReceiver.take() }
      throw error
    }
  }

  /// What `error` is in a `catch`.
  func caught(_ error: any Error) -> Value {
    if let raised = error as? RaisedError { return raised.value }
    return .foreign(CaughtError(text: wording(error).message, error: error))
  }

  /// The words for an error of any kind.
  func wording(_ error: any Error) -> ErrorText {
    switch error {
    case let fault as RuntimeFault: ErrorText(id: fault.id, message: fault.message, mend: fault.mend)
    case let raised as RaisedError: ErrorText(id: "error-thrown", message: "error thrown: \(raised.value.literalText)")
    case let argument as InvalidArgument:
      ErrorText(
        id: "invalid-argument",
        message: "'\(argument.parameter)' must be \(argument.expected), found \(argument.found)", mend: argument.mend)
    case let diagnostic as Diagnostic: ErrorText(id: diagnostic.id, message: diagnostic.message, mend: diagnostic.mend)
    case let worded as any WordedError: worded.errorText
    default: errorText(error) ?? ErrorText(id: "command-failed", message: "\(error)")
    }
  }
}

/// What a `catch` binds to `error` when a command or the language itself failed.
struct CaughtError: ForeignValue {
  static let typeName = "Error"
  var text: String
  /// What went wrong, to be thrown again.
  var error: any Error
  var displayText: String { text }
}
