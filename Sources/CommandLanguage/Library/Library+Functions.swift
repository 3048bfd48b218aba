import Glibc

extension Library {
  /// Functions of mathematics.
  static let functionMembers: [LibraryMember] =
    functions.map { name, summary, function, _ in
      row(.free, "\(name)(_ x: Double) -> Double", summary) { _, a in .double(function(try a[0].double())) }
    }
    + functions.map { name, summary, _, function in
      row(.free, "\(name)(_ x: Float) -> Float", summary) { _, a in .float(function(try float(a[0]))) }
    }
    + pairFunctions.map { name, summary, function, _ in
      row(.free, "\(name)(_ x: Double, _ y: Double) -> Double", summary) { _, a in
        .double(function(try a[0].double(), try a[1].double()))
      }
    }
    + pairFunctions.map { name, summary, _, function in
      row(.free, "\(name)(_ x: Float, _ y: Float) -> Float", summary) { _, a in
        .float(function(try float(a[0]), try float(a[1])))
      }
    }
    + [
      row(.free, "fma(_ x: Double, _ y: Double, _ z: Double) -> Double", "x * y + z, rounded once") { _, a in
        .double(fma(try a[0].double(), try a[1].double(), try a[2].double()))
      },
      row(.free, "scalbn(_ x: Double, _ exponent: Int) -> Double", "a number times a power of two") { _, a in
        try scaled(a)
      },
      row(.free, "ldexp(_ x: Double, _ exponent: Int) -> Double", "a number times a power of two") { _, a in
        try scaled(a)
      },
      row(.free, "modf(_ x: Double) -> (Double, Double)", "the whole part and the rest") { _, a in
        let (whole, rest) = modf(try a[0].double())
        return .tuple(TupleValue([.double(whole), .double(rest)]))
      },
      row(.free, "frexp(_ x: Double) -> (Double, Int)", "a fraction in 0.5..<1 and the power of two beside it") {
        _, a in
        let (fraction, exponent) = frexp(try a[0].double())
        return .tuple(TupleValue([.double(fraction), .int(exponent)]))
      },
    ]

  private static let functions: [(String, String, @Sendable (Double) -> Double, @Sendable (Float) -> Float)] = [
    ("sqrt", "the square root", { $0.squareRoot() }, { $0.squareRoot() }),
    ("exp", "e to a power", { exp($0) }, { exp($0) }), ("exp2", "2 to a power", { exp2($0) }, { exp2($0) }),
    ("log", "the natural logarithm", { log($0) }, { log($0) }),
    ("log2", "the logarithm to base 2", { log2($0) }, { log2($0) }),
    ("log10", "the logarithm to base 10", { log10($0) }, { log10($0) }),
    ("log1p", "the logarithm of 1 + x", { log1p($0) }, { log1p($0) }),
    ("expm1", "e to a power, less 1", { expm1($0) }, { expm1($0) }),
    ("cbrt", "the cube root", { cbrt($0) }, { cbrt($0) }),
    ("sin", "the sine", { sin($0) }, { sin($0) }), ("cos", "the cosine", { cos($0) }, { cos($0) }),
    ("tan", "the tangent", { tan($0) }, { tan($0) }), ("asin", "the inverse sine", { asin($0) }, { asin($0) }),
    ("acos", "the inverse cosine", { acos($0) }, { acos($0) }),
    ("atan", "the inverse tangent", { atan($0) }, { atan($0) }),
    ("sinh", "the hyperbolic sine", { sinh($0) }, { sinh($0) }),
    ("cosh", "the hyperbolic cosine", { cosh($0) }, { cosh($0) }),
    ("tanh", "the hyperbolic tangent", { tanh($0) }, { tanh($0) }),
    ("asinh", "the inverse hyperbolic sine", { asinh($0) }, { asinh($0) }),
    ("acosh", "the inverse hyperbolic cosine", { acosh($0) }, { acosh($0) }),
    ("atanh", "the inverse hyperbolic tangent", { atanh($0) }, { atanh($0) }),
    ("floor", "the whole number below", { $0.rounded(.down) }, { $0.rounded(.down) }),
    ("ceil", "the whole number above", { $0.rounded(.up) }, { $0.rounded(.up) }),
    ("round", "the nearest whole number, away from zero from the middle", { $0.rounded() }, { $0.rounded() }),
    ("trunc", "the whole number toward zero", { $0.rounded(.towardZero) }, { $0.rounded(.towardZero) }),
    (
      "rint", "the nearest whole number, to even from the middle", { $0.rounded(.toNearestOrEven) },
      { $0.rounded(.toNearestOrEven) }
    ),
    ("fabs", "the absolute value", { $0.magnitude }, { $0.magnitude }),
    ("erf", "the error function", { erf($0) }, { erf($0) }),
    ("erfc", "1 less the error function", { erfc($0) }, { erfc($0) }),
    ("tgamma", "the gamma function", { tgamma($0) }, { tgamma($0) }),
  ]

  private static let pairFunctions:
    [(String, String, @Sendable (Double, Double) -> Double, @Sendable (Float, Float) -> Float)] = [
      ("pow", "a power", { pow($0, $1) }, { pow($0, $1) }),
      ("atan2", "the angle of a point: its y and its x", { atan2($0, $1) }, { atan2($0, $1) }),
      ("hypot", "the length of a hypotenuse", { hypot($0, $1) }, { hypot($0, $1) }),
      ("fmod", "what is left of a division that rounds toward zero", { fmod($0, $1) }, { fmod($0, $1) }),
      (
        "remainder", "what is left of a division that rounds to the nearest", { $0.remainder(dividingBy: $1) },
        { $0.remainder(dividingBy: $1) }
      ),
      ("fmin", "the smaller number; the other one beside NaN", { fmin($0, $1) }, { fmin($0, $1) }),
      ("fmax", "the larger number; the other one beside NaN", { fmax($0, $1) }, { fmax($0, $1) }),
      ("fdim", "the difference, and 0 where it is negative", { fdim($0, $1) }, { fdim($0, $1) }),
      ("copysign", "a number with the sign of another", { copysign($0, $1) }, { copysign($0, $1) }),
      ("nextafter", "the next number in the direction of another", { nextafter($0, $1) }, { nextafter($0, $1) }),
    ]

  private static func scaled(_ a: [Value]) throws -> Value {
    // Further exponents give zero or infinity as these do.
    .double(scalbn(try a[0].double(), max(-100_000, min(100_000, try a[1].int()))))
  }

  private static func float(_ value: Value) throws -> Float {
    guard case .float(let it) = value else { throw RuntimeFault.type(expected: "Float", found: value.typeText) }
    return it
  }
}
