import Glibc

/// A complex number in double precision.
struct ComplexNumber {
  var real: Double
  var imaginary: Double

  static func + (a: ComplexNumber, b: ComplexNumber) -> ComplexNumber {
    ComplexNumber(real: a.real + b.real, imaginary: a.imaginary + b.imaginary)
  }

  static func * (a: ComplexNumber, b: ComplexNumber) -> ComplexNumber {
    ComplexNumber(
      real: a.real * b.real - a.imaginary * b.imaginary, imaginary: a.real * b.imaginary + a.imaginary * b.real)
  }

  static func / (a: ComplexNumber, b: ComplexNumber) -> ComplexNumber {
    let square = b.real * b.real + b.imaginary * b.imaginary
    return ComplexNumber(
      real: (a.real * b.real + a.imaginary * b.imaginary) / square,
      imaginary: (a.imaginary * b.real - a.real * b.imaginary) / square)
  }

  static func * (a: Double, b: ComplexNumber) -> ComplexNumber {
    ComplexNumber(real: a * b.real, imaginary: a * b.imaginary)
  }

  /// The principal logarithm.
  var logarithm: ComplexNumber { ComplexNumber(real: log(hypot(real, imaginary)), imaginary: atan2(imaginary, real)) }
}
