import Glibc

extension Tensor {
  /// An element-wise operation of two arrays whose shapes broadcast as NumPy's do: aligned at the last axis, an
  /// extent of 1 repeats.
  public enum Operation: String, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
  }

  /// Applies `operation` element by element; Float with Float stays Float, anything else is Double.
  /// - Throws: `TensorError.shapes` where the shapes do not broadcast.
  /// - Complexity: O(count of the result).
  public static func combine(_ a: Tensor, _ operation: Operation, _ b: Tensor) throws(TensorError) -> Tensor {
    guard let shape = broadcast(a.shape, b.shape) else {
      throw .shapes(operation: operation.rawValue, a.shape, b.shape)
    }
    let left = a.offsets(in: shape), right = b.offsets(in: shape)
    switch (a.storage, b.storage) {
    case (.float(let x), .float(let y)):
      return Tensor(shape, zipBroadcast(x, left, y, right, shape.count, operation))
    default:
      return Tensor(shape, zipBroadcast(a.doubles, left, b.doubles, right, shape.count, operation))
    }
  }

  /// The array with every element mapped; keeps its precision.
  public func map(_ transform: (Double) -> Double) -> Tensor {
    switch storage {
    case .float(let values): Tensor(shape, values.map { Float(transform(Double($0))) })
    case .double(let values): Tensor(shape, values.map(transform))
    }
  }

  /// The shape that both broadcast to, or nil.
  static func broadcast(_ a: Shape, _ b: Shape) -> Shape? {
    let rank = max(a.rank, b.rank)
    var extents: [Int] = []
    for axis in 0..<rank {
      let x = axis < rank - a.rank ? 1 : a[axis - (rank - a.rank)]
      let y = axis < rank - b.rank ? 1 : b[axis - (rank - b.rank)]
      guard x == y || x == 1 || y == 1 else { return nil }
      extents.append(x == 1 ? y : x)
    }
    return Shape(checking: extents)
  }

  /// Where each element of the broadcast result is read from; nil where the array is already of that shape.
  private func offsets(in result: Shape) -> [Int]? {
    if shape == result { return nil }
    let lead = result.rank - rank
    let own = shape.strides
    var steps = [Int](repeating: 0, count: result.rank)
    for axis in 0..<rank where shape[axis] > 1 { steps[lead + axis] = own[axis] }
    var offsets: [Int] = [0]
    for axis in 0..<result.rank {
      offsets = offsets.flatMap { base in (0..<result[axis]).map { base + $0 * steps[axis] } }
    }
    return offsets
  }

  private static func zipBroadcast<Scalar: FloatingPoint>(
    _ x: [Scalar], _ left: [Int]?, _ y: [Scalar], _ right: [Int]?, _ count: Int, _ operation: Operation
  ) -> [Scalar] {
    [Scalar](unsafeUninitializedCapacity: count) { buffer, initialized in
      for i in 0..<count {
        let a = x[left?[i] ?? i], b = y[right?[i] ?? i]
        let value: Scalar =
          switch operation {
          case .add: a + b
          case .subtract: a - b
          case .multiply: a * b
          case .divide: a / b
          }
        buffer.initializeElement(at: i, to: value)
      }
      initialized = count
    }
  }
}
