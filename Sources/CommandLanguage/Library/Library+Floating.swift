extension Library {
  private static func random(_ lower: Double, _ upper: Double, seed: Value) throws -> Double {
    var state = UInt64(bitPattern: Int64(try seed.int()))
    let part = Double(Sorting.random(&state) >> 11) * 0x1p-53
    // The range may be longer than the largest number.
    return lower * (1 - part) + upper * part
  }

  /// Members of `Double` and of `Float`, which are the same.
  static let floatingMembers: [LibraryMember] =
    floating(Double.self, "Double", .double, .staticDouble, .makeDouble)
    + floating(Float.self, "Float", .float, .staticFloat, .makeFloat)
    + RoundingRule.allCases.map { rule in
      row(.staticRounding, "\(rule.rawValue): FloatingPointRoundingRule", rule.summary) { _, _ in rule.value }
    }
    + Sign.allCases.map { sign in
      row(.staticSign, "\(sign.rawValue): FloatingPointSign", "the sign of a number") { _, _ in sign.value }
    }

  private static func floating<Number: BinaryFloatingPoint & ValueConvertible & LosslessStringConvertible>(
    _: Number.Type, _ name: String, _ head: LibraryMember.Head, _ type: LibraryMember.Head, _ make: LibraryMember.Head
  ) -> [LibraryMember] {
    @Sendable func number(_ value: Value) throws -> Number {
      guard let it = Number.from(value) else { throw RuntimeFault.type(expected: name, found: value.typeText) }
      return it
    }
    func test(_ text: String, _ summary: String, _ property: @escaping @Sendable (Number) -> Bool) -> LibraryMember {
      row(head, "\(text): Bool", summary) { _, a in .bool(property(try number(a[0]))) }
    }
    func part(_ text: String, _ summary: String, _ property: @escaping @Sendable (Number) -> Number) -> LibraryMember {
      row(head, "\(text): \(name)", summary) { _, a in property(try number(a[0])).value }
    }
    func method(
      _ text: String, _ summary: String, _ body: @escaping @Sendable (Number, Number) -> Number
    ) -> LibraryMember {
      row(head, "\(text): \(name)) -> \(name)", summary) { _, a in body(try number(a[0]), try number(a[1])).value }
    }
    func compare(
      _ text: String, _ summary: String, _ body: @escaping @Sendable (Number, Number) -> Bool
    ) -> LibraryMember {
      row(head, "\(text) other: \(name)) -> Bool", summary) { _, a in .bool(body(try number(a[0]), try number(a[1]))) }
    }
    func change(
      _ text: String, _ summary: String, _ body: @escaping @Sendable (inout Number, [Value]) throws -> Void
    ) -> LibraryMember {
      changing(head, text, summary) { _, value, a in
        var changed = try number(value)
        try body(&changed, a)
        value = changed.value
        return .void
      }
    }
    func constant(_ text: String, _ summary: String, _ constant: Number) -> LibraryMember {
      row(type, "\(text): \(name)", summary) { _, _ in constant.value }
    }
    func choice(
      _ text: String, _ summary: String, _ body: @escaping @Sendable (Number, Number) -> Number
    ) -> LibraryMember {
      row(type, "\(text)(_ x: \(name), _ y: \(name)) -> \(name)", summary) { _, a in
        body(try number(a[0]), try number(a[1])).value
      }
    }
    return [
      row(
        type, "random(in range: ClosedRange<Double>, seed: Int) -> \(name)", "a number of a range that a seed picks"
      ) { _, a in
        guard case .range(.closedDoubles(let range)) = a[0] else { return .void }
        return Number(try random(range.lowerBound, range.upperBound, seed: a[1])).value
      },
      row(type, "random(in range: Range<Double>, seed: Int) -> \(name)", "a number of a range that a seed picks") {
        _, a in
        guard case .range(.doubles(let range)) = a[0] else { return .void }
        return Number(try random(range.lowerBound, range.upperBound, seed: a[1])).value
      },
      part("magnitude", "the absolute value") { $0.magnitude },
      part("ulp", "the distance to the next number away from zero") { $0.ulp },
      part("nextUp", "the next larger number") { $0.nextUp },
      part("nextDown", "the next smaller number") { $0.nextDown },
      part("significand", "the number over the power of two of its exponent, in 1..<2") { $0.significand },
      part("binade", "the power of two of its exponent, with its sign") { $0.binade },
      test("isNaN", "whether it is not a number") { $0.isNaN },
      test("isFinite", "whether it is a number and finite") { $0.isFinite },
      test("isInfinite", "whether it is infinite") { $0.isInfinite },
      test("isZero", "whether it is zero") { $0.isZero },
      test("isNormal", "whether it has full precision") { $0.isNormal },
      test("isSubnormal", "whether it is too small for full precision") { $0.isSubnormal },
      row(head, "exponent: Int", "the exponent of the largest power of two that is no larger") { _, a in
        .int(Int(try number(a[0]).exponent))
      },
      row(head, "sign: FloatingPointSign", "plus or minus; minus for -0.0 too") { _, a in
        (try number(a[0]).sign == .minus ? Sign.minus : .plus).value
      },
      row(head, "rounded() -> \(name)", "the nearest whole number, away from zero from the middle") { _, a in
        try number(a[0]).rounded().value
      },
      row(
        head, "rounded(_ rule: FloatingPointRoundingRule) -> \(name)",
        "rounded by a rule: .up, .down, .towardZero, .toNearestOrEven, …"
      ) { _, a in try number(a[0]).rounded(try RoundingRule.read(a[1])).value },
      row(head, "squareRoot() -> \(name)", "the square root") { _, a in try number(a[0]).squareRoot().value },
      method("truncatingRemainder(dividingBy other", "what is left of a division that rounds toward zero") {
        $0.truncatingRemainder(dividingBy: $1)
      },
      method("remainder(dividingBy other", "what is left of a division that rounds to the nearest") {
        $0.remainder(dividingBy: $1)
      },
      method("advanced(by distance", "the sum with a number") { $0 + $1 },
      method("distance(to other", "how much a number is larger") { $1 - $0 },
      row(head, "addingProduct(_ x: \(name), _ y: \(name)) -> \(name)", "the sum with a product, rounded once") {
        _, a in
        try number(a[0]).addingProduct(try number(a[1]), try number(a[2])).value
      },
      compare("isEqual(to", "whether the numbers are equal") { $0.isEqual(to: $1) },
      compare("isLess(than", "whether it is less") { $0.isLess(than: $1) },
      compare("isLessThanOrEqualTo(_", "whether it is less or equal") { $0.isLessThanOrEqualTo($1) },
      change("round()", "rounds to the nearest whole number, away from zero from the middle") { x, _ in x.round() },
      change("round(_ rule: FloatingPointRoundingRule)", "rounds by a rule") { x, a in
        x.round(try RoundingRule.read(a[0]))
      },
      change("formSquareRoot()", "becomes its square root") { x, _ in x.formSquareRoot() },
      change("negate()", "changes the sign") { x, _ in x.negate() },
      change("formRemainder(dividingBy other: \(name))", "becomes the remainder of a division") { x, a in
        x.formRemainder(dividingBy: try number(a[0]))
      },
      change("formTruncatingRemainder(dividingBy other: \(name))", "becomes the remainder of a division") { x, a in
        x.formTruncatingRemainder(dividingBy: try number(a[0]))
      },
      change("addProduct(_ x: \(name), _ y: \(name))", "adds a product, rounded once") { x, a in
        x.addProduct(try number(a[0]), try number(a[1]))
      },
      constant("pi", "the circle's circumference over its diameter, rounded toward zero", .pi),
      constant("infinity", "larger than every number", .infinity),
      constant("nan", "not a number", .nan),
      constant("zero", "0.0", .zero),
      constant("ulpOfOne", "the distance from 1 to the next larger number", .ulpOfOne),
      constant("greatestFiniteMagnitude", "the largest finite number", .greatestFiniteMagnitude),
      constant("leastNormalMagnitude", "the smallest positive normal number", .leastNormalMagnitude),
      constant("leastNonzeroMagnitude", "the smallest positive number", .leastNonzeroMagnitude),
      choice("minimum", "the smaller number; the other one beside NaN") { Number.minimum($0, $1) },
      choice("maximum", "the larger number; the other one beside NaN") { Number.maximum($0, $1) },
      choice("minimumMagnitude", "the number closer to zero; the other one beside NaN") {
        Number.minimumMagnitude($0, $1)
      },
      choice("maximumMagnitude", "the number further from zero; the other one beside NaN") {
        Number.maximumMagnitude($0, $1)
      },
      row(make, "init(_ number: Double) -> \(name)", "the nearest \(name)") { _, a in Number(try a[0].double()).value },
      row(make, "init(_ number: Int) -> \(name)", "the nearest \(name)") { _, a in Number(try a[0].int()).value },
      row(make, "init(_ number: Float) -> \(name)", "the number as a \(name)") { _, a in
        guard let it = Float.from(a[0]) else { throw RuntimeFault.type(expected: "Float", found: a[0].typeText) }
        return Number(it).value
      },
      row(make, "init(_ text: String) -> \(name)?", "the number that a text spells") { _, a in
        .optional(Number(try a[0].string())?.value)
      },
      row(make, "init(exactly number: Int) -> \(name)?", "the equal \(name); nil when there is none") { _, a in
        .optional(Number(exactly: try a[0].int())?.value)
      },
      row(make, "init(exactly number: Double) -> \(name)?", "the equal \(name); nil when there is none") { _, a in
        .optional(Number(exactly: try a[0].double())?.value)
      },
      row(
        make, "init(sign: FloatingPointSign, exponent: Int, significand: \(name)) -> \(name)",
        "a significand times a power of two"
      ) { _, a in
        let sign = Sign.from(a[0]) ?? .plus
        // Further exponents give zero or infinity as these do.
        let exponent = Number.Exponent(max(-100_000, min(100_000, try a[1].int())))
        return Number(sign: sign == .minus ? .minus : .plus, exponent: exponent, significand: try number(a[2])).value
      },
    ]
  }
}

