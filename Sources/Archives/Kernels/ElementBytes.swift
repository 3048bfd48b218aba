/// Elements of arrays from and to their bytes.
///
/// Every file format here is little-endian, and so is every machine that Swift runs on.
enum ElementBytes {
  /// The elements whose bytes these are.
  /// - Precondition: the bytes are a multiple of an element.
  static func numbers<Element: BitwiseCopyable>(_ bytes: ArraySlice<UInt8>, _ type: Element.Type) -> [Element] {
    let count = bytes.count / MemoryLayout<Element>.size
    return [Element](unsafeUninitializedCapacity: count) { target, initialized in
      UnsafeMutableRawBufferPointer(target).copyBytes(from: bytes)
      initialized = count
    }
  }

  /// The elements whose bytes these are, each converted.
  /// - Precondition: the bytes are a multiple of an element.
  static func map<Stored: BitwiseCopyable, Element>(
    _ bytes: ArraySlice<UInt8>, _ stored: Stored.Type, _ convert: (Stored) -> Element
  ) -> [Element] {
    let size = MemoryLayout<Stored>.size
    return bytes.withUnsafeBytes { source in
      [Element](unsafeUninitializedCapacity: bytes.count / size) { target, initialized in
        for index in 0..<bytes.count / size {
          target.initializeElement(
            at: index, to: convert(source.loadUnaligned(fromByteOffset: index * size, as: stored)))
        }
        initialized = bytes.count / size
      }
    }
  }

  /// The bytes of elements.
  static func bytes<Element: BitwiseCopyable>(of elements: [Element]) -> [UInt8] {
    elements.withUnsafeBytes { Array($0) }
  }

  /// The bytes of numbers as elements of a kind.
  /// - Throws: `ArchiveError.inexact` for the first number that the kind cannot hold exactly.
  static func bytes(exactly numbers: [Double], as type: ElementType) throws(ArchiveError) -> [UInt8] {
    switch type {
    case .bool: try exact(numbers, type) { $0 == 0 ? 0 as UInt8 : $0 == 1 ? 1 : nil }
    case .int8: try exact(numbers, type, Int8.init(exactly:))
    case .int16: try exact(numbers, type, Int16.init(exactly:))
    case .int32: try exact(numbers, type, Int32.init(exactly:))
    case .int64: try exact(numbers, type, Int64.init(exactly:))
    case .uint8: try exact(numbers, type, UInt8.init(exactly:))
    case .uint16: try exact(numbers, type, UInt16.init(exactly:))
    case .uint32: try exact(numbers, type, UInt32.init(exactly:))
    case .uint64: try exact(numbers, type, UInt64.init(exactly:))
    case .float16: try exact(numbers, type) { $0.isNaN ? .nan : Float16(exactly: $0) }
    case .bfloat16:
      try exact(numbers, type) { number in
        let bits = Float(number).bitPattern
        return number.isNaN ? 0x7fc0 : Double(Float(number)) == number && bits & 0xffff == 0 ? UInt16(bits >> 16) : nil
      }
    case .float32: try exact(numbers, type) { $0.isNaN ? .nan : Float(exactly: $0) }
    case .float64: bytes(of: numbers)
    }
  }

  private static func exact<Stored: BitwiseCopyable>(
    _ numbers: [Double], _ type: ElementType, _ convert: (Double) -> Stored?
  ) throws(ArchiveError) -> [UInt8] {
    var elements: [Stored] = []
    elements.reserveCapacity(numbers.count)
    for (index, number) in numbers.enumerated() {
      guard let element = convert(number) else {
        throw .inexact(value: "\(number)", index: index, wanted: "of the kind \(type.rawValue)")
      }
      elements.append(element)
    }
    return bytes(of: elements)
  }

  /// A number of IEEE 754 half precision, by its bits.
  static func half(_ bits: UInt16) -> Float { Float(Float16(bitPattern: bits)) }

  /// The bytes of elements of the other byte order.
  /// - Precondition: the bytes are a multiple of `size`.
  static func swapped(_ bytes: ArraySlice<UInt8>, size: Int) -> [UInt8] {
    switch size {
    case 2: map(bytes, UInt16.self, \.byteSwapped).withUnsafeBytes { Array($0) }
    case 4: map(bytes, UInt32.self, \.byteSwapped).withUnsafeBytes { Array($0) }
    case 8: map(bytes, UInt64.self, \.byteSwapped).withUnsafeBytes { Array($0) }
    default: Array(bytes)
    }
  }

  /// The bytes of an array that is laid out column by column, first axis fastest, in row-major order.
  /// - Precondition: there are as many bytes as the extents and `size` need.
  /// - Complexity: O(bytes).
  static func rowMajor(_ bytes: ArraySlice<UInt8>, extents: [Int], size: Int) -> [UInt8] {
    var strides: [Int] = []
    var step = size
    for extent in extents {
      strides.append(step)
      step *= extent
    }
    return bytes.withUnsafeBytes { source in
      [UInt8](unsafeUninitializedCapacity: bytes.count) { target, initialized in
        var index = [Int](repeating: 0, count: extents.count)
        var place = 0
        while initialized < bytes.count {
          for byte in 0..<size { target.initializeElement(at: initialized + byte, to: source[place + byte]) }
          initialized += size
          var axis = extents.count - 1
          while axis >= 0 {
            index[axis] += 1
            place += strides[axis]
            if index[axis] < extents[axis] { break }
            place -= strides[axis] * extents[axis]
            index[axis] = 0
            axis -= 1
          }
        }
      }
    }
  }
}
