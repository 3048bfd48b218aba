extension Tensor {
  /// The index along the first axis: a row of a matrix, an element (of rank 0) of a vector.
  /// - Throws: `TensorError.index` outside the axis, `.rank` for a scalar.
  public func row(_ index: Int) throws(TensorError) -> Tensor {
    guard rank > 0 else { throw .rank(operation: "subscript", expected: 1, found: shape) }
    guard index >= 0, index < shape[0] else { throw .index(index, axis: 0, extent: shape[0]) }
    let part = try rows(index..<index + 1)
    return try part.reshaped(Shape(Array(shape.extents.dropFirst())))
  }

  /// Consecutive indices along the first axis.
  /// - Throws: `TensorError.index` outside the axis, `.rank` for a scalar.
  public func rows(_ range: Range<Int>) throws(TensorError) -> Tensor {
    guard rank > 0 else { throw .rank(operation: "subscript", expected: 1, found: shape) }
    guard range.lowerBound >= 0 else { throw .index(range.lowerBound, axis: 0, extent: shape[0]) }
    guard range.upperBound <= shape[0] else { throw .index(range.upperBound, axis: 0, extent: shape[0]) }
    let width = rowWidth
    let elements = range.lowerBound * width..<range.upperBound * width
    let extents = Shape([range.count] + shape.extents.dropFirst())
    switch storage {
    case .float(let values): return Tensor(extents, Array(values[elements]))
    case .double(let values): return Tensor(extents, Array(values[elements]))
    }
  }

  /// Chosen indices along the first axis, in the order given, repeats allowed.
  /// - Throws: `TensorError.index` for the first index outside the axis, `.rank` for a scalar.
  public func gather(_ indices: [Int]) throws(TensorError) -> Tensor {
    guard rank > 0 else { throw .rank(operation: "gather", expected: 1, found: shape) }
    for index in indices where index < 0 || index >= shape[0] { throw .index(index, axis: 0, extent: shape[0]) }
    let width = rowWidth
    let extents = Shape([indices.count] + shape.extents.dropFirst())
    func pick<Scalar>(_ values: [Scalar]) -> [Scalar] {
      var picked: [Scalar] = []
      picked.reserveCapacity(extents.count)
      for index in indices { picked += values[index * width..<(index + 1) * width] }
      return picked
    }
    switch storage {
    case .float(let values): return Tensor(extents, pick(values))
    case .double(let values): return Tensor(extents, pick(values))
    }
  }

  /// Elements behind one index of the first axis.
  /// - Precondition: the rank is at least 1.
  package var rowWidth: Int { shape.extents.dropFirst().reduce(1, *) }

  /// The array as a matrix of `shape[0]` rows, everything else flattened into columns.
  /// - Precondition: the rank is at least 1.
  package var flattened: Tensor {
    let flat = Shape([shape[0], rowWidth])
    switch storage {
    case .float(let values): return Tensor(flat, values)
    case .double(let values): return Tensor(flat, values)
    }
  }
}
