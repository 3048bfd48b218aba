import Tensors

/// Vectors kept one after another, with the few operations that angles between their spans take.
struct ColumnVectors: Sendable {
  var values: [Double]
  let count: Int
  let height: Int

  init(_ values: [Double], count: Int, height: Int) {
    precondition(values.count == count * height)
    self.values = values
    self.count = count
    self.height = height
  }

  /// Makes the vectors orthonormal, keeping their span: unit lengths, then U ← U·(3I - UᵀU)/2 until UᵀU = I, which
  /// doubles the correct digits each time; vectors too far from orthogonal for that by modified Gram–Schmidt twice.
  ///
  /// Source: Björck, Bowie, doi:10.1137/0708036.
  /// - Precondition: they are independent.
  /// - Throws: `Interrupted`.
  mutating func orthonormalize(checkpoint: Checkpoint) throws(Interrupted) {
    normalize()
    let (count, height) = (count, height)
    for _ in 0..<8 {
      var gram = try products(with: self, checkpoint: checkpoint).values
      var square = 0.0
      for place in gram.indices {
        let identity = place % (count + 1) == 0 ? 1.0 : 0
        square += (gram[place] - identity) * (gram[place] - identity)
        gram[place] = 1.5 * identity - 0.5 * gram[place]
      }
      // Rounding of sums of `height` squares, whose total is 1, in each of the vectors.
      if square.squareRoot() <= 0x1p-51 * Double(count) { return }
      if square > 0.25 { return try orthonormalizeInOrder(checkpoint) }
      var turned = [Double](repeating: 0, count: values.count)
      try BLAS.multiplyInPanels(
        MatrixOperand(gram, count, count), MatrixOperand(values, count, height), into: &turned, checkpoint: checkpoint)
      values = turned
    }
  }

  private mutating func normalize() {
    let (count, height) = (count, height)
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for column in 0..<count {
        let own = base + column * height
        let norm = DenseVector.dot(own, own, count: height).squareRoot()
        for row in 0..<height { own[row] /= norm }
      }
    }
  }

  private mutating func orthonormalizeInOrder(_ checkpoint: Checkpoint) throws(Interrupted) {
    let (count, height) = (count, height)
    for column in 0..<count {
      try checkpoint.check()
      values.withUnsafeMutableBufferPointer { values in
        guard let base = values.baseAddress else { return }
        let own = base + column * height
        for _ in 0..<2 {
          for earlier in 0..<column {
            let other = base + earlier * height
            DenseVector.add(other, times: -DenseVector.dot(other, own, count: height), to: own, count: height)
          }
        }
        let norm = DenseVector.dot(own, own, count: height).squareRoot()
        for row in 0..<height { own[row] /= norm }
      }
    }
  }

  /// The products of these with others: Aᵀ·B, column by column of B.
  /// - Throws: `Interrupted`.
  func products(with other: ColumnVectors, checkpoint: Checkpoint) throws(Interrupted) -> ColumnVectors {
    var products = [Double](repeating: 0, count: count * other.count)
    let (count, height, block) = (count, height, 64)
    var outcome = Result<Void, Interrupted>.success(())
    values.withUnsafeBufferPointer { a in
      other.values.withUnsafeBufferPointer { b in
        products.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          outcome = Result { () throws(Interrupted) in
            try Parallel.forEach((other.count + block - 1) / block, checkpoint: checkpoint) { shard in
              let first = shard * block
              BLAS.multiply(
                MatrixView(b + first * height, rows: min(block, other.count - first), columns: height),
                MatrixView(a, rows: count, columns: height).transposed, into: c + first * count, stride: count)
            }
          }
        }
      }
    }
    try outcome.get()
    return ColumnVectors(products, count: other.count, height: count)
  }

  /// These less their projections on the span of an orthonormal set, of which `shares` are the products.
  func residuals(from basis: ColumnVectors, shares: ColumnVectors) -> ColumnVectors {
    var residuals = values
    residuals.withUnsafeMutableBufferPointer { c in
      basis.values.withUnsafeBufferPointer { a in
        shares.values.withUnsafeBufferPointer { s in
          guard let a = a.baseAddress, let s = s.baseAddress, let c = c.baseAddress else { return }
          BLAS.multiply(
            MatrixView(s, rows: count, columns: basis.count), MatrixView(a, rows: basis.count, columns: height),
            into: c, stride: height, alpha: -1, beta: 1)
        }
      }
    }
    return ColumnVectors(residuals, count: count, height: height)
  }

  /// R of the decomposition in an orthonormal set and a triangle, column by column: the same singular values from
  /// count² numbers.
  func triangle(checkpoint: Checkpoint) throws(Interrupted) -> ColumnVectors {
    var rest = values
    var triangle = [Double](repeating: 0, count: count * count)
    let (count, height) = (count, height)
    for column in 0..<count {
      try checkpoint.check()
      rest.withUnsafeMutableBufferPointer { rest in
        guard let base = rest.baseAddress else { return }
        let own = base + column * height
        let norm = DenseVector.dot(own, own, count: height).squareRoot()
        triangle[column * count + column] = norm
        guard norm > 0 else { return }
        for row in 0..<height { own[row] /= norm }
        for later in column + 1..<max(count, column + 1) {
          let other = base + later * height
          let product = DenseVector.dot(own, other, count: height)
          triangle[later * count + column] = product
          DenseVector.add(own, times: -product, to: other, count: height)
        }
      }
    }
    return ColumnVectors(triangle, count: count, height: count)
  }

  /// The singular values, descending, by one-sided Jacobi rotations, which keep small ones to full precision.
  ///
  /// Source: Demmel, Veselić, "Jacobi's method is more accurate than QR", doi:10.1137/0613074.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(count²·height) a sweep, fewer than about ten.
  func singularValues(checkpoint: Checkpoint) throws(Interrupted) -> [Double] {
    var columns = values
    let (count, height) = (count, height)
    var isDone = count < 2
    for _ in 0..<60 where !isDone {
      isDone = true
      for first in 0..<count - 1 {
        try checkpoint.check()
        columns.withUnsafeMutableBufferPointer { columns in
          guard let base = columns.baseAddress else { return }
          for second in first + 1..<count where Self.rotate(base + first * height, base + second * height, height) {
            isDone = false
          }
        }
      }
    }
    return (0..<count).map { column in
      columns[column * height..<(column + 1) * height].reduce(0) { $0 + $1 * $1 }.squareRoot()
    }.sorted(by: >)
  }

  /// Turns two columns in their plane so that they are orthogonal; false where they were.
  private static func rotate(
    _ p: UnsafeMutablePointer<Double>, _ q: UnsafeMutablePointer<Double>, _ height: Int
  ) -> Bool {
    let a = DenseVector.dot(p, p, count: height), b = DenseVector.dot(q, q, count: height)
    let c = DenseVector.dot(p, q, count: height)
    guard abs(c) > 0x1p-52 * a.squareRoot() * b.squareRoot(), c != 0 else { return false }
    let zeta = (b - a) / (2 * c)
    let tangent = (zeta < 0 ? -1 : 1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot(), sine = cosine * tangent
    for row in 0..<height {
      let x = p[row]
      p[row] = cosine * x - sine * q[row]
      q[row] = sine * x + cosine * q[row]
    }
    return true
  }
}
