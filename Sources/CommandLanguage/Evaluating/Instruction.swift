/// One step of compiled code: an operation and three numbers, whose meaning the operation gives.
struct Instruction {
  var operation: Operation
  var a: Int32 = 0
  var b: Int32 = 0
  var c: Int32 = 0

  /// What a step does. `r` are the raw registers of the frame (integers, doubles by their bits, truth values), `v`
  /// its value
  /// registers, `x` the boxes of captured variables; `K` are the routine's constants, `G` its global boxes.
  enum Operation: UInt8 {
    // Raw registers.
    case copy  // r[a] = r[b]
    case constant  // r[a] = K[b]
    case loadGlobal, storeGlobal  // r[a] = G[b].raw, G[b].raw = r[a]
    case loadBox, storeBox  // r[a] = x[b].raw, x[b].raw = r[a]
    case addInt, subtractInt, multiplyInt, divideInt, remainderInt  // r[a] = r[b] op r[c]
    case addImmediate  // r[a] = r[b] + c
    case negateInt
    case lessInt, lessEqualInt, equalInt, unequalInt
    case addDouble, subtractDouble, multiplyDouble, divideDouble, remainderDouble
    case negateDouble
    case lessDouble, lessEqualDouble, equalDouble, unequalDouble
    case not
    case doubleFromInt, intFromDouble
    case math  // r[a] = MathFunction(c)(r[b])
    // Jumps.
    case jump  // to c
    case jumpIfFalse, jumpIfTrue  // r[a], to c
    case jumpUnlessLessInt, jumpUnlessLessEqualInt  // unless r[a] < r[b], to c
    case jumpUnlessLessImmediate  // unless r[a] < b, to c
    case jumpIfLessInt  // if r[a] < r[b], to c, looking for an interrupt
    case loopJump  // to c, looking for an interrupt
    case advance  // r[a] += 1; if r[a] < r[b], to c, looking for an interrupt
    case advanceThrough  // if r[a] < r[b]: r[a] += 1 and to c, looking for an interrupt
    // Between raw and value registers.
    case boxInt, boxDouble, boxBool  // v[a] = r[b]
    case unboxInt, unboxDouble, unboxBool  // r[a] = v[b], checked
    // Value registers; operands of these are places (see `Machine.place`).
    case copyValue  // v[a] = v[b]
    case moveValue  // v[a] = v[b], leaving () behind
    case constantValue  // v[a] = C[b]
    case clear  // v[a] = ()
    case newBox  // x[a] = a fresh box
    case elementInt, elementDouble, elementBool  // r[a] = v[b][r[c]]
    case element  // v[a] = v[b][r[c]]
    case setElement  // v[a][r[b]] = v[c], moved
    case setField  // v[a], field b = v[c], moved
    case setElementInt, setElementDouble  // v[a][r[b]] = r[c]
    case count  // r[a] = v[b].count
    case tupleElement  // v[a] = v[b].c
    case field  // v[a] = v[b], field c
    case makeArray, makeDictionary  // v[a] = c values (or pairs) from v[b]
    case makeTuple  // v[a] = tuple with shape c from v[b]
    case makeInstance  // v[a] = instance with shape c from v[b]
    case makeRange  // v[a] = v[b] ... v[b + 1], c = 1 when closed
    case makeClosure  // v[a] = closure c
    case elements  // v[a] = the elements of v[b]; r[c] and r[c + 1] their start and end in memory
    case nextElement  // v[a] = the element at r[b], which moves on; to c at the end, r[b + 1]
    case nextInt, nextDouble, nextBool  // the same into r[a], checked
    case newArray  // v[a] = [] with room for r[b]..<r[b + 1], numbers when c = 1, memory when c = 2
    case append  // v[a].append(v[b]), moved
    case appendInt, appendDouble, appendBool  // v[a].append(r[b])
    case wrap  // v[a] = some(v[b]), moved
    case wrapOpen  // the same unless v[b] is an optional already
    case jumpIfNone  // v[a] is nil, to c
    case unwrap  // v[a] = what some(v[b]) holds, which it must
    case conform  // v[a] converted to the type T[c]
    case test  // r[a] = v[b] conforms to T[c]
    case equalValue  // r[a] = v[b] == v[c]
    case join  // v[a] = the texts of c values from v[b]
    // Calls and what follows them.
    case callRoutine  // r[a] or v[a] = site c
    case callValue  // v[a] = v[b](c values after it)
    case invoke  // v[a] = site c with values from v[b]
    case mutate  // v[a] = change c, with operands from v[b]
    case returnRaw, returnValue, returnVoid
    case raise  // v[a] as an error
    case passOn  // the error that v[a] holds while a 'defer' runs
    case keepReceiver  // leaves v[a], the receiver of a mutating method, to its caller
    case fault  // fault c
  }
}

/// Functions of one number with an instruction of their own.
enum MathFunction: Int32 {
  case squareRoot, absolute, absoluteInt, exponential, logarithm, sine, cosine, floor, ceiling, round
}
