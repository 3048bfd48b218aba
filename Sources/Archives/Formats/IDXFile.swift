package import Tensors

/// The IDX format of the MNIST set, plain or compressed with gzip.
///
/// Two zero bytes, the type of the elements, the number of axes, the extents as big-endian 32-bit integers, then the
/// elements, big-endian, the last axis fastest.
package enum IDXFile {
  private static let types: [UInt8: ElementType] = [
    0x08: .uint8, 0x09: .int8, 0x0b: .int16, 0x0c: .int32, 0x0d: .float32, 0x0e: .float64,
  ]

  /// What a header says.
  private struct Header {
    let type: ElementType
    let shape: Shape
    /// Bytes before the elements.
    let end: Int
  }

  /// Reads a file.
  /// - Parameter rank: the number of axes that a file of unsigned bytes must have; nil takes any file.
  /// - Throws: `ArchiveError.unreadable`, `.malformed` for another magic number or a length that does not match the
  ///   extents, `.damaged` for a compressed stream that is; `Interrupted`.
  /// - Complexity: O(bytes); allocates no more than the file's own length justifies.
  package static func read(path: String, rank: Int? = nil, checkpoint: Checkpoint) throws -> StoredArray {
    try read(FileContent(path: path, checkpoint: checkpoint), rank: rank)
  }

  static func read(_ file: FileContent, rank: Int? = nil) throws -> StoredArray {
    let header = try header(file.prefix(4 + 4 * (rank ?? 255)), rank, file.path)
    let size = header.end + header.shape.count * header.type.size
    let bytes = try file.whole(size: size)
    guard bytes.count == size else {
      throw ArchiveError.malformed(
        path: file.path, offset: min(bytes.count, size), expected: "\(size) bytes for extents \(header.shape)",
        found: "\(bytes.count)")
    }
    let elements = bytes.dropFirst(header.end)
    return StoredArray(
      header.type, header.shape,
      bytes: header.type.size == 1 ? elements : ElementBytes.swapped(elements, size: header.type.size)[...])
  }

  private static func header(
    _ bytes: ArraySlice<UInt8>, _ expectedRank: Int?, _ path: String
  ) throws(ArchiveError) -> Header {
    var cursor = ByteCursor(bytes, path: path)
    func short(_ size: Int) -> ArchiveError {
      cursor.failure("an IDX header of \(size) bytes", found: "the end of the file", at: bytes.count)
    }
    if let expectedRank, bytes.count < 4 + 4 * expectedRank { throw short(4 + 4 * expectedRank) }
    guard bytes.count >= 4 else { throw short(8) }
    let magic = try cursor.take(4, "the magic number")
    let code = magic[magic.startIndex + 2], rank = Int(magic[magic.startIndex + 3])
    let isExpected = expectedRank.map { code == 8 && rank == $0 } ?? (rank > 0)
    guard magic.starts(with: [0, 0]), let type = types[code], isExpected else {
      throw cursor.failure(
        "the IDX magic number " + (expectedRank.map { ByteCursor.hex([0, 0, 8, UInt8($0)]) } ?? "0x0000, type, axes"),
        found: ByteCursor.hex(magic), at: 0)
    }
    guard bytes.count >= 4 + 4 * rank else { throw short(4 + 4 * rank) }
    var extents: [Int] = []
    var elements = 1
    for _ in 0..<rank {
      let extent = Int(try cursor.big(UInt32.self, "an extent"))
      let (product, overflow) = elements.multipliedReportingOverflow(by: extent)
      guard !overflow, product < Int.max / 16 else {
        throw cursor.failure("an extent the file can hold", found: "\(extent)", at: cursor.offset - 4)
      }
      elements = product
      extents.append(extent)
    }
    return Header(type: type, shape: Shape(extents), end: cursor.offset)
  }
}
