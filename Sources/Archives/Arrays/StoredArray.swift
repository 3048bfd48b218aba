public import Tensors

/// An array as a file holds it: elements of any kind, bit for bit.
///
/// The elements stay the bytes they were, so that an array that is read and written again is the same, integers of 64
/// bits included. ``tensor`` and ``integers`` convert, and refuse what they cannot give exactly.
public struct StoredArray: Hashable, Sendable {
  /// What the elements are.
  public let type: ElementType
  /// The extents, outermost first.
  public let shape: Shape
  /// The elements, little-endian and row by row.
  public let bytes: ArraySlice<UInt8>

  /// An array of bytes, little-endian and row by row.
  /// - Precondition: there are as many bytes as the shape and the type need.
  public init(_ type: ElementType, _ shape: Shape, bytes: ArraySlice<UInt8>) {
    precondition(
      bytes.count == shape.count * type.size, "\(bytes.count) bytes for \(shape.count) elements of \(type.size)")
    self.type = type
    self.shape = shape
    self.bytes = bytes
  }

  /// The numbers of a tensor in its own precision.
  /// - Complexity: O(count).
  public init(_ tensor: Tensor) {
    shape = tensor.shape
    if tensor.isDouble {
      type = .float64
      bytes = ElementBytes.bytes(of: tensor.doubles)[...]
    } else {
      type = .float32
      bytes = ElementBytes.bytes(of: tensor.floats)[...]
    }
  }

  /// The numbers of a tensor as elements of another kind: masks as `.bool`, labels as `.int64`.
  /// - Throws: `ArchiveError.inexact` for the first number that the kind cannot hold exactly.
  /// - Complexity: O(count).
  public init(exactly tensor: Tensor, as type: ElementType) throws(ArchiveError) {
    self.type = type
    shape = tensor.shape
    bytes = try ElementBytes.bytes(exactly: tensor.doubles, as: type)[...]
  }

  /// A vector of integers, or an array of them.
  /// - Precondition: there are as many integers as the shape needs; a vector without one.
  /// - Complexity: O(count).
  public init(_ integers: [Int], shape: Shape? = nil) {
    self.init(.int64, shape ?? [integers.count], bytes: ElementBytes.bytes(of: integers.map(Int64.init))[...])
  }

  /// A vector of the states of generators and other patterns of 64 bits.
  /// - Complexity: O(count).
  public init(_ words: [UInt64]) {
    self.init(.uint64, [words.count], bytes: ElementBytes.bytes(of: words)[...])
  }

  /// The number of elements.
  public var count: Int { shape.count }
}
