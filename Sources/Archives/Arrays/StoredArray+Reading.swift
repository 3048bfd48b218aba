public import Tensors

extension StoredArray {
  /// The elements as numbers: in single precision where every value of the kind is one (up to 16 bits, and `float32`),
  /// else in double precision. Truth values are 0 and 1.
  /// - Throws: `ArchiveError.inexact` for an integer beyond ±2⁵³ that no double-precision number is; ``integers`` and
  ///   ``words`` give it.
  /// - Complexity: O(count).
  public var tensor: Tensor {
    get throws(ArchiveError) {
      switch type {
      case .float32: Tensor(shape, ElementBytes.numbers(bytes, Float.self))
      case .float64: Tensor(shape, ElementBytes.numbers(bytes, Double.self))
      case .float16: Tensor(shape, ElementBytes.map(bytes, UInt16.self, ElementBytes.half))
      case .bfloat16: Tensor(shape, ElementBytes.map(bytes, UInt16.self) { Float(bitPattern: UInt32($0) << 16) })
      case .bool: Tensor(shape, ElementBytes.map(bytes, UInt8.self) { $0 == 0 ? 0 as Float : 1 })
      case .uint8: Tensor(shape, ElementBytes.map(bytes, UInt8.self) { Float($0) })
      case .int8: Tensor(shape, ElementBytes.map(bytes, Int8.self) { Float($0) })
      case .uint16: Tensor(shape, ElementBytes.map(bytes, UInt16.self) { Float($0) })
      case .int16: Tensor(shape, ElementBytes.map(bytes, Int16.self) { Float($0) })
      case .uint32: Tensor(shape, ElementBytes.map(bytes, UInt32.self) { Double($0) })
      case .int32: Tensor(shape, ElementBytes.map(bytes, Int32.self) { Double($0) })
      case .uint64: try Tensor(shape, exact(ElementBytes.numbers(bytes, UInt64.self)))
      case .int64: try Tensor(shape, exact(ElementBytes.numbers(bytes, Int64.self)))
      }
    }
  }

  /// The elements as integers, row by row; real numbers where every one is whole.
  /// - Throws: `ArchiveError.inexact` for the first element that no `Int` is.
  /// - Complexity: O(count).
  public var integers: [Int] {
    get throws(ArchiveError) {
      switch type {
      case .int64: return ElementBytes.map(bytes, Int64.self) { Int($0) }
      case .uint8, .bool: return bytes.map(Int.init)
      case .uint64:
        let words = ElementBytes.numbers(bytes, UInt64.self)
        if let index = words.firstIndex(where: { $0 > UInt64(Int.max) }) {
          throw .inexact(value: "\(words[index])", index: index, wanted: "a whole number of 64 bits with a sign")
        }
        return words.map(Int.init)
      default:
        let numbers = try tensor.doubles
        if let index = numbers.firstIndex(where: { Int(exactly: $0) == nil }) {
          throw .inexact(value: "\(numbers[index])", index: index, wanted: "a whole number of 64 bits")
        }
        return numbers.map { Int($0) }
      }
    }
  }

  /// The bits of elements of 64 bits.
  /// - Throws: `ArchiveError.inexact` for elements of another size.
  /// - Complexity: O(count).
  public var words: [UInt64] {
    get throws(ArchiveError) {
      guard type.size == 8 else {
        throw .inexact(value: "of \(8 * type.size) bits", index: 0, wanted: "a pattern of 64 bits")
      }
      return ElementBytes.numbers(bytes, UInt64.self)
    }
  }

  private func exact<Stored: FixedWidthInteger>(_ values: [Stored]) throws(ArchiveError) -> [Double] {
    if let index = values.firstIndex(where: { Double(exactly: $0) == nil }) {
      throw .inexact(value: "\(values[index])", index: index, wanted: "a number of double precision")
    }
    return values.map { Double($0) }
  }
}