/// How `rounded(_:)` rounds.
enum RoundingRule: String, ForeignValue, CaseIterable {
  case up, down, towardZero, awayFromZero, toNearestOrEven, toNearestOrAwayFromZero

  static let typeName = "FloatingPointRoundingRule"

  var displayText: String { rawValue }

  var summary: String {
    switch self {
    case .up: "rounds up"
    case .down: "rounds down"
    case .towardZero: "rounds toward zero"
    case .awayFromZero: "rounds away from zero"
    case .toNearestOrEven: "rounds to the nearest, to even from the middle"
    case .toNearestOrAwayFromZero: "rounds to the nearest, away from zero from the middle"
    }
  }

  static func read(_ value: Value) throws -> FloatingPointRoundingRule {
    switch from(value) {
    case .up: .up
    case .down: .down
    case .towardZero: .towardZero
    case .awayFromZero: .awayFromZero
    case .toNearestOrEven: .toNearestOrEven
    case .toNearestOrAwayFromZero: .toNearestOrAwayFromZero
    case nil: throw RuntimeFault.type(expected: typeName, found: value.typeText)
    }
  }
}

/// The sign of a floating-point number.
enum Sign: String, ForeignValue, CaseIterable {
  case plus, minus

  static let typeName = "FloatingPointSign"

  var displayText: String { rawValue }
}
