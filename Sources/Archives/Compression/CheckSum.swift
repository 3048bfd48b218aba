import CZlib

/// The check sum of zip members.
enum CheckSum {
  /// CRC-32 of ISO 3309, through zlib.
  /// - Complexity: O(bytes).
  static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
  }
}
