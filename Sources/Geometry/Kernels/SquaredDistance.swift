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

  /// Σ (aᵢ - bᵢ)² in single precision, sixteen partial sums in fixed order; where it exceeds `limit`, some number that
  /// does. Sums of squares never fall, rounded or not, so a part that exceeds the limit settles it.
  static func between(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int, limit: Float = .infinity
  ) -> Float {
    var sums = SIMD16<Float>.zero
    var i = 0
    while i + 16 <= count {
      let stop = min(i + 128, count - 15)
      while i < stop {
        let difference =
          UnsafeRawPointer(a + i).loadUnaligned(as: SIMD16<Float>.self)
          - UnsafeRawPointer(b + i).loadUnaligned(as: SIMD16<Float>.self)
        sums += difference * difference
        i += 16
      }
      let part = sums.sum()
      if part > limit { return part }
    }
    var sum = sums.sum()
    while i < count {
      sum += (a[i] - b[i]) * (a[i] - b[i])
      i += 1
    }
    return sum
  }

  private static func load<Scalar: SIMDScalar>(_ address: UnsafePointer<Scalar>) -> SIMD8<Scalar> {
    UnsafeRawPointer(address).loadUnaligned(as: SIMD8<Scalar>.self)
  }
}

/// Distances between the rows of two matrices of one precision.
struct RowDistances {
  let left: Tensor
  let right: Tensor
  let width: Int
  /// A power of two.
  let scale: Double

  /// - Precondition: both of one precision and `width`.
  init(left: Tensor, right: Tensor, width: Int, scale: Double) {
    self.left = left
    self.right = right
    self.width = width
    self.scale = scale
  }

  /// Distances between the rows of one matrix.
  init(points: Tensor, width: Int, scale: Double) {
    self.init(left: points, right: points, width: width, scale: scale)
  }

  /// Calls `body` with a function giving the scaled squared distance from a row of the left to a row of the right.
  func withSquares<Result>(_ body: ((Int, Int) -> Double) -> Result) -> Result {
    switch (left.storage, right.storage) {
    case (.float(let a), .float(let b)):
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          body { first, second in
            guard let a = a.baseAddress, let b = b.baseAddress else { return 0 }
            return SquaredDistance.between(a + first * width, b + second * width, count: width, scale: scale)
          }
        }
      }
    default:
      left.doubles.withUnsafeBufferPointer { a in
        right.doubles.withUnsafeBufferPointer { b in
          body { first, second in
            guard let a = a.baseAddress, let b = b.baseAddress else { return 0 }
            return SquaredDistance.between(a + first * width, b + second * width, count: width, scale: scale)
          }
        }
      }
    }
  }
}
