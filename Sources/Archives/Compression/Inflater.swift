package import Tensors

/// Decompression of gzip, zlib and bare deflate streams.
package enum Inflater {
  /// What is around the compressed bytes.
  package enum Wrapping: Sendable {
    /// A gzip or a zlib header and check sum.
    case gzip
    /// Nothing: members of a zip file, whose check sum stands elsewhere.
    case bare

    /// zlib's code: 15 bits of window, and 32 to recognise gzip and zlib headers alike; negative for no header.
    var windowBits: Int32 { self == .gzip ? 15 + 32 : -15 }
  }

  /// Deflate cannot expand a byte to more than this many (zlib's technical notes give 1032:1).
  private static let largestRatio = 1_032

  /// The first `size` bytes of the content, or fewer where it is shorter.
  /// - Throws: `ArchiveError.damaged` where the stream is not gzip or zlib.
  package static func prefix(_ bytes: [UInt8], path: String, size: Int) throws -> [UInt8] {
    let stream = try InflateStream(bytes[...], .gzip, path: path)
    return try stream.read(atMost: min(size, most(bytes.count)), checkpoint: .none)
  }

  /// The whole content, which must be `size` bytes long.
  ///
  /// Allocates no more than the compressed bytes can justify.
  /// - Throws: `ArchiveError.damaged` where the stream is not of that kind, ends early, fails its check sum or holds
  ///   another number of bytes; `Interrupted`.
  /// - Complexity: O(size).
  package static func inflate(
    _ bytes: ArraySlice<UInt8>, _ wrapping: Wrapping, path: String, size: Int, checkpoint: Checkpoint
  ) throws -> [UInt8] {
    guard size <= most(bytes.count) else {
      throw ArchiveError.damaged(
        path: path, cause: "\(bytes.count) compressed bytes cannot hold the \(size) that its header states")
    }
    let stream = try InflateStream(bytes, wrapping, path: path)
    // One byte more than expected, to see content that is too long and the stream's own end.
    var result = try stream.read(atMost: size + 1, checkpoint: checkpoint)
    guard stream.isComplete, result.count == size else {
      let found = result.count > size ? "more" : "\(result.count)"
      throw ArchiveError.damaged(path: path, cause: "expected \(size) uncompressed bytes, found \(found)")
    }
    result.removeLast(result.count - size)
    return result
  }

  /// The whole content of a gzip file, whose length nothing states: files of text, and archives of folders.
  /// - Throws: `ArchiveError.damaged` where the stream is not gzip or zlib, ends early or fails its check sum;
  ///   `Interrupted`.
  /// - Complexity: O(size); allocates at most twice the size of the content.
  package static func all(_ bytes: [UInt8], path: String, checkpoint: Checkpoint) throws -> [UInt8] {
    let stream = try InflateStream(bytes[...], .gzip, path: path)
    var result: [UInt8] = []
    while !stream.isComplete {
      let part = try stream.read(atMost: InflateStream.slice, checkpoint: checkpoint)
      guard !part.isEmpty || stream.isComplete else {
        throw ArchiveError.damaged(path: path, cause: "it ends after \(result.count) uncompressed bytes")
      }
      result += part
    }
    return result
  }

  /// The most bytes that so many compressed ones can hold.
  private static func most(_ count: Int) -> Int {
    let (product, overflow) = count.multipliedReportingOverflow(by: largestRatio)
    return overflow ? .max - 1 : product
  }
}
