import Glibc

extension RandomStream {
  /// A uniform number in [0, 1) with 24 random bits, every value exact in single precision.
  public mutating func nextFloat() -> Float { Float(nextWord() >> 8) * 0x1p-24 }

  /// A uniform number in [0, 1) with 53 random bits.
  public mutating func nextDouble() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A standard normal number by the Box–Muller transform (the cosine branch, so that one call always draws the same
  /// number of words).
  public mutating func nextNormal() -> Double {
    let radius = (-2 * log(1 - nextDouble())).squareRoot()
    return radius * cos(2 * .pi * nextDouble())
  }

  /// A uniform integer below `bound`, without bias.
  ///
  /// Source: Lemire, "Fast random integer generation in an interval", doi:10.1145/3230636.
  /// - Precondition: `bound > 0`.
  public mutating func nextInt(below bound: Int) -> Int {
    precondition(bound > 0)
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// A uniform random order of 0..<count (Fisher–Yates).
  /// - Complexity: O(count).
  public mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, nextInt(below: last + 1)) }
    return order
  }
}
