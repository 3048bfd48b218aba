import Tensors

/// Orthonormal rows grown from the rows of a matrix, the row furthest off their span next.
struct GramSchmidt {
  /// rank × width.
  private(set) var basis: [Double] = []
  private(set) var rank = 0
  let width: Int
  /// The rows of the matrix less their projections.
  private var residuals: [Double]
  private let rows: Int
  private let tolerance: Double

  init(_ matrix: PointMatrix, tolerance: Double) {
    residuals = matrix.values
    rows = matrix.rows
    width = matrix.columns
    self.tolerance = tolerance
  }

  /// Adds the row furthest off the span; false where none is further than the tolerance.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(rows·width).
  mutating func extend(checkpoint: Checkpoint) throws(Interrupted) -> Bool {
    try checkpoint.check()
    let axis = rank > 0 ? Array(basis[(rank - 1) * width..<rank * width]) : []
    var best = 0, largest = -1.0
    residuals.withUnsafeMutableBufferPointer { residuals in
      axis.withUnsafeBufferPointer { axis in
        guard let residuals = residuals.baseAddress else { return }
        for row in 0..<rows {
          let own = residuals + row * width
          // An empty array's address is not nil.
          if rank > 0, let axis = axis.baseAddress {
            DenseVector.add(axis, times: -DenseVector.dot(own, axis, count: width), to: own, count: width)
          }
          let square = DenseVector.dot(own, own, count: width)
          if square > largest { (best, largest) = (row, square) }
        }
      }
    }
    guard largest.squareRoot() > tolerance else { return false }
    append(Array(residuals[best * width..<(best + 1) * width]))
    return true
  }

  /// Adds the direction of a row off the span, made orthogonal twice.
  mutating func append(_ row: [Double]) {
    var axis = row
    for _ in 0..<2 {
      for other in 0..<rank {
        let earlier = Array(basis[other * width..<(other + 1) * width])
        DenseVector.add(earlier, times: -DenseVector.dot(earlier, axis), to: &axis)
      }
      let norm = DenseVector.dot(axis, axis).squareRoot()
      for column in axis.indices { axis[column] /= norm }
    }
    basis += axis
    rank += 1
  }

  /// The row of a matrix furthest off the span, and its distance from it.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(rows·width·rank).
  func furthest(of matrix: PointMatrix, checkpoint: Checkpoint) throws -> (row: Int, distance: Double) {
    let parts = try Centering.shards(of: matrix.rows, checkpoint) { range in
      var block = Array(matrix.values[range.lowerBound * width..<range.upperBound * width])
      var shares = [Double](repeating: 0, count: range.count * rank)
      var best = 0, largest = -1.0
      block.withUnsafeMutableBufferPointer { block in
        basis.withUnsafeBufferPointer { basis in
          shares.withUnsafeMutableBufferPointer { shares in
            guard let block = block.baseAddress, let basis = basis.baseAddress, let shares = shares.baseAddress
            else { return }
            let axes = MatrixView(basis, rows: rank, columns: width)
            BLAS.multiply(
              MatrixView(UnsafePointer(block), rows: range.count, columns: width), axes.transposed, into: shares,
              stride: rank)
            BLAS.multiply(
              MatrixView(UnsafePointer(shares), rows: range.count, columns: rank), axes, into: block, stride: width,
              alpha: -1, beta: 1)
            for row in 0..<range.count {
              let square = DenseVector.dot(block + row * width, block + row * width, count: width)
              if square > largest { (best, largest) = (range.lowerBound + row, square) }
            }
          }
        }
      }
      return (row: best, square: largest)
    }
    var best = parts[0]
    for part in parts where part.square > best.square { best = part }
    return (best.row, best.square.squareRoot())
  }
}
