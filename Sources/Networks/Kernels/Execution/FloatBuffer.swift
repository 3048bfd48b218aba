import Glibc

/// Single-precision memory on a cache line's boundary, zero at first, freed with its owner.
///
/// `calloc` hands out large blocks as pages that the system zeroes when they are first touched, so a large buffer costs
/// no time before it is used.
final class FloatBuffer {
  let base: UnsafeMutablePointer<Float>
  private let block: UnsafeMutableRawPointer
  private let byteCount: Int
  /// How many numbers it was made for.
  let count: Int

  private static let alignment = 64

  /// - Precondition: there is memory.
  init(count: Int) {
    let bytes = count * MemoryLayout<Float>.stride + FloatBuffer.alignment
    guard let block = calloc(bytes, 1) else { preconditionFailure("no memory for \(bytes) bytes") }
    self.block = block
    self.count = count
    byteCount = bytes
    let start = block.alignedUp(toMultipleOf: FloatBuffer.alignment)
    base = start.bindMemory(to: Float.self, capacity: count)
  }

  deinit { if byteCount < Reclaimer.largeBlock { free(block) } else { Reclaimer.free(block) } }
}
