/// A dense array of single- or double-precision numbers with value semantics.
///
/// Networks and images are `.float`, statistics and hulls `.double`; arithmetic between the two gives `.double`.
/// Storage is a Swift array, so copies are shared until written.
public struct Tensor: Hashable, Sendable {
  public enum Storage: Hashable, Sendable {
    case float([Float])
    case double([Double])
  }

  public let shape: Shape
  package var storage: Storage

  /// - Precondition: `values.count == shape.count`.
  public init(_ shape: Shape, _ values: [Float]) {
    precondition(values.count == shape.count, "\(values.count) values for a shape of \(shape.count)")
    self.shape = shape
    storage = .float(values)
  }

  /// - Precondition: `values.count == shape.count`.
  public init(_ shape: Shape, _ values: [Double]) {
    precondition(values.count == shape.count, "\(values.count) values for a shape of \(shape.count)")
    self.shape = shape
    storage = .double(values)
  }

  public init(zeros shape: Shape) { self.init(shape, [Float](repeating: 0, count: shape.count)) }

  public var count: Int { shape.count }
  public var rank: Int { shape.rank }

  public var isDouble: Bool {
    if case .double = storage { return true }
    return false
  }

  /// The elements in row-major order in single precision; shared, not copied, where that is how they are stored.
  public var floats: [Float] {
    switch storage {
    case .float(let values): values
    case .double(let values): values.map(Float.init)
    }
  }

  /// The elements in row-major order in double precision.
  public var doubles: [Double] {
    switch storage {
    case .float(let values): values.map(Double.init)
    case .double(let values): values
    }
  }

  /// The element at a row-major offset, widened.
  /// - Precondition: the offset is within the array.
  public func element(_ offset: Int) -> Double {
    switch storage {
    case .float(let values): Double(values[offset])
    case .double(let values): values[offset]
    }
  }

  /// The same elements under another shape.
  /// - Throws: `TensorError.reshape` where the element counts differ.
  public func reshaped(_ shape: Shape) throws(TensorError) -> Tensor {
    guard shape.count == count else { throw .reshape(from: self.shape, to: shape) }
    switch storage {
    case .float(let values): return Tensor(shape, values)
    case .double(let values): return Tensor(shape, values)
    }
  }

  /// Whether every element is finite.
  public var isFinite: Bool { firstNonFinite == nil }

  /// The row-major offset of the first element that is NaN or infinite.
  /// - Complexity: O(count).
  public var firstNonFinite: Int? {
    switch storage {
    case .float(let values): values.firstIndex { !$0.isFinite }
    case .double(let values): values.firstIndex { !$0.isFinite }
    }
  }
}

/// What a well-typed operation on arrays can still be refused for.
public enum TensorError: Error, Hashable, Sendable {
  case reshape(from: Shape, to: Shape)
  case shapes(operation: String, Shape, Shape)
  case rank(operation: String, expected: Int, found: Shape)
  case index(Int, axis: Int, extent: Int)
  case empty(operation: String)
}
