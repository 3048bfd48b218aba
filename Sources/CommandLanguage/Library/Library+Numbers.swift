import Glibc

extension Library {
  static let numberMembers: [LibraryMember] = [
    row(.int, "magnitude: Int", "the absolute value") { _, a in .int(try magnitude(try a[0].int())) },
    row(.int, "isMultiple(of other: Int) -> Bool", "whether it is a multiple of a number") { _, a in
      let other = try a[1].int()
      let number = try a[0].int()
      return .bool(other == 0 ? number == 0 : other == -1 || number % other == 0)
    },
    row(.int, "signum() -> Int", "-1, 0 or 1") { _, a in .int(try a[0].int().signum()) },
    row(
      .int, "quotientAndRemainder(dividingBy other: Int) -> (quotient: Int, remainder: Int)",
      "both results of a division"
    ) { _, a in
      let (number, other) = (try a[0].int(), try a[1].int())
      guard other != 0 else { throw RuntimeFault.divisionByZero }
      guard !(number == .min && other == -1) else { throw RuntimeFault.overflow("/") }
      return .tuple(TupleValue([.int(number / other), .int(number % other)], labels: ["quotient", "remainder"]))
    },
    row(.int, "nonzeroBitCount: Int", "the number of ones in its bits") { _, a in .int(try a[0].int().nonzeroBitCount)
    },
    row(.int, "trailingZeroBitCount: Int", "the number of zeros at the end of its bits") { _, a in
      .int(try a[0].int().trailingZeroBitCount)
    },
    row(.int, "leadingZeroBitCount: Int", "the number of zeros at the start of its bits") { _, a in
      .int(try a[0].int().leadingZeroBitCount)
    },
    row(.double, "magnitude: Double", "the absolute value") { _, a in .double(try a[0].double().magnitude) },
    row(.double, "isNaN: Bool", "whether it is not a number") { _, a in .bool(try a[0].double().isNaN) },
    row(.double, "isFinite: Bool", "whether it is a number and finite") { _, a in .bool(try a[0].double().isFinite) },
    row(.double, "isInfinite: Bool", "whether it is infinite") { _, a in .bool(try a[0].double().isInfinite) },
    row(.double, "isZero: Bool", "whether it is zero") { _, a in .bool(try a[0].double().isZero) },
    row(.double, "rounded() -> Double", "the nearest whole number, away from zero from the middle") { _, a in
      .double(try a[0].double().rounded())
    },
    row(.double, "rounded(_ rule: String) -> Double", "rounded by a rule: .up, .down, .towardZero, .toNearestOrEven") {
      _, a in
      let number = try a[0].double()
      switch try a[1].string() {
      case "up": return .double(number.rounded(.up))
      case "down": return .double(number.rounded(.down))
      case "towardZero": return .double(number.rounded(.towardZero))
      case "toNearestOrEven": return .double(number.rounded(.toNearestOrEven))
      case "awayFromZero": return .double(number.rounded(.awayFromZero))
      default: return .double(number.rounded())
      }
    },
    row(.double, "squareRoot() -> Double", "the square root") { _, a in .double(try a[0].double().squareRoot()) },
    row(.double, "truncatingRemainder(dividingBy other: Double) -> Double", "what is left of a division") { _, a in
      .double(try a[0].double().truncatingRemainder(dividingBy: try a[1].double()))
    },
    row(.staticString, "up: String", "rounds up") { _, _ in .string("up") },
    row(.staticString, "down: String", "rounds down") { _, _ in .string("down") },
    row(.staticString, "towardZero: String", "rounds toward zero") { _, _ in .string("towardZero") },
    row(.staticString, "toNearestOrEven: String", "rounds to the nearest, to even from the middle") { _, _ in
      .string("toNearestOrEven")
    },
    row(.staticString, "awayFromZero: String", "rounds away from zero") { _, _ in .string("awayFromZero") },
    row(.staticString, "toNearestOrAwayFromZero: String", "rounds to the nearest") { _, _ in
      .string("toNearestOrAwayFromZero")
    },
    changing(.bool, "toggle()", "turns true into false and back") { _, value, _ in
      value = .bool(!(try value.bool()))
      return .void
    },
    changing(.int, "negate()", "changes the sign") { _, value, _ in
      let (negated, overflow) = 0.subtractingReportingOverflow(try value.int())
      if overflow { throw RuntimeFault.overflow("-") }
      value = .int(negated)
      return .void
    },
    changing(.double, "negate()", "changes the sign") { _, value, _ in
      value = .double(-(try value.double()))
      return .void
    },
    row(.staticInt, "max: Int", "the largest integer") { _, _ in .int(.max) },
    row(.staticInt, "min: Int", "the smallest integer") { _, _ in .int(.min) },
    row(.staticDouble, "pi: Double", "the circle's circumference over its diameter") { _, _ in .double(.pi) },
    row(.staticDouble, "infinity: Double", "larger than every number") { _, _ in .double(.infinity) },
    row(.staticDouble, "nan: Double", "not a number") { _, _ in .double(.nan) },
    row(.staticDouble, "ulpOfOne: Double", "the distance from 1 to the next larger number") { _, _ in .double(.ulpOfOne)
    },
    row(.staticDouble, "greatestFiniteMagnitude: Double", "the largest finite number") { _, _ in
      .double(.greatestFiniteMagnitude)
    },
    row(.staticDouble, "leastNormalMagnitude: Double", "the smallest positive normal number") { _, _ in
      .double(.leastNormalMagnitude)
    },
    row(.staticDouble, "leastNonzeroMagnitude: Double", "the smallest positive number") { _, _ in
      .double(.leastNonzeroMagnitude)
    },
  ]

