/// A message in the wire format of protocol buffers, field after field.
struct ProtocolMessage: Hashable {
  private(set) var bytes: [UInt8] = []

  /// Where a field's value ends: the low three bits of its key.
  private enum WireType: UInt64 {
    case varint = 0
    case eightBytes = 1
    case counted = 2
    case fourBytes = 5
  }

  mutating func append(_ field: UInt64, _ value: Int) {
    appendKey(field, .varint)
    appendVarint(UInt64(bitPattern: Int64(value)))
  }

  mutating func append(_ field: UInt64, _ value: Double) {
    appendKey(field, .eightBytes)
    bytes += value.bitPattern.littleEndianBytes
  }

  mutating func append(_ field: UInt64, _ value: Float) {
    appendKey(field, .fourBytes)
    bytes += value.bitPattern.littleEndianBytes
  }

  mutating func append(_ field: UInt64, _ text: String) { append(field, counted: Array(text.utf8)) }

  mutating func append(_ field: UInt64, _ message: ProtocolMessage) { append(field, counted: message.bytes) }

  private mutating func append(_ field: UInt64, counted content: [UInt8]) {
    appendKey(field, .counted)
    appendVarint(UInt64(content.count))
    bytes += content
  }

  private mutating func appendKey(_ field: UInt64, _ type: WireType) { appendVarint(field << 3 | type.rawValue) }

  /// Seven bits a byte, the lowest first; the top bit says that more follow.
  private mutating func appendVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

extension FixedWidthInteger {
  /// The number's bytes, the lowest first.
  var littleEndianBytes: [UInt8] {
    (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
  }
}
