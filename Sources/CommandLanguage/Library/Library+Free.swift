extension Library {
  /// Functions without a receiver, those of mathematics aside.
  static let freeMembers: [LibraryMember] = [
    row(
      .free, "print(_ items: Any..., separator: String = \" \", terminator: String = \"\n\")", "writes values as text"
    ) { call, a in
      let texts = try a[0].elements().map(\.description)
      call.host.write(texts.joined(separator: try a[1].string()) + (try a[2].string()))
      return .void
    },
    row(
      .free, "debugPrint(_ items: Any..., separator: String = \" \", terminator: String = \"\n\")",
      "writes values as text, texts in quotation marks"
    ) { call, a in
      let texts = try a[0].elements().map(\.literalText)
      call.host.write(texts.joined(separator: try a[1].string()) + (try a[2].string()))
      return .void
    },
    row(.free, "display(_ value: Any)", "shows a value as the end of a cell does") { call, a in
      call.host.show(a[0], id: nil)
      return .void
    },
    row(.free, "display(_ value: Any, id: String)", "shows a value that updateDisplay can replace") { call, a in
      call.host.show(a[0], id: try a[1].string())
      return .void
    },
    row(.free, "min(_ values: C...) -> C", "the smallest of several values") { _, a in
      try Sorting.least(try a[0].elements()) { try $0.isLess(than: $1) } ?? .void
    },
    row(.free, "max(_ values: C...) -> C", "the largest of several values") { _, a in
      try Sorting.greatestArgument(try a[0].elements()) ?? .void
    },
    row(.free, "abs(_ number: Int) -> Int", "the absolute value") { _, a in .int(try magnitude(try a[0].int())) },
    row(.free, "abs(_ number: Double) -> Double", "the absolute value") { _, a in .double(try a[0].double().magnitude)
    },
    row(.free, "abs(_ number: Float) -> Float", "the absolute value") { _, a in
      guard case .float(let number) = a[0] else { return .void }
      return .float(number.magnitude)
    },
    row(.free, "zip(_ first: [A], _ second: [B]) -> [(A, B)]", "pairs of two sequences, as many as the shorter has") {
      _, a in
      .array(zip(try a[0].elements(), try a[1].elements()).map { .tuple(TupleValue([$0, $1])) })
    },
    row(.free, "stride(from start: Int, to end: Int, by step: Int) -> [Int]", "numbers a step apart, without the end") {
      _, a in
      try strideInts(a, isClosed: false)
    },
    row(
      .free, "stride(from start: Int, through end: Int, by step: Int) -> [Int]", "numbers a step apart, with the end"
    ) { _, a in
      try strideInts(a, isClosed: true)
    },
    row(
      .free, "stride(from start: Double, to end: Double, by step: Double) -> [Double]",
      "numbers a step apart, without the end"
    ) { _, a in
      try strideDoubles(a, isClosed: false)
    },
    row(
      .free, "stride(from start: Double, through end: Double, by step: Double) -> [Double]",
      "numbers a step apart, with the end"
    ) { _, a in
      try strideDoubles(a, isClosed: true)
    },
    row(.free, "type(of value: Any) -> Any", "the type of a value") { _, a in .type(a[0].type) },
    row(.free, "repeatElement(_ element: T, count: Int) -> [T]", "an element many times") { _, a in
      .array(Array(repeating: a[0], count: try Dynamic.length(a[1])))
    },
    row(.free, "precondition(_ condition: Bool, _ message: String = \"\")", "fails unless a condition holds") {
      _, a in
      guard try a[0].bool() else {
        throw failed("precondition", try a[1].string())
      }
      return .void
    },
    row(.free, "assert(_ condition: Bool, _ message: String = \"\")", "fails unless a condition holds") { _, a in
      guard try a[0].bool() else {
        throw failed("assertion", try a[1].string())
      }
      return .void
    },
    row(.free, "fatalError(_ message: String = \"\") -> Never", "fails") { _, a in
      let message = try a[0].string()
      throw RuntimeFault("fatal-error", "fatal error" + (message.isEmpty ? "" : ": \(message)"))
    },
    row(.free, "preconditionFailure(_ message: String = \"\") -> Never", "fails") { _, a in
      throw failed("precondition", try a[0].string())
    },
    row(.free, "assertionFailure(_ message: String = \"\")", "fails") { _, a in
      throw failed("assertion", try a[0].string())
    },
    row(
      .free, "sequence(first: T, next: (T) -> T?) -> [T]",
      "a value, what a function makes of it, and so on until that gives nil: all of it at once"
    ) { call, a in
      let next = try a[1].function()
      var result = [a[0]]
      while true {
        switch try call.machine.apply(next, result[result.count - 1]) {
        case .none: return .array(result)
        case .some(let value), let value: result.append(value)
        }
        guard result.count <= longestUnfolding else {
          throw RuntimeFault(
            "too-many-elements", "'sequence' makes its elements before the first is used, and here there are too many",
            mend: "let the function give nil at the end, or write a 'while' loop")
        }
      }
    },
  ]

  /// A sequence that a function continues is cut short where it does not seem to end.
  private static let longestUnfolding = 1_000_000

  private static func failed(_ kind: String, _ message: String) -> RuntimeFault {
    RuntimeFault("precondition-failed", "\(kind) failed" + (message.isEmpty ? "" : ": \(message)"))
  }

  private static func strideInts(_ a: [Value], isClosed: Bool) throws -> Value {
    let (start, end, step) = (try a[0].int(), try a[1].int(), try a[2].int())
    guard step != 0 else { throw RuntimeFault("zero-stride", "a stride of 0 never ends") }
    var result: [Value] = []
    var number = start
    while step > 0 ? (isClosed ? number <= end : number < end) : (isClosed ? number >= end : number > end) {
      result.append(.int(number))
      let (next, overflow) = number.addingReportingOverflow(step)
      if overflow { break }
      guard result.count <= Elements.greatestCount else {
        throw RuntimeFault("too-many-elements", "a stride of more than \(Elements.greatestCount) numbers")
      }
      number = next
    }
    return .array(result)
  }

  private static func strideDoubles(_ a: [Value], isClosed: Bool) throws -> Value {
    let (start, end, step) = (try a[0].double(), try a[1].double(), try a[2].double())
    guard step != 0, step.isFinite, start.isFinite else {
      throw RuntimeFault("zero-stride", "a stride of \(step) never ends")
    }
    guard (end - start) / step < Double(Elements.greatestCount) else {
      throw RuntimeFault("too-many-elements", "a stride of more than \(Elements.greatestCount) numbers")
    }
    return .array(
      isClosed
        ? Swift.stride(from: start, through: end, by: step).map { .double($0) }
        : Swift.stride(from: start, to: end, by: step).map { .double($0) })
  }
}
