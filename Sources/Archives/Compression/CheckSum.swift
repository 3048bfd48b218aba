import CZlib

/// The check sum of zip members.
enum CheckSum {
  /// CRC-32 of ISO 3309 of the bytes that the parts make together, through zlib.
  /// - Complexity: O(bytes).
  static func crc32(_ parts: [ArraySlice<UInt8>]) -> UInt32 {
    // zlib takes no bytes at no address for a new beginning.
    let sum = parts.lazy.filter { !$0.isEmpty }.reduce(UInt(0)) { sum, part in
      part.withUnsafeBufferPointer { crc32_z(sum, $0.baseAddress, $0.count) }
    }
    return UInt32(truncatingIfNeeded: sum)
  }
}
