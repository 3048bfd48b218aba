import COpenBLAS

/// Eigenvalues and leading eigenvectors of a symmetric matrix in double precision, by LAPACK.
///
/// The matrix is reduced to tridiagonal form by Householder reflections, a panel of columns at a time with a look for an
/// interrupt between panels; the eigenvalues of the tridiagonal matrix follow by the implicit QL method without square
/// roots (dsterf), eigenvectors by relatively robust representations (dstemr). The buffers serve any number of
/// matrices up to the order given.
package struct SymmetricSolver: ~Copyable {
  /// The largest order.
  package let capacity: Int
  /// The eigenvalues of the last matrix, ascending, in the first places.
  package private(set) var values: [Double]
  private var offDiagonal: [Double]
  private var diagonal: [Double]
  private var factors: [Double]
  private var workspace: [Double]

  /// Columns reduced between two looks for an interrupt.
  private static let panel = 32

  /// - Precondition: the order fits `blasint`.
  package init(capacity: Int) {
    _ = BLAS.ready
    self.capacity = capacity
    values = [Double](repeating: 0, count: capacity)
    diagonal = values
    offDiagonal = values
    factors = values
    workspace = [Double](repeating: 0, count: capacity * SymmetricSolver.panel)
  }

  /// Puts the eigenvalues of `matrix` (order², only the lower triangle in column order or the upper one in row order
  /// is read, overwritten) into `values`.
  /// - Precondition: `order <= capacity`, finite elements.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(order³).
  package mutating func solve(
    _ matrix: UnsafeMutablePointer<Double>, order: Int, checkpoint: Checkpoint = .none
  ) throws(Interrupted) {
    precondition(order <= capacity)
    if order == 0 { return }
    try reduce(matrix, order: order, checkpoint)
    for index in 0..<order { values[index] = diagonal[index] }
    var n = blasint(order), info: blasint = 0
    // dsterf spends the off-diagonal; the copy in the workspace leaves the original to eigenvectors.
    for index in 0..<order { workspace[index] = offDiagonal[index] }
    dsterf_(&n, &values, &workspace, &info)
  }

  private mutating func reduce(
    _ matrix: UnsafeMutablePointer<Double>, order: Int, _ checkpoint: Checkpoint
  ) throws(Interrupted) {
    var stride = blasint(order), width = blasint(SymmetricSolver.panel), info: blasint = 0
    var first = 0
    // The last columns go one by one: a panel pays only on a large remainder.
    while order - first > 4 * SymmetricSolver.panel {
      try checkpoint.check()
      let corner = matrix + first * order + first
      var rest = blasint(order - first)
      offDiagonal.withUnsafeMutableBufferPointer { e in
        factors.withUnsafeMutableBufferPointer { tau in
          workspace.withUnsafeMutableBufferPointer { work in
            guard let e = e.baseAddress, let tau = tau.baseAddress, let work = work.baseAddress else { return }
            var rows = rest
            dlatrd_("L", &rest, &width, corner, &stride, e + first, tau + first, work, &rows, 1)
            let below = SymmetricSolver.panel
            cblas_dsyr2k(
              CblasColMajor, CblasLower, CblasNoTrans, rest - width, width, -1, corner + below, stride, work + below,
              rest, 1, corner + below * order + below, stride)
          }
        }
      }
      for column in first..<first + SymmetricSolver.panel {
        matrix[column * order + column + 1] = offDiagonal[column]
        diagonal[column] = matrix[column * order + column]
      }
      first += SymmetricSolver.panel
    }
    var rest = blasint(order - first)
    diagonal.withUnsafeMutableBufferPointer { d in
      offDiagonal.withUnsafeMutableBufferPointer { e in
        factors.withUnsafeMutableBufferPointer { tau in
          guard let d = d.baseAddress, let e = e.baseAddress, let tau = tau.baseAddress else { return }
          dsytd2_("L", &rest, matrix + first * order + first, &stride, d + first, e + first, tau + first, &info, 1)
        }
      }
    }
  }

  /// Unit eigenvectors of the `count` largest eigenvalues of the matrix just solved, one a row, the largest first.
  ///
  /// - Parameter matrix: as `solve` left it.
  /// - Precondition: `solve` was called with this order, `count <= order`.
  /// - Complexity: O(order²·count).
  package mutating func leadingVectors(
    of matrix: UnsafeMutablePointer<Double>, order: Int, count: Int
  ) -> [Double] {
    precondition(count <= order)
    if count == 0 { return [] }
    var n = blasint(order), columns = blasint(count), found: blasint = 0, info: blasint = 0
    var lowest = blasint(order - count + 1), highest = n, none = 0.0, robust: blasint = 1
    var vectors = [Double](repeating: 0, count: order * count)
    var selected = [Double](repeating: 0, count: order)
    var support = [blasint](repeating: 0, count: 2 * count)
    var work = [Double](repeating: 0, count: max(18 * order, 64 * count)),
      places = [blasint](repeating: 0, count: 10 * order)
    var size = blasint(work.count), placeCount = blasint(places.count)
    var main = diagonal, aside = offDiagonal
    dstemr_(
      "V", "I", &n, &main, &aside, &none, &none, &lowest, &highest, &found, &selected, &vectors, &n, &columns,
      &support, &robust, &work, &size, &places, &placeCount, &info, 1, 1)
    dormtr_("L", "L", "N", &n, &columns, matrix, &n, &factors, &vectors, &n, &work, &size, &info, 1, 1, 1)
    return (0..<count).reversed().flatMap { vectors[$0 * order..<($0 + 1) * order] }
  }
}
