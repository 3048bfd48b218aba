import Tensors

/// 128 bits that tell contents apart, at memory speed; not a guard against an adversary.
struct ContentHash: Hashable, Sendable {
  private(set) var first: UInt64 = 0x243F_6A88_85A3_08D3
  private(set) var second: UInt64 = 0x1319_8A2E_0370_7344

  mutating func combine(_ word: UInt64) {
    first = ContentHash.step(first, word, 0x9E37_79B9_7F4A_7C15)
    second = ContentHash.step(second, word ^ 0xA409_3822_299F_31D0, 0xD6E8_FEB8_6659_FD93)
  }

  /// Precision, shape and every bit of the elements.
  mutating func combine(_ tensor: Tensor) {
    combine(tensor.isDouble ? 8 : 4)
    for extent in tensor.shape.extents { combine(UInt64(extent)) }
    switch tensor.storage {
    case .float(let values): values.withUnsafeBytes { combine($0) }
    case .double(let values): values.withUnsafeBytes { combine($0) }
    }
  }

  mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    // Four sums side by side: one multiplication waits for the one before.
    var a = first, b = second, c = ~first, d = ~second
    var offset = 0
    while offset + 32 <= bytes.count {
      a = ContentHash.step(a, word(bytes, offset), 0x9E37_79B9_7F4A_7C15)
      b = ContentHash.step(b, word(bytes, offset + 8), 0xD6E8_FEB8_6659_FD93)
      c = ContentHash.step(c, word(bytes, offset + 16), 0xC2B2_AE3D_27D4_EB4F)
      d = ContentHash.step(d, word(bytes, offset + 24), 0x1656_67B1_9E37_79F9)
      offset += 32
    }
    for sum in [a, b, c, d] { combine(sum) }
    while offset < bytes.count {
      combine(UInt64(bytes[offset]))
      offset += 1
    }
  }

  private func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  private static func step(_ sum: UInt64, _ word: UInt64, _ factor: UInt64) -> UInt64 {
    let product = (sum ^ word) &* factor
    return product << 29 | product >> 35
  }
}