  static let freeMembers: [LibraryMember] =
    [
      row(
        .free, "print(_ items: Any..., separator: String = \" \", terminator: String = \"\n\")", "writes values as text"
      ) { call, a in
        let texts = try a[0].elements().map(\.description)
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
        try Sorting.greatest(try a[0].elements()) { try $0.isLess(than: $1) } ?? .void
      },
      row(.free, "abs(_ number: Int) -> Int", "the absolute value") { _, a in .int(try magnitude(try a[0].int())) },
      row(.free, "abs(_ number: Double) -> Double", "the absolute value") { _, a in .double(try a[0].double().magnitude)
      },
      row(.free, "zip(_ first: [A], _ second: [B]) -> [(A, B)]", "pairs of two sequences, as many as the shorter has") {
        _, a in
        .array(zip(try a[0].elements(), try a[1].elements()).map { .tuple(TupleValue([$0, $1])) })
      },
      row(.free, "stride(from start: Int, to end: Int, by step: Int) -> [Int]", "numbers a step apart, without the end")
      { _, a in
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
          throw RuntimeFault("precondition-failed", "precondition failed: \(try a[1].string())")
        }
        return .void
      },
      row(.free, "assert(_ condition: Bool, _ message: String = \"\")", "fails unless a condition holds") { _, a in
        guard try a[0].bool() else {
          throw RuntimeFault("precondition-failed", "assertion failed: \(try a[1].string())")
        }
        return .void
      },
      row(.free, "fatalError(_ message: String = \"\")", "ends the cell with an error") { _, a in
        throw RuntimeFault("fatal-error", "fatal error: \(try a[0].string())")
      },
      row(.free, "preconditionFailure(_ message: String = \"\")", "ends the cell with an error") { _, a in
        throw RuntimeFault("fatal-error", "precondition failed: \(try a[0].string())")
      },
      row(.free, "pow(_ base: Double, _ exponent: Double) -> Double", "a power") { _, a in
        .double(pow(try a[0].double(), try a[1].double()))
      },
      row(.free, "atan2(_ y: Double, _ x: Double) -> Double", "the angle of a point") { _, a in
        .double(atan2(try a[0].double(), try a[1].double()))
      },
      row(.free, "hypot(_ x: Double, _ y: Double) -> Double", "the length of a hypotenuse") { _, a in
        .double(hypot(try a[0].double(), try a[1].double()))
      },
      row(.free, "fmod(_ x: Double, _ y: Double) -> Double", "what is left of a division") { _, a in
        .double(fmod(try a[0].double(), try a[1].double()))
      },
    ]
    + functions.map { name, summary, function in
      row(.free, "\(name)(_ x: Double) -> Double", summary) { _, a in .double(function(try a[0].double())) }
    }

  private static let functions: [(String, String, @Sendable (Double) -> Double)] = [
    ("sqrt", "the square root", { $0.squareRoot() }), ("exp", "e to a power", { exp($0) }),
    ("exp2", "2 to a power", { exp2($0) }),
    ("log", "the natural logarithm", { log($0) }), ("log2", "the logarithm to base 2", { log2($0) }),
    ("log10", "the logarithm to base 10", { log10($0) }), ("log1p", "the logarithm of 1 + x", { log1p($0) }),
    ("expm1", "e to a power, less 1", { expm1($0) }), ("cbrt", "the cube root", { cbrt($0) }),
    ("sin", "the sine", { sin($0) }), ("cos", "the cosine", { cos($0) }), ("tan", "the tangent", { tan($0) }),
    ("asin", "the inverse sine", { asin($0) }), ("acos", "the inverse cosine", { acos($0) }),
    ("atan", "the inverse tangent", { atan($0) }),
    ("sinh", "the hyperbolic sine", { sinh($0) }), ("cosh", "the hyperbolic cosine", { cosh($0) }),
    ("tanh", "the hyperbolic tangent", { tanh($0) }), ("floor", "the whole number below", { $0.rounded(.down) }),
    ("ceil", "the whole number above", { $0.rounded(.up) }), ("round", "the nearest whole number", { $0.rounded() }),
    ("trunc", "the whole number toward zero", { $0.rounded(.towardZero) }), ("erf", "the error function", { erf($0) }),
  ]

  private static func magnitude(_ number: Int) throws -> Int {
    guard number != .min else { throw RuntimeFault.overflow("abs") }
    return abs(number)
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
