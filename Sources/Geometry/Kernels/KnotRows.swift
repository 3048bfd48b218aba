import Tensors

/// Loops over rows of values at the knots of a line.
enum KnotRows {
  private typealias Lanes = SIMD8<Double>

  /// Calls `body` with each column in which one of two rows is negative and the other is not.
  @inline(__always)
  static func signChanges(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int, _ body: (Int) -> Void
  ) {
    var column = 0
    while column + 8 <= count {
      let differ = signs(a + column) ^ signs(b + column)
      let four = differ.lowHalf | differ.highHalf
      let two = four.lowHalf | four.highHalf
      if (two[0] | two[1]) < 0 {
        for lane in 0..<8 where differ[lane] < 0 { body(column + lane) }
      }
      column += 8
    }
    while column < count {
      if (a[column] < 0) != (b[column] < 0) { body(column) }
      column += 1
    }
  }

  /// c ← a + fraction·(b - a).
  @inline(__always)
  static func interpolate(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ fraction: Double,
    into c: UnsafeMutablePointer<Double>, count: Int
  ) {
    var column = 0
    while column + 8 <= count {
      let start = load(a + column)
      store(start + (load(b + column) - start) * fraction, c + column)
      column += 8
    }
    while column < count {
      c[column] = a[column] + (b[column] - a[column]) * fraction
      column += 1
    }
  }

  /// c ← a + factor·b.
  @inline(__always)
  static func add(
    _ a: UnsafePointer<Double>, _ factor: Double, _ b: UnsafePointer<Double>,
    into c: UnsafeMutablePointer<Double>, count: Int
  ) {
    var column = 0
    while column + 8 <= count {
      store(load(a + column) + load(b + column) * factor, c + column)
      column += 8
    }
    while column < count {
      c[column] = a[column] + b[column] * factor
      column += 1
    }
  }

  /// z ← slope·z where z is negative.
  @inline(__always)
  static func rectify(_ z: UnsafeMutablePointer<Double>, slope: Double, count: Int) {
    var column = 0
    while column + 8 <= count {
      let value = load(z + column)
      store(value.replacing(with: value * slope, where: value .< Lanes.zero), z + column)
      column += 8
    }
    while column < count {
      if z[column] < 0 { z[column] *= slope }
      column += 1
    }
  }

  static func isFinite(_ values: [Double]) -> Bool {
    values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return true }
      // 0·x is NaN for infinities and NaN.
      var sums = Lanes.zero
      var place = 0
      while place + 8 <= values.count {
        sums += load(base + place) * 0
        place += 8
      }
      var sum = sums.sum()
      while place < values.count {
        sum += base[place] * 0
        place += 1
      }
      return sum == 0
    }
  }

  /// Columns of a row-major matrix [outputs, inputs] as rows: out[i, o] = matrix[o, columns[i]].
  static func gather(_ columns: [Int], of matrix: [Double], inputs: Int, outputs: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: columns.count * outputs) { buffer, count in
      count = columns.count * outputs
      guard let out = buffer.baseAddress else { return }
      matrix.withUnsafeBufferPointer { matrix in
        // Eight rows of the matrix at a time stay in the nearest cache.
        for top in stride(from: 0, to: outputs, by: 8) {
          let bottom = min(top + 8, outputs)
          for (index, column) in columns.enumerated() {
            for output in top..<bottom { out[index * outputs + output] = matrix[output * inputs + column] }
          }
        }
      }
    }
  }

  /// Values whose sign bits are set where the element is below zero; -0 + 0 is 0.
  @inline(__always)
  private static func signs(_ address: UnsafePointer<Double>) -> SIMD8<Int64> {
    unsafeBitCast(load(address) + Lanes.zero, to: SIMD8<Int64>.self)
  }

  @inline(__always)
  private static func load(_ address: UnsafePointer<Double>) -> Lanes {
    UnsafeRawPointer(address).loadUnaligned(as: Lanes.self)
  }

  @inline(__always)
  private static func store(_ value: Lanes, _ address: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(address).storeBytes(of: value, as: Lanes.self)
  }
}
