/// The same products on memory that somebody else keeps alive.
extension DenseVector {
  /// Σ aᵢbᵢ, sixteen partial sums in fixed order.
  static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
    var first = SIMD8<Double>.zero, second = SIMD8<Double>.zero
    var i = 0
    while i + 16 <= count {
      first += load(a + i) * load(b + i)
      second += load(a + i + 8) * load(b + i + 8)
      i += 16
    }
    if i + 8 <= count {
      first += load(a + i) * load(b + i)
      i += 8
    }
    var sum = (first + second).sum()
    while i < count {
      sum += a[i] * b[i]
      i += 1
    }
    return sum
  }

  /// sum ← sum + factor·a.
  static func add(
    _ a: UnsafePointer<Double>, times factor: Double, to sum: UnsafeMutablePointer<Double>, count: Int
  ) {
    var i = 0
    while i + 8 <= count {
      UnsafeMutableRawPointer(sum + i).storeBytes(of: load(sum + i) + load(a + i) * factor, as: SIMD8<Double>.self)
      i += 8
    }
    while i < count {
      sum[i] += factor * a[i]
      i += 1
    }
  }

  private static func load(_ address: UnsafePointer<Double>) -> SIMD8<Double> {
    UnsafeRawPointer(address).loadUnaligned(as: SIMD8<Double>.self)
  }
}
