import Glibc

extension Machine {
  /// Runs a routine in a frame that has been filled with its arguments; the result is left in `rawResult` or
  /// `valueResult`.
  ///
  /// One loop over the instructions. It is long because each case is one instruction: splitting it would cost a
  /// call each.
  /// - Throws: `LocatedError`.
  func execute(_ entry: Routine, _ entryRaw: Int, _ entryValue: Int, _ entryBox: Int) throws {
    let entryFrames = frameCount
    var routine = entry
    var rawBase = entryRaw
    var valueBase = entryValue
    var boxBase = entryBox
    var r = raws + rawBase
    var v = values + valueBase
    var x = boxes + boxBase
    var code = UnsafePointer(routine.code.baseAddress)
    var pc = 0
    var budget = 1024
    var currentOwner: Unmanaged<FunctionValue>?
    guard code != nil else { return }

    // A value operand: a register, or a captured or global variable when negative.
    @inline(__always) func place(_ operand: Int32) -> UnsafeMutablePointer<Value> {
      if operand >= 0 { return v + Int(operand) }
      let index = Int(~operand)
      if index & 1 == 0 { return routine.globalContents[index >> 1].valuePlace }
      guard let box = x[index >> 1] else { return v }
      return box.contents.valuePlace
    }
    @inline(__always) func double(_ register: Int32) -> Double {
      Double(bitPattern: UInt64(UInt(bitPattern: r[Int(register)])))
    }
    @inline(__always) func setDouble(_ register: Int32, _ value: Double) {
      r[Int(register)] = Int(bitPattern: UInt(value.bitPattern))
    }
    @inline(__always) func enter(_ callee: Routine, _ newRaw: Int, _ newValue: Int, _ newBox: Int) {
      frames[frameCount] = Frame(
        routine: Unmanaged.passUnretained(routine), pc: pc, rawBase: rawBase, valueBase: valueBase, boxBase: boxBase,
        owner: currentOwner)
      frameCount += 1
      currentOwner = nil
      routine = callee
      rawBase = newRaw
      valueBase = newValue
      boxBase = newBox
      r = raws + newRaw
      v = values + newValue
      x = boxes + newBox
      code = UnsafePointer(callee.code.baseAddress)
      pc = 0
    }
    @inline(__always) func leave() {
      currentOwner?.release()
      frameCount -= 1
      let frame = frames[frameCount]
      routine = frame.routine.takeUnretainedValue()
      currentOwner = frame.owner
      rawBase = frame.rawBase
      valueBase = frame.valueBase
      boxBase = frame.boxBase
      r = raws + rawBase
      v = values + valueBase
      x = boxes + boxBase
      code = UnsafePointer(routine.code.baseAddress)
      pc = frame.pc
    }
    @inline(__always) func look() throws {
      budget -= 1
      if budget < 0 {
        budget = 1024
        try host.checkInterrupt()
      }
    }
    @inline(__always) func enterTops() {
      rawTop = rawBase + routine.rawCount
      valueTop = valueBase + routine.valueCount
      boxTop = boxBase + routine.boxCount
    }

    while true {
      do {
        while true {
          let step = code.unsafelyUnwrapped[pc]
          pc += 1
          let a = Int(step.a)
          let b = Int(step.b)
          let c = Int(step.c)
          switch step.operation {
          case .copy: r[a] = r[b]
          case .constant: r[a] = routine.rawConstants[b]
          case .loadGlobal: r[a] = routine.globalContents[b].pointee.raw
          case .storeGlobal: routine.globalContents[b].pointee.raw = r[a]
          case .loadBox: r[a] = x[b].unsafelyUnwrapped.contents.pointee.raw
          case .storeBox: x[b].unsafelyUnwrapped.contents.pointee.raw = r[a]
          case .addInt:
            let (sum, overflow) = r[b].addingReportingOverflow(r[c])
            if overflow { throw RuntimeFault.overflow("+") }
            r[a] = sum
          case .addImmediate:
            let (sum, overflow) = r[b].addingReportingOverflow(c)
            if overflow { throw RuntimeFault.overflow(c < 0 ? "-" : "+") }
            r[a] = sum
          case .subtractInt:
            let (difference, overflow) = r[b].subtractingReportingOverflow(r[c])
            if overflow { throw RuntimeFault.overflow("-") }
            r[a] = difference
          case .multiplyInt:
            let (product, overflow) = r[b].multipliedReportingOverflow(by: r[c])
            if overflow { throw RuntimeFault.overflow("*") }
            r[a] = product
          case .divideInt:
            if r[c] == 0 { throw RuntimeFault.divisionByZero }
            let (quotient, overflow) = r[b].dividedReportingOverflow(by: r[c])
            if overflow { throw RuntimeFault.overflow("/") }
            r[a] = quotient
          case .remainderInt:
            if r[c] == 0 { throw RuntimeFault.divisionByZero }
            let (remainder, overflow) = r[b].remainderReportingOverflow(dividingBy: r[c])
            if overflow { throw RuntimeFault.overflow("%") }
            r[a] = remainder
          case .negateInt:
            let (negated, overflow) = 0.subtractingReportingOverflow(r[b])
            if overflow { throw RuntimeFault.overflow("-") }
            r[a] = negated
          case .lessInt: r[a] = r[b] < r[c] ? 1 : 0
          case .lessEqualInt: r[a] = r[b] <= r[c] ? 1 : 0
          case .equalInt: r[a] = r[b] == r[c] ? 1 : 0
          case .unequalInt: r[a] = r[b] != r[c] ? 1 : 0
          case .addDouble: setDouble(step.a, double(step.b) + double(step.c))
          case .subtractDouble: setDouble(step.a, double(step.b) - double(step.c))
          case .multiplyDouble: setDouble(step.a, double(step.b) * double(step.c))
          case .divideDouble: setDouble(step.a, double(step.b) / double(step.c))
          case .remainderDouble: setDouble(step.a, fmod(double(step.b), double(step.c)))
          case .negateDouble: setDouble(step.a, -double(step.b))
          case .lessDouble: r[a] = double(step.b) < double(step.c) ? 1 : 0
          case .lessEqualDouble: r[a] = double(step.b) <= double(step.c) ? 1 : 0
          case .equalDouble: r[a] = double(step.b) == double(step.c) ? 1 : 0
          case .unequalDouble: r[a] = double(step.b) != double(step.c) ? 1 : 0
          case .not: r[a] = r[b] ^ 1
          case .doubleFromInt: setDouble(step.a, Double(r[b]))
          case .intFromDouble:
            guard let whole = Int(exactly: double(step.b).rounded(.towardZero)) else {
              throw RuntimeFault("integer-overflow", "\(double(step.b)) does not fit in 'Int'")
            }
            r[a] = whole
          case .math: r[a] = try compute(step.c, r[b])

          case .jump: pc = c
          case .jumpIfFalse: if r[a] == 0 { pc = c }
          case .jumpIfTrue: if r[a] != 0 { pc = c }
          case .jumpUnlessLessInt: if !(r[a] < r[b]) { pc = c }
          case .jumpUnlessLessEqualInt: if !(r[a] <= r[b]) { pc = c }
          case .jumpUnlessLessImmediate: if !(r[a] < b) { pc = c }
          case .jumpIfLessInt:
            if r[a] < r[b] {
              pc = c
              try look()
            }
          case .loopJump:
            pc = c
            try look()
          case .advance:
            let next = r[a] &+ 1
            r[a] = next
            if next < r[b] {
              pc = c
              try look()
            }

          case .boxInt: place(step.a).pointee = .int(r[b])
          case .boxDouble: place(step.a).pointee = .double(double(step.b))
          case .boxBool: place(step.a).pointee = .bool(r[b] != 0)
          case .unboxInt:
            let source = place(step.b)
            guard case .int(let it) = source.pointee else {
              throw RuntimeFault.type(expected: "Int", found: source.pointee.typeText)
            }
            r[a] = it
          case .unboxDouble:
            let source = place(step.b)
            guard case .double(let it) = source.pointee else {
              throw RuntimeFault.type(expected: "Double", found: source.pointee.typeText)
            }
            setDouble(step.a, it)
          case .unboxBool:
            let source = place(step.b)
            guard case .bool(let it) = source.pointee else {
              throw RuntimeFault.type(expected: "Bool", found: source.pointee.typeText)
            }
            r[a] = it ? 1 : 0
          case .copyValue: place(step.a).pointee = place(step.b).pointee
          case .moveValue:
            let source = place(step.b)
            let value = source.move()
            source.initialize(to: .void)
            place(step.a).pointee = value
          case .constantValue: place(step.a).pointee = routine.valueConstants[b]
          case .clear: place(step.a).pointee = .void
          case .newBox: x[a] = Box()
          case .elementInt:
            guard case .int(let it) = try element(place(step.b), r[c]) else {
              throw elementFault("Int", place(step.b), r[c])
            }
            r[a] = it
          case .elementDouble:
            guard case .double(let it) = try element(place(step.b), r[c]) else {
              throw elementFault("Double", place(step.b), r[c])
            }
            setDouble(step.a, it)
          case .elementBool:
            guard case .bool(let it) = try element(place(step.b), r[c]) else {
              throw elementFault("Bool", place(step.b), r[c])
            }
            r[a] = it ? 1 : 0
          case .element: place(step.a).pointee = try element(place(step.b), r[c])
          case .setElement:
            let source = place(step.c)
            let value = source.move()
            source.initialize(to: .void)
            try setElement(place(step.a), r[b], value)
          case .setElementInt: try setElement(place(step.a), r[b], .int(r[c]))
          case .setElementDouble: try setElement(place(step.a), r[b], .double(double(step.c)))
          case .count: r[a] = try count(place(step.b).pointee)
          case .tupleElement:
            let source = place(step.b)
            guard case .tuple(let tuple) = source.pointee, c < tuple.values.count else {
              throw RuntimeFault.type(expected: "a tuple", found: source.pointee.typeText)
            }
            place(step.a).pointee = tuple.values[c]
          case .field:
            let source = place(step.b)
            guard case .instance(let instance) = source.pointee, c < instance.fields.count else {
              throw RuntimeFault.type(expected: "a structure", found: source.pointee.typeText)
            }
            place(step.a).pointee = instance.fields[c]
          case .makeArray: place(step.a).pointee = .array(take(v + b, c))
          case .makeDictionary: place(step.a).pointee = try dictionary(take(v + b, c))
          case .makeTuple:
            let labels = routine.tupleShapes[c]
            place(step.a).pointee = .tuple(TupleValue(take(v + b, labels.count), labels: labels))
          case .makeInstance:
            let shape = routine.instanceShapes[c]
            place(step.a).pointee = .instance(
              Instance(type: shape.type, caseIndex: shape.caseIndex, fields: take(v + b, shape.count)))
          case .makeRange: place(step.a).pointee = try range(v[b], v[b + 1], isClosed: c == 1)
          case .makeClosure:
            let shape = routine.closures[c]
            let captures = shape.captures.compactMap { x[Int($0)] }
            place(step.a).pointee = .function(
              FunctionValue(name: shape.name, type: shape.type, body: .compiled(shape.routine, captures: captures)))
          case .elements: place(step.a).pointee = .array(try Elements.of(place(step.b).pointee))
          case .nextElement:
            let counter = Int(code.unsafelyUnwrapped[pc].a)
            pc += 1
            guard case .array(let elements) = v[b] else {
              throw RuntimeFault.type(expected: "a sequence", found: v[b].typeText)
            }
            let index = r[counter]
            if index < elements.count {
              place(step.a).pointee = elements[index]
              r[counter] = index + 1
              try look()
            } else {
              pc = c
            }
          case .wrap:
            let source = place(step.b)
            let value = source.move()
            source.initialize(to: .void)
            place(step.a).pointee = .some(value)
          case .jumpIfNone: if case .none = place(step.a).pointee { pc = c }
          case .unwrap:
            switch place(step.b).pointee {
            case .some(let wrapped): place(step.a).pointee = wrapped
            case .none: throw RuntimeFault.forcedNil
            case let other: place(step.a).pointee = other
            }
          case .conform: place(step.a).pointee = try place(step.b).pointee.conformed(to: routine.types[c])
          case .test: r[a] = place(step.b).pointee.conforms(to: routine.types[c]) ? 1 : 0
          case .equalValue: r[a] = place(step.b).pointee == place(step.c).pointee ? 1 : 0
          case .join:
            var text = ""
            for piece in take(v + b, c) { text += piece.description }
            place(step.a).pointee = .string(text)

          case .callRoutine:
            let callee = routine.calls[c].routine
            let newRaw = rawBase + Int(routine.calls[c].rawStart)
            let newValue = valueBase + Int(routine.calls[c].valueStart)
            let newBox = boxBase + routine.boxCount
            try reserve(callee, newRaw, newValue, newBox)
            try look()
            enter(callee, newRaw, newValue, newBox)
          case .callValue:
            try look()
            let source = place(step.b)
            guard case .function(let function) = source.pointee else {
              throw RuntimeFault("not-callable", "a value of type '\(source.pointee.typeText)' is no function")
            }
            let arguments = v + b + 1
            if case .compiled(let callee, let captures) = function.body, callee.parameters.count == c {
              let newRaw = rawBase + routine.rawCount
              let newValue = valueBase + routine.valueCount
              let newBox = boxBase + routine.boxCount
              try reserve(callee, newRaw, newValue, newBox)
              var index = 0
              while index < c {
                try pass(arguments[index], callee.parameters[index], newRaw, newValue)
                arguments[index] = .void
                index += 1
              }
              for (index, capture) in captures.enumerated() { boxes[newBox + index] = capture }
              source.pointee = .void
              enter(callee, newRaw, newValue, newBox)
              currentOwner = Unmanaged.passRetained(function)
            } else {
              enterTops()
              let result = try call(function, take(arguments, c))
              source.pointee = .void
              place(step.a).pointee = result
            }
          case .invoke:
            let site = routine.invocations[c]
            enterTops()
            if site.isHostCall { budget = 0 } else { budget -= 16 }
            try look()
            place(step.a).pointee = try site.body(context, take(v + b, site.count))
          case .mutate:
            let change = routine.changes[c]
            enterTops()
            try look()
            let operands = take(v + b, change.operandCount)
            place(step.a).pointee = try apply(change, to: place(change.root), operands)
          case .returnRaw:
            let result = r[a]
            let finished = routine
            release(finished, valueBase, boxBase)
            if frameCount == entryFrames {
              rawResult = result
              return
            }
            leave()
            let call = code.unsafelyUnwrapped[pc - 1]
            if call.operation == .callRoutine {
              r[Int(routine.calls[Int(call.c)].destination)] = result
            } else {
              rawResult = result
              place(call.a).pointee = takeResult(finished)
            }
          case .returnValue, .returnVoid:
            let result: Value
            if step.operation == .returnVoid {
              result = .void
            } else {
              let source = place(step.a)
              if step.a >= 0 {
                result = source.move()
                source.initialize(to: .void)
              } else {
                result = source.pointee
              }
            }
            release(routine, valueBase, boxBase)
            if frameCount == entryFrames {
              valueResult = result
              return
            }
            leave()
            let call = code.unsafelyUnwrapped[pc - 1]
            if call.operation == .callRoutine {
              let destination = routine.calls[Int(call.c)].destination
              if destination >= 0 { v[Int(destination)] = result }
            } else {
              place(call.a).pointee = result
            }
          case .raise: throw RaisedError(value: place(step.a).pointee)
          case .fault: throw routine.faults[c]
          }
        }
      } catch {
        // Unwind to the innermost handler; an interrupt passes all of them.
        var trace: [(routine: Routine, pc: Int)] = []
        var isInterrupt = false
        var cause = error
        if let located = error as? LocatedError {
          trace = located.trace
          isInterrupt = located.isInterrupt
          cause = located.error
        } else {
          do { try host.checkInterrupt() } catch { isInterrupt = true }
        }
        while true {
          let at = pc - 1
          if trace.count < 100 { trace.append((routine, at)) }
          if !isInterrupt, let handler = routine.handlers.first(where: { $0.start <= at && at < $0.end }) {
            v[Int(handler.register)] = caught(cause)
            pc = handler.target
            break
          }
          release(routine, valueBase, boxBase)
          if frameCount == entryFrames { throw LocatedError(error: cause, isInterrupt: isInterrupt, trace: trace) }
          leave()
        }
      }
    }
  }
}

extension UnsafeMutablePointer<Box.Contents> {
  /// The address of the value, which follows the raw number.
  @inline(__always)
  fileprivate var valuePlace: UnsafeMutablePointer<Value> {
    (UnsafeMutableRawPointer(self) + MemoryLayout<Int>.stride).assumingMemoryBound(to: Value.self)
  }
}
