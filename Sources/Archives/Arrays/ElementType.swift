/// The kinds of number that files of arrays hold.
public enum ElementType: String, Hashable, Sendable, CaseIterable {
  case bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float16, bfloat16, float32, float64

  /// Bytes of one element.
  public var size: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }

  /// Whether elements are whole numbers or truth values.
  public var isInteger: Bool {
    switch self {
    case .float16, .bfloat16, .float32, .float64: false
    default: true
    }
  }

  /// Whether every value is exactly a single-precision number; the others are read in double precision.
  public var fitsSinglePrecision: Bool {
    switch self {
    case .bool, .int8, .int16, .uint8, .uint16, .float16, .bfloat16, .float32: true
    case .int32, .int64, .uint32, .uint64, .float64: false
    }
  }
}
