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
  static let ready: Void = openblas_set_num_threads(1)

  /// The version and build of the OpenBLAS at run time, such as "OpenBLAS 0.3.21 … Cooperlake". Asked for once: the
  /// library writes the text anew at each call, into memory that all threads share.
  package static let version = String(cString: openblas_get_config())

  /// The processor kernel that OpenBLAS chose; results are bit-identical only within one core type.
  package static let coreType = String(cString: openblas_get_corename())

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

  /// C ← A·B for operands held as arrays; for products small enough to be done at once.
  package static func multiply(_ a: MatrixOperand<Float>, _ b: MatrixOperand<Float>, into c: inout [Float]) {
    atOnce(a, b, into: &c) { multiply($0, $1, into: $2, stride: $3) }
  }

  /// C ← A·B for operands held as arrays, in double precision; for products small enough to be done at once.
  package static func multiply(_ a: MatrixOperand<Double>, _ b: MatrixOperand<Double>, into c: inout [Double]) {
    atOnce(a, b, into: &c) { multiply($0, $1, into: $2, stride: $3) }
  }

  private typealias Product<Scalar> = (
    MatrixView<Scalar>, MatrixView<Scalar>, UnsafeMutablePointer<Scalar>, _ stride: Int
  ) -> Void

  private static func atOnce<Scalar>(
    _ a: MatrixOperand<Scalar>, _ b: MatrixOperand<Scalar>, into c: inout [Scalar], _ product: Product<Scalar>
  ) {
    precondition(c.count == a.rows * b.columns)
    a.withView { a in
      b.withView { b in
        c.withUnsafeMutableBufferPointer { c in
          if let base = c.baseAddress { product(a, b, base, b.columns) }
        }
      }
    }
  }

  /// Above this many operations a product is cut into panels: an interrupt would wait too long (about 2 ms).
  private static let panelWork = 200_000_000.0

  /// C ← A·B for operands held as arrays, in panels that follow from the shapes alone and may run side by side.
  ///
  /// - Throws: `Interrupted`; C is then incomplete.
  package static func multiplyInPanels(
    _ a: MatrixOperand<Float>, _ b: MatrixOperand<Float>, into c: inout [Float], checkpoint: Checkpoint
  ) throws(Interrupted) {
    try inPanels(a, b, into: &c, checkpoint) { multiply($0, $1, into: $2, stride: $3) }
  }

  /// C ← A·B for operands held as arrays, in double precision.
  ///
  /// - Throws: `Interrupted`; C is then incomplete.
  package static func multiplyInPanels(
    _ a: MatrixOperand<Double>, _ b: MatrixOperand<Double>, into c: inout [Double], checkpoint: Checkpoint
  ) throws(Interrupted) {
    try inPanels(a, b, into: &c, checkpoint) { multiply($0, $1, into: $2, stride: $3) }
  }

  private static func inPanels<Scalar>(
    _ a: MatrixOperand<Scalar>, _ b: MatrixOperand<Scalar>, into c: inout [Scalar], _ checkpoint: Checkpoint,
    _ product: Product<Scalar>
  ) throws(Interrupted) {
    precondition(c.count == a.rows * b.columns && !a.isTransposed && !b.isTransposed)
    // At least 64 rows and columns: smaller products run markedly slower.
    let elements = max(panelWork / (2 * Double(max(a.columns, 1))), 64 * 64)
    let width = min(b.columns, max(Int(min(elements / 64, Double(b.columns))), 64))
    let height = min(a.rows, max(Int(min(elements / Double(max(width, 1)), Double(a.rows))), 64))
    if width == 0 || height == 0 { return }
    let across = (b.columns - 1) / width + 1
    var outcome = Result<Void, Interrupted>.success(())
    a.withView { a in
      b.withView { b in
        c.withUnsafeMutableBufferPointer { c in
          guard let base = c.baseAddress else { return }
          outcome = Result { () throws(Interrupted) in
            try Parallel.forEach(((a.rows - 1) / height + 1) * across, checkpoint: checkpoint) { index in
              let (top, left) = (index / across * height, index % across * width)
              let rows = MatrixView(a.base + top * a.columns, rows: min(height, a.rows - top), columns: a.columns)
              let columns = MatrixView(
                b.base + left, rows: b.rows, columns: min(width, b.columns - left), stride: b.columns)
              product(rows, columns, base + top * b.columns + left, b.columns)
            }
          }
        }
      }
    }
    try outcome.get()
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
