import Tensors

extension Tensor {
  /// Consecutive rows, everything behind the first axis flattened, in double precision.
  /// - Precondition: the rows exist.
  func doubles(rows range: Range<Int>) -> [Double] {
    let elements = range.lowerBound * rowWidth..<range.upperBound * rowWidth
    switch storage {
    case .float(let values): return values[elements].map(Double.init)
    case .double(let values): return Array(values[elements])
    }
  }

  /// The row-major offset of the first element that is NaN, infinite, or of magnitude `Centering.limit` or more.
  var firstOutOfRange: Int? {
    switch storage {
    case .float(let values): values.firstIndex { !$0.isFinite }
    case .double(let values): values.firstIndex { !(abs($0) < Centering.limit) }
    }
  }
}
