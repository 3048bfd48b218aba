import CZlib
import Tensors

/// A stream under decompression; further gzip streams behind the first, as `pigz` writes them, are its continuation.
///
/// zlib keeps the address of its state, so the state has a place of its own.
final class InflateStream {
  /// Bytes written between looks for an interrupt.
  static let slice = 1 << 20

  private let bytes: ArraySlice<UInt8>
  private let path: String
  private let wrapping: Inflater.Wrapping
  private let stream: UnsafeMutablePointer<z_stream>
  private var consumed = 0
  /// Whether the end of the content was reached, and its check sum, where it has one, is right.
  private(set) var isComplete = false

  /// - Throws: `ArchiveError.damaged` where zlib does not start.
  init(_ bytes: ArraySlice<UInt8>, _ wrapping: Inflater.Wrapping, path: String) throws(ArchiveError) {
    self.bytes = bytes
    self.path = path
    self.wrapping = wrapping
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let opened = inflateInit2_(stream, wrapping.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard opened == Z_OK else { throw .damaged(path: path, cause: "zlib error \(opened)") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// The next bytes of the content, fewer only where it or its input ends.
  /// - Throws: `ArchiveError.damaged` where the stream is not of its kind or fails its check sum; `Interrupted`.
  /// - Complexity: O(limit).
  func read(atMost limit: Int, checkpoint: Checkpoint) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: limit) { target, written in
      while written < limit, !isComplete {
        try checkpoint.check()
        let space = min(Self.slice, limit - written)
        let available = min(bytes.count - consumed, Int(UInt32.max))
        stream.pointee.next_out = target.baseAddress.map { $0 + written }
        stream.pointee.avail_out = UInt32(space)
        let code = bytes.withUnsafeBufferPointer { source in
          stream.pointee.next_in = source.baseAddress.map { UnsafeMutablePointer(mutating: $0 + consumed) }
          stream.pointee.avail_in = UInt32(available)
          return CZlib.inflate(stream, Z_NO_FLUSH)
        }
        let taken = available - Int(stream.pointee.avail_in)
        let given = space - Int(stream.pointee.avail_out)
        consumed += taken
        written += given
        switch code {
        case Z_STREAM_END:
          isComplete = !hasContinuation
          if !isComplete { inflateReset(stream) }
        case Z_OK, Z_BUF_ERROR: if taken == 0 && given == 0 { return }
        default:
          let cause = stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(code)"
          throw ArchiveError.damaged(path: path, cause: cause)
        }
      }
    }
  }

  private var hasContinuation: Bool {
    wrapping == .gzip && bytes.dropFirst(consumed).starts(with: [0x1f, 0x8b])
  }
}
