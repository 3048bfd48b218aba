import CKernels

/// Loops over rows of values at the knots of a line.
package enum KnotRows {
  /// A bit for each of the first `columns` values of rows `stride` apart, set where the value is negative: whole words
  /// of 64 a row, the lowest bit first.
  package static func negativeBits(_ rows: [Double], stride: Int, columns: Int) -> [UInt64] {
    let count = stride > 0 ? rows.count / stride : 0
    let words = count * ((columns + 63) / 64)
    return [UInt64](unsafeUninitializedCapacity: words) { buffer, filled in
      filled = words
      if let out = buffer.baseAddress { espalier_negative_bits(rows, count, stride, columns, out) }
    }
  }

  /// The place of each value in ascending order; equals keep theirs. Compares all pairs without a branch, which is the
  /// fastest way for up to a few hundred.
  @inline(__always)
  package static func rank(_ values: UnsafePointer<Double>, count: Int, into ranks: UnsafeMutablePointer<Int32>) {
    espalier_ranks(values, count, ranks)
  }

  /// c ← a + fraction·(b - a).
  @inline(__always)
  package static func interpolate(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ fraction: Double,
    into c: UnsafeMutablePointer<Double>, count: Int
  ) {
    espalier_interpolate_row(a, b, fraction, c, count)
  }

  /// c ← a + factor·b.
  @inline(__always)
  package static func add(
    _ a: UnsafePointer<Double>, _ factor: Double, _ b: UnsafePointer<Double>,
    into c: UnsafeMutablePointer<Double>, count: Int
  ) {
    espalier_add_row(a, factor, b, c, count)
  }

  /// c ← slope·a where z is negative, else a.
  @inline(__always)
  package static func gate(
    _ a: UnsafePointer<Double>, where z: UnsafePointer<Double>, slope: Double, into c: UnsafeMutablePointer<Double>,
    count: Int
  ) {
    espalier_gate_row(a, z, slope, c, count)
  }

  /// c ← factor·a.
  @inline(__always)
  package static func scale(
    _ factor: Double, _ a: UnsafePointer<Double>, into c: UnsafeMutablePointer<Double>, count: Int
  ) {
    espalier_scale_row(factor, a, c, count)
  }

  /// What leads from a row to the next between two rows that are known.
  package struct Step {
    /// The multiple of the bend that the first slope lacks.
    package var back = 0.0
    /// The part of the way from the row before.
    package var part = 0.0
    /// The multiple of the bend by which the slope changes here.
    package var bend = 0.0

    package init(back: Double, part: Double, bend: Double) {
      self.back = back
      self.part = part
      self.bend = bend
    }
  }

  /// Rows between two whose slope s changes by multiples of rows, `bends`: from s = right - left + Σ back·bend,
  /// each row is the one before + part·s, and s changes by bend·bend.
  /// - Returns: whether all are finite.
  @inline(__always)
  package static func carry(
    from left: UnsafePointer<Double>, to right: UnsafePointer<Double>, bends: UnsafePointer<UnsafePointer<Double>?>,
    _ steps: UnsafeBufferPointer<Step>, width: Int, into rows: UnsafeMutablePointer<Double>
  ) -> Bool {
    guard let first = steps.baseAddress else { return true }
    return first.withMemoryRebound(to: Double.self, capacity: steps.count * 3) {
      espalier_carry_rows(left, right, bends, $0, steps.count, width, rows) != 0
    }
  }

  package static func isFinite(_ values: [Double]) -> Bool { espalier_all_finite(values, values.count) != 0 }

  /// Columns of a row-major matrix [outputs, inputs] as rows: out[i, o] = matrix[o, columns[i]].
  package static func gather(_ columns: [Int], of matrix: [Double], inputs: Int, outputs: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: columns.count * outputs) { buffer, count in
      count = columns.count * outputs
      guard let out = buffer.baseAddress else { return }
      espalier_gather_columns(matrix, inputs, outputs, columns, columns.count, out)
    }
  }
}
