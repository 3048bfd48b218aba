import Glibc

extension Tensor {
  /// The sum of all elements, accumulated in double precision in row-major order.
  public var sum: Double {
    switch storage {
    case .float(let values): values.reduce(0.0) { $0 + Double($1) }
    case .double(let values): values.reduce(0.0, +)
    }
  }

  /// The arithmetic mean; NaN for an empty array.
  public var mean: Double { count == 0 ? .nan : sum / Double(count) }

  /// The population standard deviation √(Σ(x - mean)² / n); NaN for an empty array.
  public var standardDeviation: Double {
    let mean = mean
    let squares = doubles.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
    return count == 0 ? .nan : (squares / Double(count)).squareRoot()
  }

  /// The largest element, or nil for an empty array; NaN where any element is.
  public var maximum: Double? { extremum(>) }

  /// The smallest element, or nil for an empty array; NaN where any element is.
  public var minimum: Double? { extremum(<) }

  private func extremum(_ beats: (Double, Double) -> Bool) -> Double? {
    let values = doubles
    guard var best = values.first else { return nil }
    for value in values {
      if value.isNaN { return value }
      if beats(value, best) { best = value }
    }
    return best
  }

  /// The Euclidean norm √Σx².
  public var norm: Double { doubles.reduce(0.0) { $0 + $1 * $1 }.squareRoot() }

  /// The column of the largest element of each row of a matrix; ties go to the first, as in NumPy.
  /// - Throws: `TensorError.rank` unless a matrix, `.empty` where it has no columns.
  public func argmaxRows() throws(TensorError) -> [Int] {
    guard rank == 2 else { throw .rank(operation: "argmax", expected: 2, found: shape) }
    guard shape[1] > 0 else { throw .empty(operation: "argmax") }
    let width = shape[1]
    let values = doubles
    return (0..<shape[0]).map { row in
      var best = 0
      for column in 1..<max(width, 1) where values[row * width + column] > values[row * width + best] { best = column }
      return best
    }
  }
}
