import CZlib
import Glibc
import Tensors

/// Compression to bare deflate streams, as zip files hold them.
enum Deflater {
  /// Bytes taken between looks for an interrupt.
  private static let slice = 1 << 20

  /// The compressed bytes, at zlib's standard level: one version of zlib gives the same bytes for the same content.
  /// - Throws: `Interrupted`.
  /// - Complexity: O(bytes).
  static func deflate(_ bytes: ArraySlice<UInt8>, checkpoint: Checkpoint) throws -> [UInt8] {
    var stream = z_stream()
    let opened = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    // Nothing but a lack of memory can fail here.
    precondition(opened == Z_OK, "zlib error \(opened)")
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    return try [UInt8](unsafeUninitializedCapacity: bound) { target, written in
      var consumed = 0
      var code = Z_OK
      while code != Z_STREAM_END {
        try checkpoint.check()
        let available = min(slice, bytes.count - consumed)
        let space = min(bound - written, Int(UInt32.max))
        stream.next_out = target.baseAddress.map { $0 + written }
        stream.avail_out = UInt32(space)
        code = bytes.withUnsafeBufferPointer { source in
          stream.next_in = source.baseAddress.map { UnsafeMutablePointer(mutating: $0 + consumed) }
          stream.avail_in = UInt32(available)
          return CZlib.deflate(&stream, consumed + available == bytes.count ? Z_FINISH : Z_NO_FLUSH)
        }
        precondition(code == Z_OK || code == Z_STREAM_END, "the bound of deflate holds every stream")
        consumed += available - Int(stream.avail_in)
        written += space - Int(stream.avail_out)
      }
    }
  }
}
