/// The extents of an array, outermost axis first; row-major, as C and NumPy lay arrays out.
public struct Shape: Hashable, Sendable {
  public let extents: [Int]

  /// - Precondition: no extent is negative and the element count fits an `Int`.
  public init(_ extents: [Int]) {
    precondition(Shape.elementCount(extents) != nil, "an extent is negative or the element count overflows")
    self.extents = extents
  }

  /// The shape with these extents, or nil where an extent is negative or the element count overflows.
  public init?(checking extents: [Int]) {
    guard Shape.elementCount(extents) != nil else { return nil }
    self.extents = extents
  }

  public var rank: Int { extents.count }

  /// The number of elements; 1 for a scalar.
  public var count: Int { extents.reduce(1, *) }

  /// Elements between neighbours along each axis.
  public var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) { strides[axis] = strides[axis + 1] * extents[axis + 1] }
    return strides
  }

  public subscript(axis: Int) -> Int { extents[axis] }

  private static func elementCount(_ extents: [Int]) -> Int? {
    var count = 1
    for extent in extents {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      if extent < 0 || overflow { return nil }
      count = product
    }
    return count
  }
}

extension Shape: ExpressibleByArrayLiteral {
  public init(arrayLiteral extents: Int...) { self.init(extents) }
}

extension Shape: CustomStringConvertible {
  public var description: String { "[" + extents.map(String.init).joined(separator: ", ") + "]" }
}
