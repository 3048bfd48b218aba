import COpenBLAS

/// A row-major matrix in memory that somebody else keeps alive, or its transpose.
package struct MatrixView<Scalar> {
  package let base: UnsafePointer<Scalar>
  package let rows: Int
  package let columns: Int
  /// Elements from one stored row to the next.
  package let stride: Int
  package let isTransposed: Bool

  package init(
    _ base: UnsafePointer<Scalar>, rows: Int, columns: Int, stride: Int? = nil, isTransposed: Bool = false
  ) {
    self.base = base
    self.rows = rows
    self.columns = columns
    self.stride = stride ?? (isTransposed ? rows : columns)
    self.isTransposed = isTransposed
  }

  /// The same memory read as the transpose.
  package var transposed: MatrixView {
    MatrixView(base, rows: columns, columns: rows, stride: stride, isTransposed: !isTransposed)
  }
}

/// A matrix operand held as an array.
package struct MatrixOperand<Scalar> {
  let values: [Scalar]
  let rows: Int
  let columns: Int
  let isTransposed: Bool

  /// - Precondition: `values.count == rows * columns`.
  package init(_ values: [Scalar], _ rows: Int, _ columns: Int, isTransposed: Bool = false) {
    precondition(values.count == rows * columns)
    self.values = values
    self.rows = rows
    self.columns = columns
    self.isTransposed = isTransposed
  }
}

/// OpenBLAS by labelled names. The library runs one thread; parallelism is the caller's shards (`Parallel`).
package enum BLAS {
  /// Sets OpenBLAS to one thread on first use, before any product is computed.
  private static let ready: Void = openblas_set_num_threads(1)

  /// The version and build of the OpenBLAS at run time, such as "OpenBLAS 0.3.21 … Cooperlake".
  package static var version: String { String(cString: openblas_get_config()) }

  /// The processor kernel that OpenBLAS chose; results are bit-identical only within one core type.
  package static var coreType: String { String(cString: openblas_get_corename()) }

  /// C ← α·A·B + β·C, C row-major with `stride` elements a row.
  /// - Precondition: A is m×k, B is k×n, and all extents and strides fit `blasint`.
  package static func multiply(
    _ a: MatrixView<Float>, _ b: MatrixView<Float>, into c: UnsafeMutablePointer<Float>, stride: Int,
    alpha: Float = 1, beta: Float = 0
  ) {
    precondition(a.columns == b.rows)
    if a.rows == 0 || b.columns == 0 { return }
    _ = ready
    cblas_sgemm(
      CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans, b.isTransposed ? CblasTrans : CblasNoTrans,
      blasint(a.rows), blasint(b.columns), blasint(a.columns), alpha, a.base, blasint(max(a.stride, 1)),
      b.base, blasint(max(b.stride, 1)), beta, c, blasint(max(stride, 1)))
  }

  /// C ← α·A·B + β·C in double precision.
  package static func multiply(
    _ a: MatrixView<Double>, _ b: MatrixView<Double>, into c: UnsafeMutablePointer<Double>, stride: Int,
    alpha: Double = 1, beta: Double = 0
  ) {
    precondition(a.columns == b.rows)
    if a.rows == 0 || b.columns == 0 { return }
    _ = ready
    cblas_dgemm(
      CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans, b.isTransposed ? CblasTrans : CblasNoTrans,
      blasint(a.rows), blasint(b.columns), blasint(a.columns), alpha, a.base, blasint(max(a.stride, 1)),
      b.base, blasint(max(b.stride, 1)), beta, c, blasint(max(stride, 1)))
  }

  /// C ← A·B for operands held as arrays.
  package static func multiply(_ a: MatrixOperand<Float>, _ b: MatrixOperand<Float>, into c: inout [Float]) {
    precondition(c.count == a.rows * b.columns)
    a.withView { a in
      b.withView { b in
        c.withUnsafeMutableBufferPointer { c in
          if let base = c.baseAddress { multiply(a, b, into: base, stride: b.columns) }
        }
      }
    }
  }

  /// C ← A·B for operands held as arrays, in double precision.
  package static func multiply(_ a: MatrixOperand<Double>, _ b: MatrixOperand<Double>, into c: inout [Double]) {
    precondition(c.count == a.rows * b.columns)
    a.withView { a in
      b.withView { b in
        c.withUnsafeMutableBufferPointer { c in
          if let base = c.baseAddress { multiply(a, b, into: base, stride: b.columns) }
        }
      }
    }
  }

  /// y ← α·A·x + β·y in double precision, A row-major of `rows` × `columns`.
  package static func multiply(
    _ a: MatrixView<Double>, vector x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>,
    alpha: Double = 1, beta: Double = 0
  ) {
    _ = ready
    let stored = a.isTransposed ? (a.columns, a.rows) : (a.rows, a.columns)
    if stored.0 == 0 || stored.1 == 0 { return }
    cblas_dgemv(
      CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans, blasint(stored.0), blasint(stored.1),
      alpha, a.base, blasint(max(a.stride, 1)), x, 1, beta, y, 1)
  }
}

extension MatrixOperand {
  fileprivate func withView(_ body: (MatrixView<Scalar>) -> Void) {
    values.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      body(MatrixView(base, rows: rows, columns: columns, isTransposed: isTransposed))
    }
  }
}
