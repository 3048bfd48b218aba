/// Something that went wrong while a cell ran, before it is placed in the source.
package struct RuntimeFault: Error, Hashable, Sendable {
  package var id: String
  package var message: String
  package var mend: String?

  /// A fault by its kind, its words and what to write instead.
  package init(_ id: String, _ message: String, mend: String? = nil) {
    self.id = id
    self.message = message
    self.mend = mend
  }

  static func overflow(_ symbol: String) -> RuntimeFault {
    RuntimeFault("integer-overflow", "the result of '\(symbol)' does not fit in 'Int'", mend: "compute with 'Double'")
  }

  static let divisionByZero = RuntimeFault("division-by-zero", "division by zero")

  static let forcedNil = RuntimeFault("nil-value", "'!' found nil", mend: "use 'if let' or '??'")

  static let tooDeep = RuntimeFault(
    "recursion-too-deep", "functions call each other too deeply", mend: "end the recursion, or write a loop")

  static func index(_ index: Int, _ count: Int) -> RuntimeFault {
    RuntimeFault(
      "index-out-of-range",
      "index \(index) is out of range: "
        + (count == 0 ? "the array is empty" : "the indices are 0..<\(count)"))
  }

  static func type(expected: String, found: String) -> RuntimeFault {
    RuntimeFault("type-mismatch", "expected '\(expected)', found '\(found)'")
  }
}

/// What a `throw` statement of a cell throws.
struct RaisedError: Error {
  var value: Value
}
