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
    var f = Activation(self, entry, entryRaw, entryValue, entryBox)
    guard f.code != nil else { return }

    while true {
      do {
        while true {
          let step = f.code.unsafelyUnwrapped[f.pc]
          f.pc += 1
          let a = Int(step.a)
          let b = Int(step.b)
          let c = Int(step.c)
          switch step.operation {
          case .copy: f.r[a] = f.r[b]
          case .constant: f.r[a] = f.layout.pointee.constants[b]
          case .loadGlobal: f.r[a] = f.layout.pointee.globals[b].pointee.raw
          case .storeGlobal: f.layout.pointee.globals[b].pointee.raw = f.r[a]
          case .loadBox: f.r[a] = f.x[b].unsafelyUnwrapped.contents.pointee.raw
          case .storeBox: f.x[b].unsafelyUnwrapped.contents.pointee.raw = f.r[a]
          case .addInt:
            let (sum, overflow) = f.r[b].addingReportingOverflow(f.r[c])
            if overflow { throw RuntimeFault.overflow("+") }
            f.r[a] = sum
          case .addImmediate:
            let (sum, overflow) = f.r[b].addingReportingOverflow(c)
            if overflow { throw RuntimeFault.overflow(c < 0 ? "-" : "+") }
            f.r[a] = sum
          case .subtractInt:
            let (difference, overflow) = f.r[b].subtractingReportingOverflow(f.r[c])
            if overflow { throw RuntimeFault.overflow("-") }
            f.r[a] = difference
          case .multiplyInt:
            let (product, overflow) = f.r[b].multipliedReportingOverflow(by: f.r[c])
            if overflow { throw RuntimeFault.overflow("*") }
            f.r[a] = product
          case .divideInt:
            if f.r[c] == 0 { throw RuntimeFault.divisionByZero }
            let (quotient, overflow) = f.r[b].dividedReportingOverflow(by: f.r[c])
            if overflow { throw RuntimeFault.overflow("/") }
            f.r[a] = quotient
          case .remainderInt:
            if f.r[c] == 0 { throw RuntimeFault.divisionByZero }
            let (remainder, overflow) = f.r[b].remainderReportingOverflow(dividingBy: f.r[c])
            if overflow { throw RuntimeFault.overflow("%") }
            f.r[a] = remainder
          case .negateInt:
            let (negated, overflow) = 0.subtractingReportingOverflow(f.r[b])
            if overflow { throw RuntimeFault.overflow("-") }
            f.r[a] = negated
          case .lessInt: f.r[a] = f.r[b] < f.r[c] ? 1 : 0
          case .lessEqualInt: f.r[a] = f.r[b] <= f.r[c] ? 1 : 0
          case .equalInt: f.r[a] = f.r[b] == f.r[c] ? 1 : 0
          case .unequalInt: f.r[a] = f.r[b] != f.r[c] ? 1 : 0
          case .addDouble: f.setDouble(step.a, f.double(step.b) + f.double(step.c))
          case .subtractDouble: f.setDouble(step.a, f.double(step.b) - f.double(step.c))
          case .multiplyDouble: f.setDouble(step.a, f.double(step.b) * f.double(step.c))
          case .divideDouble: f.setDouble(step.a, f.double(step.b) / f.double(step.c))
          case .remainderDouble: f.setDouble(step.a, fmod(f.double(step.b), f.double(step.c)))
          case .negateDouble: f.setDouble(step.a, -f.double(step.b))
          case .lessDouble: f.r[a] = f.double(step.b) < f.double(step.c) ? 1 : 0
          case .lessEqualDouble: f.r[a] = f.double(step.b) <= f.double(step.c) ? 1 : 0
          case .equalDouble: f.r[a] = f.double(step.b) == f.double(step.c) ? 1 : 0
          case .unequalDouble: f.r[a] = f.double(step.b) != f.double(step.c) ? 1 : 0
          case .not: f.r[a] = f.r[b] ^ 1
          case .doubleFromInt: f.setDouble(step.a, Double(f.r[b]))
          case .intFromDouble:
            guard let whole = Int(exactly: f.double(step.b).rounded(.towardZero)) else {
              throw RuntimeFault("integer-overflow", "\(f.double(step.b)) does not fit in 'Int'")
            }
            f.r[a] = whole
          case .math: f.r[a] = try compute(step.c, f.r[b])

          case .jump: f.pc = c
          case .jumpIfFalse: if f.r[a] == 0 { f.pc = c }
          case .jumpIfTrue: if f.r[a] != 0 { f.pc = c }
          case .jumpUnlessLessInt: if !(f.r[a] < f.r[b]) { f.pc = c }
          case .jumpUnlessLessEqualInt: if !(f.r[a] <= f.r[b]) { f.pc = c }
          case .jumpUnlessLessImmediate: if !(f.r[a] < b) { f.pc = c }
          case .jumpIfLessInt:
            if f.r[a] < f.r[b] {
              try f.look(self)
              f.pc = c
            }
          case .loopJump:
            try f.look(self)
            f.pc = c
          case .advance:
            let next = f.r[a] &+ 1
            f.r[a] = next
            if next < f.r[b] {
              try f.look(self)
              f.pc = c
            }

          case .advanceThrough:
            if f.r[a] < f.r[b] {
              f.r[a] &+= 1
              try f.look(self)
              f.pc = c
            }

          case .boxInt: f.place(step.a).pointee = .int(f.r[b])
          case .boxDouble: f.place(step.a).pointee = .double(f.double(step.b))
          case .boxBool: f.place(step.a).pointee = .bool(f.r[b] != 0)
          case .unboxInt:
            let source = f.place(step.b)
            guard case .int(let it) = source.pointee else {
              throw RuntimeFault.type(expected: "Int", found: source.pointee.typeText)
            }
            f.r[a] = it
          case .unboxDouble:
            let source = f.place(step.b)
            guard case .double(let it) = source.pointee else {
              throw RuntimeFault.type(expected: "Double", found: source.pointee.typeText)
            }
            f.setDouble(step.a, it)
          case .unboxBool:
            let source = f.place(step.b)
            guard case .bool(let it) = source.pointee else {
              throw RuntimeFault.type(expected: "Bool", found: source.pointee.typeText)
            }
            f.r[a] = it ? 1 : 0
          case .copyValue: f.place(step.a).pointee = f.place(step.b).pointee
          case .moveValue:
            let source = f.place(step.b)
            let value = source.move()
            source.initialize(to: .void)
            f.place(step.a).pointee = value
          case .constantValue: f.place(step.a).pointee = f.routine.valueConstants[b]
          case .clear: f.place(step.a).pointee = .void
          case .newBox: f.x[a] = Box()
          case .elementInt:
            guard case .int(let it) = try element(f.place(step.b), f.r[c]) else {
              throw elementFault("Int", f.place(step.b), f.r[c])
            }
            f.r[a] = it
          case .elementDouble:
            guard case .double(let it) = try element(f.place(step.b), f.r[c]) else {
              throw elementFault("Double", f.place(step.b), f.r[c])
            }
            f.setDouble(step.a, it)
          case .elementBool:
            guard case .bool(let it) = try element(f.place(step.b), f.r[c]) else {
              throw elementFault("Bool", f.place(step.b), f.r[c])
            }
            f.r[a] = it ? 1 : 0
          case .element: f.place(step.a).pointee = try element(f.place(step.b), f.r[c])
          case .setElement:
            let source = f.place(step.c)
            let value = source.move()
            source.initialize(to: .void)
            try setElement(f.place(step.a), f.r[b], value)
          case .setField:
            let source = f.place(step.c)
            let value = source.move()
            source.initialize(to: .void)
            try setField(f.place(step.a), b, value)
          case .setElementInt: try setElement(f.place(step.a), f.r[b], .int(f.r[c]))
          case .setElementDouble: try setElement(f.place(step.a), f.r[b], .double(f.double(step.c)))
          case .count: f.r[a] = try count(f.place(step.b).pointee)
          case .tupleElement:
            let source = f.place(step.b)
            guard case .tuple(let tuple) = source.pointee, c < tuple.values.count else {
              throw RuntimeFault.type(expected: "a tuple", found: source.pointee.typeText)
            }
            f.place(step.a).pointee = tuple.values[c]
          case .field:
            let source = f.place(step.b)
            guard case .instance(let instance) = source.pointee, c < instance.fields.count else {
              throw RuntimeFault.type(expected: "a structure", found: source.pointee.typeText)
            }
            f.place(step.a).pointee = instance.fields[c]
          case .makeArray: f.place(step.a).pointee = .array(take(f.v + b, c))
          case .makeDictionary:
            f.enterTops(self)
            f.place(step.a).pointee = try dictionary(take(f.v + b, c))
          case .makeTuple:
            let labels = f.routine.tupleShapes[c]
            f.place(step.a).pointee = .tuple(TupleValue(take(f.v + b, labels.count), labels: labels))
          case .makeInstance:
            let shape = f.routine.instanceShapes[c]
            f.place(step.a).pointee = .instance(Instance(shape: shape.shape, fields: take(f.v + b, shape.count)))
          case .makeRange: f.place(step.a).pointee = try range(f.v[b], f.v[b + 1], isClosed: c == 1)
          case .makeClosure:
            let shape = f.routine.closures[c]
            let captures = shape.captures.compactMap { f.x[Int($0)] }
            f.place(step.a).pointee = .function(
              FunctionValue(name: shape.name, type: shape.type, body: .compiled(shape.routine, captures: captures)))
          case .elements:
            let list = try Elements.of(f.place(step.b).pointee)
            // The register keeps the elements where they are while the loop runs.
            list.withUnsafeBufferPointer { buffer in
              f.r[c] = Int(bitPattern: buffer.baseAddress)
              f.r[c + 1] = Int(bitPattern: buffer.baseAddress.map { $0 + buffer.count })
            }
            f.place(step.a).pointee = .array(list)
          case .nextElement:
            guard let element = f.nextElement(b) else {
              f.pc = c
              break
            }
            f.place(step.a).pointee = element.pointee
            try f.look(self)
          case .nextInt:
            guard let element = f.nextElement(b) else {
              f.pc = c
              break
            }
            guard case .int(let it) = element.pointee else {
              throw RuntimeFault.type(expected: "Int", found: element.pointee.typeText)
            }
            f.r[a] = it
            try f.look(self)
          case .nextDouble:
            guard let element = f.nextElement(b) else {
              f.pc = c
              break
            }
            guard case .double(let it) = element.pointee else {
              throw RuntimeFault.type(expected: "Double", found: element.pointee.typeText)
            }
            f.setDouble(step.a, it)
            try f.look(self)
          case .nextBool:
            guard let element = f.nextElement(b) else {
              f.pc = c
              break
            }
            guard case .bool(let it) = element.pointee else {
              throw RuntimeFault.type(expected: "Bool", found: element.pointee.typeText)
            }
            f.r[a] = it ? 1 : 0
            try f.look(self)
          case .newArray:
            let width = c == 2 ? MemoryLayout<Value>.stride : 1
            f.place(step.a).pointee = try newArray(c == 0 ? 0 : (f.r[b + 1] &- f.r[b]) / width)
          case .append:
            let source = f.place(step.b)
            let value = source.move()
            source.initialize(to: .void)
            try append(value, to: f.place(step.a))
          case .appendInt: try append(.int(f.r[b]), to: f.place(step.a))
          case .appendDouble: try append(.double(f.double(step.b)), to: f.place(step.a))
          case .appendBool: try append(.bool(f.r[b] != 0), to: f.place(step.a))
          case .wrap:
            let source = f.place(step.b)
            let value = source.move()
            source.initialize(to: .void)
            f.place(step.a).pointee = .some(value)
          case .wrapOpen:
            let source = f.place(step.b)
            switch source.pointee {
            case .some, .none: break
            default:
              let value = source.move()
              source.initialize(to: .some(value))
            }
            f.place(step.a).pointee = source.pointee
          case .jumpIfNone: if case .none = f.place(step.a).pointee { f.pc = c }
          case .unwrap:
            switch f.place(step.b).pointee {
            case .some(let wrapped): f.place(step.a).pointee = wrapped
            case .none: throw RuntimeFault.forcedNil
            case let other: f.place(step.a).pointee = other
            }
          case .conform: f.place(step.a).pointee = try f.place(step.b).pointee.conformed(to: f.routine.types[c])
          case .test: f.r[a] = f.place(step.b).pointee.conforms(to: f.routine.types[c]) ? 1 : 0
          case .equalValue:
            f.enterTops(self)
            f.r[a] = f.place(step.b).pointee == f.place(step.c).pointee ? 1 : 0
          case .join:
            f.enterTops(self)
            f.place(step.a).pointee = .string(join(f.v + b, c))

          case .callRoutine:
            let site = f.layout.pointee.calls[c]
            let callee = site.callee
            let newRaw = f.rawBase + site.rawStart
            let newValue = f.valueBase + site.valueStart
            let newBox = f.boxBase + f.layout.pointee.boxCount
            try reserve(callee, newRaw, newValue, newBox)
            try f.look(self)
            f.enter(callee, newRaw, newValue, newBox, self)
          case .callValue:
            try f.look(self)
            let source = f.place(step.b)
            guard case .function(let function) = source.pointee else {
              throw RuntimeFault("not-callable", "a value of type '\(source.pointee.typeText)' is no function")
            }
            let arguments = f.v + b + 1
            if case .compiled(let callee, let captures) = function.body, callee.layout.pointee.parameterCount == c {
              let newRaw = f.rawBase + f.layout.pointee.rawCount
              let newValue = f.valueBase + f.layout.pointee.valueCount
              let newBox = f.boxBase + f.layout.pointee.boxCount
              try reserve(callee.layout, newRaw, newValue, newBox)
              var index = 0
              while index < c {
                try pass(arguments[index], index, callee.layout, newRaw, newValue)
                arguments[index] = .void
                index += 1
              }
              index = 0
              while index < captures.count {
                boxes[newBox + index] = captures[index]
                index += 1
              }
              source.pointee = .void
              f.enter(callee.layout, newRaw, newValue, newBox, self)
              f.owner = Unmanaged.passRetained(function)
            } else {
              f.enterTops(self)
              let result = try call(function, take(arguments, c))
              source.pointee = .void
              f.place(step.a).pointee = result
            }
          case .invoke:
            let site = f.routine.invocations[c]
            f.enterTops(self)
            if site.isHostCall { f.budget = 0 } else { f.budget -= 16 }
            try f.look(self)
            let arguments = take(f.v + b, site.count)
            f.place(step.a).pointee =
              site.isHostCall
              ? try mark.during(site, isHere: f.routine.origin === text) { try site.body(context, arguments) }
              : try site.body(context, arguments)
          case .mutate:
            let change = f.routine.changes[c]
            f.enterTops(self)
            try f.look(self)
            let operands = take(f.v + b, change.operandCount)
            f.place(step.a).pointee = try apply(change, to: f.place(change.root), operands)
          case .returnRaw:
            let result = f.r[a]
            // The closure that ran may be gone once its frame is.
            let kind = f.routine.result
            release(f.layout, f.valueBase, f.boxBase)
            if frameCount == entryFrames {
              rawResult = result
              return
            }
            f.leave(self)
            let call = f.code.unsafelyUnwrapped[f.pc - 1]
            if call.operation == .callRoutine {
              f.r[Int(call.a)] = result
            } else {
              rawResult = result
              f.place(call.a).pointee = takeResult(kind)
            }
          case .returnValue, .returnVoid:
            let result: Value
            if step.operation == .returnVoid {
              result = .void
            } else {
              let source = f.place(step.a)
              if step.a >= 0 {
                result = source.move()
                source.initialize(to: .void)
              } else {
                result = source.pointee
              }
            }
            release(f.layout, f.valueBase, f.boxBase)
            if frameCount == entryFrames {
              valueResult = result
              return
            }
            f.leave(self)
            let call = f.code.unsafelyUnwrapped[f.pc - 1]
            if call.operation == .callRoutine {
              if call.a >= 0 { f.v[Int(call.a)] = result }
            } else {
              f.place(call.a).pointee = result
            }
          case .raise:
            let value = f.place(step.a).pointee
            if case .foreign(let object) = value, let caught = object as? CaughtError { throw caught.error }
            throw RaisedError(value: value)
          case .passOn:
            guard case .foreign(let held) = f.v[a], let pending = held as? PendingError else { return }
            throw pending.error
          case .keepReceiver: keptReceiver = f.place(step.a).pointee.take()
          case .fault: throw f.routine.faults[c]
          }
        }
      } catch {
        // Unwind to the innermost handler; an interrupt passes all of them, `defer` included.
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
        // An error that goes on after a `defer` has this frame in its trace already.
        var isKnown = f.code.unsafelyUnwrapped[f.pc - 1].operation == .passOn
        while true {
          let at = f.pc - 1
          if !isKnown, trace.count < 100 { trace.append((f.routine, at)) }
          isKnown = false
          if !isInterrupt, let handler = f.routine.handlers.first(where: { $0.start <= at && at < $0.end }) {
            let pending = Value.foreign(
              PendingError(error: LocatedError(error: cause, isInterrupt: false, trace: trace)))
            f.v[Int(handler.register)] = handler.isDeferred ? pending : caught(cause)
            if let register = handler.pending { f.v[Int(register)] = pending }
            f.pc = handler.target
            break
          }
          if let receiver = f.routine.receiver { keptReceiver = f.place(receiver).pointee.take() }
          release(f.layout, f.valueBase, f.boxBase)
          if frameCount == entryFrames { throw LocatedError(error: cause, isInterrupt: isInterrupt, trace: trace) }
          f.leave(self)
        }
      }
    }
  }
}
