extension TensorError: CustomStringConvertible {
  /// What was asked, what the arrays are, and what would fit.
  public var description: String {
    switch self {
    case .reshape(let old, let new):
      "a tensor of shape \(old) has \(old.count) elements and cannot take the shape \(new) of \(new.count)"
    case .shapes("matmul", let left, let right):
      "matmul of shapes \(left) and \(right): the \(left[1]) columns of the first must be as many as the \(right[0]) rows of the second"
    case .shapes(let operation, let left, let right):
      "'\(operation)' of shapes \(left) and \(right): aligned at the last axis, extents must be equal or 1"
    case .rank(let operation, let expected, let found):
      "\(operation) needs a tensor of rank \(expected), found shape \(found)"
    case .index(let index, let axis, let extent):
      extent == 0
        ? "index \(index) is outside axis \(axis), which is empty"
        : "index \(index) is outside axis \(axis), expected 0 to \(extent - 1)"
    case .empty(let operation):
      "\(operation) of an empty tensor has no value"
    }
  }
}
