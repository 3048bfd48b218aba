import CZlib
import Glibc
import Tensors

/// Decompression of gzip and zlib streams.
enum Inflater {
  /// Deflate cannot expand a byte to more than this many (zlib's technical notes give 1032:1).
  private static let largestRatio = 1_032

  /// Bytes written between looks for an interrupt.
  private static let slice = 1 << 20

  /// The first `size` bytes of the content, or fewer where it is shorter.
  /// - Throws: `DatasetError.damaged` where the stream is not gzip or zlib.
  static func prefix(_ bytes: [UInt8], path: String, size: Int) throws -> [UInt8] {
    try run(bytes, path: path, limit: size, checkpoint: .none).bytes
  }

  /// The whole content, which must be `size` bytes long.
  ///
  /// Allocates no more than the compressed bytes can justify.
  /// - Throws: `DatasetError.damaged` where the stream is not gzip or zlib, ends early, fails its check sum or holds
  ///   another number of bytes; `Interrupted`.
  /// - Complexity: O(size).
  static func inflate(
    _ bytes: [UInt8], path: String, size: Int, checkpoint: Checkpoint
  ) throws -> [UInt8] {
    let most = bytes.count.multipliedReportingOverflow(by: largestRatio)
    guard most.overflow || size <= most.partialValue else {
      throw DatasetError.damaged(
        path: path, cause: "\(bytes.count) compressed bytes cannot hold the \(size) that its header states")
    }
    // One byte more than expected, to see content that is too long.
    let result = try run(bytes, path: path, limit: size + 1, checkpoint: checkpoint)
    guard result.isComplete, result.bytes.count == size else {
      let found = result.bytes.count > size ? "more" : "\(result.bytes.count)"
      throw DatasetError.damaged(path: path, cause: "expected \(size) uncompressed bytes, found \(found)")
    }
    return result.bytes
  }

  private static func run(
    _ bytes: [UInt8], path: String, limit: Int, checkpoint: Checkpoint
  ) throws -> (bytes: [UInt8], isComplete: Bool) {
    var stream = z_stream()
    // 15 bits of window, and 32 to recognise gzip and zlib headers alike.
    let opened = inflateInit2_(&stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard opened == Z_OK else { throw DatasetError.damaged(path: path, cause: "zlib error \(opened)") }
    defer { inflateEnd(&stream) }
    var output: [UInt8] = []
    var consumed = 0
    var chunk = [UInt8](repeating: 0, count: min(slice, limit))
    output.reserveCapacity(limit)
    while output.count < limit {
      try checkpoint.check()
      let space = min(chunk.count, limit - output.count)
      let available = min(bytes.count - consumed, Int(UInt32.max))
      let (code, taken, written) = bytes.withUnsafeBufferPointer { source in
        chunk.withUnsafeMutableBufferPointer { target in
          stream.next_in = source.baseAddress.map { UnsafeMutablePointer(mutating: $0 + consumed) }
          stream.avail_in = UInt32(available)
          stream.next_out = target.baseAddress
          stream.avail_out = UInt32(space)
          let code = CZlib.inflate(&stream, Z_NO_FLUSH)
          return (code, available - Int(stream.avail_in), space - Int(stream.avail_out))
        }
      }
      consumed += taken
      output += chunk[0..<written]
      if code == Z_STREAM_END { return (output, true) }
      guard code == Z_OK || code == Z_BUF_ERROR else {
        throw DatasetError.damaged(path: path, cause: stream.msg.map { String(cString: $0) } ?? "zlib error \(code)")
      }
      if taken == 0 && written == 0 { return (output, false) }
    }
    return (output, false)
  }
}
