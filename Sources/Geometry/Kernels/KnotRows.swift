import CKernels

/// Loops over rows of values at the knots of a line.
enum KnotRows {
  /// The columns in which one of two rows is negative and the other is not; how many.
  @inline(__always)
  static func signChanges(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int, into columns: UnsafeMutablePointer<Int32>
  ) -> Int {
    espalier_sign_changes(a, b, count, columns)
  }

  /// c ← a + fraction·(b - a).
  @inline(__always)
  static func interpolate(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ fraction: Double,
    into c: UnsafeMutablePointer<Double>, count: Int
  ) {
    espalier_interpolate_row(a, b, fraction, c, count)
  }

  /// c ← a + factor·b.
  @inline(__always)
  static func add(
    _ a: UnsafePointer<Double>, _ factor: Double, _ b: UnsafePointer<Double>,
    into c: UnsafeMutablePointer<Double>, count: Int
  ) {
    espalier_add_row(a, factor, b, c, count)
  }

  /// z ← slope·z where z is negative.
  @inline(__always)
  static func rectify(_ z: UnsafeMutablePointer<Double>, slope: Double, count: Int) {
    espalier_rectify_row(z, slope, count)
  }

  static func isFinite(_ values: [Double]) -> Bool { espalier_all_finite(values, values.count) != 0 }

  /// Columns of a row-major matrix [outputs, inputs] as rows: out[i, o] = matrix[o, columns[i]].
  static func gather(_ columns: [Int], of matrix: [Double], inputs: Int, outputs: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: columns.count * outputs) { buffer, count in
      count = columns.count * outputs
      guard let out = buffer.baseAddress else { return }
      espalier_gather_columns(matrix, inputs, outputs, columns, columns.count, out)
    }
  }
}
