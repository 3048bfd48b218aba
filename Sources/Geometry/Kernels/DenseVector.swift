/// Products of vectors in double precision, summed in fixed order.
enum DenseVector {
  /// Σ aᵢbᵢ.
  /// - Precondition: equal counts.
  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    precondition(a.count == b.count)
    return a.withUnsafeBytes { a in
      b.withUnsafeBytes { b in
        let count = a.count / 8
        var sums = SIMD8<Double>.zero
        var i = 0
        while i + 8 <= count {
          sums +=
            a.loadUnaligned(fromByteOffset: i * 8, as: SIMD8<Double>.self)
            * b.loadUnaligned(fromByteOffset: i * 8, as: SIMD8<Double>.self)
          i += 8
        }
        var sum = sums.sum()
        while i < count {
          sum += a.load(fromByteOffset: i * 8, as: Double.self) * b.load(fromByteOffset: i * 8, as: Double.self)
          i += 1
        }
        return sum
      }
    }
  }

  /// sum ← sum + factor·a.
  /// - Precondition: equal counts.
  static func add(_ a: [Double], times factor: Double, to sum: inout [Double]) {
    precondition(a.count == sum.count)
    a.withUnsafeBufferPointer { a in
      sum.withUnsafeMutableBufferPointer { sum in
        for i in sum.indices { sum[i] += factor * a[i] }
      }
    }
  }
}
