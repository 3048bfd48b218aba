extension Library {
  /// Members of integers and of truth values.
  static let integerMembers: [LibraryMember] = [
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
    row(
      .int, "addingReportingOverflow(_ other: Int) -> (partialValue: Int, overflow: Bool)",
      "the sum, cut to 64 bits, and whether that changed it"
    ) { _, a in reported(try a[0].int().addingReportingOverflow(try a[1].int())) },
    row(
      .int, "subtractingReportingOverflow(_ other: Int) -> (partialValue: Int, overflow: Bool)",
      "the difference, cut to 64 bits, and whether that changed it"
    ) { _, a in reported(try a[0].int().subtractingReportingOverflow(try a[1].int())) },
    row(
      .int, "multipliedReportingOverflow(by other: Int) -> (partialValue: Int, overflow: Bool)",
      "the product, cut to 64 bits, and whether that changed it"
    ) { _, a in reported(try a[0].int().multipliedReportingOverflow(by: try a[1].int())) },
    row(
      .int, "dividedReportingOverflow(by other: Int) -> (partialValue: Int, overflow: Bool)",
      "the quotient, and whether it is no 'Int' or none at all"
    ) { _, a in reported(try a[0].int().dividedReportingOverflow(by: try a[1].int())) },
    row(
      .int, "remainderReportingOverflow(dividingBy other: Int) -> (partialValue: Int, overflow: Bool)",
      "the remainder, and whether the division has none"
    ) { _, a in reported(try a[0].int().remainderReportingOverflow(dividingBy: try a[1].int())) },
    row(.int, "advanced(by distance: Int) -> Int", "the sum with a number") { _, a in
      let (result, overflow) = try a[0].int().addingReportingOverflow(try a[1].int())
      if overflow { throw RuntimeFault.overflow("+") }
      return .int(result)
    },
    row(.int, "distance(to other: Int) -> Int", "how much a number is larger") { _, a in
      let (result, overflow) = try a[1].int().subtractingReportingOverflow(try a[0].int())
      if overflow { throw RuntimeFault.overflow("-") }
      return .int(result)
    },
    row(.int, "nonzeroBitCount: Int", "the number of ones in its bits") { _, a in .int(try a[0].int().nonzeroBitCount)
    },
    row(.int, "trailingZeroBitCount: Int", "the number of zeros at the end of its bits") { _, a in
      .int(try a[0].int().trailingZeroBitCount)
    },
    row(.int, "leadingZeroBitCount: Int", "the number of zeros at the start of its bits") { _, a in
      .int(try a[0].int().leadingZeroBitCount)
    },
    row(.int, "bitWidth: Int", "the number of its bits: 64") { _, _ in .int(Int.bitWidth) },
    changing(.int, "negate()", "changes the sign") { _, value, _ in
      let (negated, overflow) = 0.subtractingReportingOverflow(try value.int())
      if overflow { throw RuntimeFault.overflow("-") }
      value = .int(negated)
      return .void
    },
    changing(.bool, "toggle()", "turns true into false and back") { _, value, _ in
      value = .bool(!(try value.bool()))
      return .void
    },
    row(.staticInt, "max: Int", "the largest integer") { _, _ in .int(.max) },
    row(.staticInt, "min: Int", "the smallest integer") { _, _ in .int(.min) },
    row(.staticInt, "zero: Int", "0") { _, _ in .int(0) },
    row(.staticInt, "bitWidth: Int", "the number of bits of an integer: 64") { _, _ in .int(Int.bitWidth) },
    row(.staticInt, "random(in range: ClosedRange<Int>, seed: Int) -> Int", "an integer of a range that a seed picks") {
      _, a in
      guard case .range(.closedInts(let range)) = a[0] else { return .void }
      return .int(try random(range, seed: a[1]))
    },
    row(.staticInt, "random(in range: Range<Int>, seed: Int) -> Int", "an integer of a range that a seed picks") {
      _, a in
      guard case .range(.ints(let range)) = a[0] else { return .void }
      guard !range.isEmpty else { throw RuntimeFault("empty-collection", "the range \(range) has no number to pick") }
      return .int(try random(range.lowerBound...range.upperBound - 1, seed: a[1]))
    },
    row(.staticBool, "random(seed: Int) -> Bool", "true or false, as a seed picks") { _, a in
      var state = UInt64(bitPattern: Int64(try a[0].int()))
      return .bool(Sorting.random(&state) >> 63 == 1)
    },
  ]

  static func magnitude(_ number: Int) throws -> Int {
    guard number != .min else { throw RuntimeFault.overflow("abs") }
    return abs(number)
  }

  private static func random(_ range: ClosedRange<Int>, seed: Value) throws -> Int {
    var state = UInt64(bitPattern: Int64(try seed.int()))
    let span = UInt64(bitPattern: Int64(range.upperBound)) &- UInt64(bitPattern: Int64(range.lowerBound))
    let number = Sorting.random(&state)
    let offset = span == .max ? number : number.multipliedFullWidth(by: span + 1).high
    return range.lowerBound &+ Int(truncatingIfNeeded: offset)
  }

  private static func reported(_ result: (partialValue: Int, overflow: Bool)) -> Value {
    .tuple(
      TupleValue([.int(result.partialValue), .bool(result.overflow)], labels: ["partialValue", "overflow"]))
  }
}
