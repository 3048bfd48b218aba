import Tensors

/// Σ (s·(aᵢ - bᵢ))² in double precision, eight partial sums in fixed order.
///
/// With `scale` a power of two the result is that of the unscaled differences, without their overflow.
enum SquaredDistance {
  static func between(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int, scale: Double
  ) -> Double {
    var sums = SIMD8<Double>.zero
    var i = 0
    while i + 8 <= count {
      let difference = (load(a + i) - load(b + i)) * scale
      sums += difference * difference
      i += 8
    }
    var sum = sums.sum()
    while i < count {
      let difference = (a[i] - b[i]) * scale
      sum += difference * difference
      i += 1
    }
    return sum
  }

  static func between(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int, scale: Double
  ) -> Double {
    var sums = SIMD8<Double>.zero
    var i = 0
    while i + 8 <= count {
      let difference = (SIMD8<Double>(load(a + i)) - SIMD8<Double>(load(b + i))) * scale
      sums += difference * difference
      i += 8
    }
    var sum = sums.sum()
    while i < count {
      let difference = (Double(a[i]) - Double(b[i])) * scale
      sum += difference * difference
      i += 1
    }
    return sum
  }

  private static func load<Scalar: SIMDScalar>(_ address: UnsafePointer<Scalar>) -> SIMD8<Scalar> {
    UnsafeRawPointer(address).loadUnaligned(as: SIMD8<Scalar>.self)
  }
}

/// Distances between rows of a matrix of either precision.
struct RowDistances {
  let points: Tensor
  let width: Int
  /// A power of two.
  let scale: Double

  /// Calls `body` with a function giving the scaled squared distance between two rows.
  func withSquares<Result>(_ body: ((Int, Int) -> Double) -> Result) -> Result {
    switch points.storage {
    case .float(let values):
      values.withUnsafeBufferPointer { values in
        body { a, b in
          guard let base = values.baseAddress else { return 0 }
          return SquaredDistance.between(base + a * width, base + b * width, count: width, scale: scale)
        }
      }
    case .double(let values):
      values.withUnsafeBufferPointer { values in
        body { a, b in
          guard let base = values.baseAddress else { return 0 }
          return SquaredDistance.between(base + a * width, base + b * width, count: width, scale: scale)
        }
      }
    }
  }
}
