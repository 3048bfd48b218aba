import Glibc

/// The Faddeeva function w(z) = exp(-z²)·erfc(-iz) in the upper half plane.
///
/// A rational expansion of forty terms, relative error about 1e-13.
///
/// Source: Weideman, "Computation of the complex error function", doi:10.1137/0731077.
enum Faddeeva {
  private static let terms = 40
  private static let width = (Double(terms) / 2.0.squareRoot()).squareRoot()

  /// The coefficients of the powers of (L + iz)/(L - iz), the highest first.
  private static let coefficients: [Double] = {
    let half = 2 * terms
    return (1...terms).reversed().map { power in
      var sum = 0.0
      for k in 1 - half..<half {
        let angle = Double(k) * .pi / Double(half)
        let t = width * tan(angle / 2)
        sum += exp(-t * t) * (width * width + t * t) * cos(Double(power) * angle)
      }
      return sum / Double(2 * half)
    }
  }()

  /// w(z).
  /// - Precondition: the imaginary part of z is not negative.
  static func value(_ z: ComplexNumber) -> ComplexNumber {
    // L - iz and L + iz.
    let below = ComplexNumber(real: width + z.imaginary, imaginary: -z.real)
    let above = ComplexNumber(real: width - z.imaginary, imaginary: z.real)
    let ratio = above / below
    var sum = ComplexNumber(real: 0, imaginary: 0)
    for coefficient in coefficients { sum = sum * ratio + ComplexNumber(real: coefficient, imaginary: 0) }
    let one = ComplexNumber(real: 1, imaginary: 0)
    return 2 * sum / (below * below) + (1 / Double.pi.squareRoot()) * (one / below)
  }
}
