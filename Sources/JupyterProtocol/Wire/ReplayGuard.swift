/// Remembers the signatures of late so that a message copied off the wire is not obeyed twice.
///
/// It keeps the first 16 bytes of the hexadecimal digits of 65,536 signatures, which is some 4 MB once it is full.
package struct ReplayGuard: Sendable {
  private static let capacity = 1 << 16

  private var seen: Set<SIMD16<UInt8>> = []
  private var order: [SIMD16<UInt8>] = []
  private var oldest = 0

  /// A guard that has seen nothing.
  package init() {}

  /// Remembers a signature; false where it had been seen. An empty one, of an unsigned connection, is never refused.
  package mutating func admit(_ signature: [UInt8]) -> Bool {
    if signature.count < 16 { return true }
    let mark = SIMD16(signature[..<16])
    if !seen.insert(mark).inserted { return false }
    if order.count < Self.capacity {
      order.append(mark)
    } else {
      seen.remove(order[oldest])
      order[oldest] = mark
      oldest = (oldest + 1) % Self.capacity
    }
    return true
  }
}
