import Tensors

/// A file of unsigned bytes in the IDX format of the MNIST set, plain or compressed with gzip.
///
/// Two zero bytes, the element type (8 for unsigned bytes), the number of axes, the extents as big-endian 32-bit
/// integers, then the elements, the last axis fastest.
struct IDXFile {
  /// Where it was read from.
  let path: String
  /// The extents, outermost first.
  let extents: [Int]
  /// The elements.
  let elements: ArraySlice<UInt8>

  /// Reads a file of `rank` axes.
  /// - Throws: `DatasetError.unreadable`, `.malformed` for another magic number or a length that does not match the
  ///   extents, `.damaged` for a compressed stream that is; `Interrupted`.
  /// - Complexity: O(bytes); allocates no more than the file's own length justifies.
  init(path: String, rank: Int, checkpoint: Checkpoint) throws {
    let stored = try FileBytes.read(path, checkpoint: checkpoint)
    let isCompressed = stored.starts(with: [0x1f, 0x8b])
    let headerSize = 4 + 4 * rank
    let header = isCompressed ? try Inflater.prefix(stored, path: path, size: headerSize) : stored
    let magic: [UInt8] = [0, 0, 8, UInt8(rank)]
    guard header.count >= headerSize else {
      throw DatasetError.malformed(
        path: path, offset: header.count, expected: "an IDX header of \(headerSize) bytes", found: "the end of the file"
      )
    }
    guard header.starts(with: magic) else {
      throw DatasetError.malformed(
        path: path, offset: 0, expected: "the IDX magic number \(IDXFile.hex(magic))",
        found: IDXFile.hex(header.prefix(4)))
    }
    var size = headerSize
    var elements = 1
    var extents: [Int] = []
    for axis in 0..<rank {
      let extent = header[4 + 4 * axis..<8 + 4 * axis].reduce(0) { $0 << 8 | Int($1) }
      let product = elements.multipliedReportingOverflow(by: extent)
      guard !product.overflow, product.partialValue < Int.max - headerSize else {
        throw DatasetError.malformed(
          path: path, offset: 4 + 4 * axis, expected: "an extent the file can hold", found: "\(extent)")
      }
      elements = product.partialValue
      extents.append(extent)
    }
    size += elements
    let bytes =
      isCompressed
      ? try Inflater.inflate(stored, path: path, size: size, checkpoint: checkpoint) : stored
    guard bytes.count == size else {
      throw DatasetError.malformed(
        path: path, offset: min(bytes.count, size), expected: "\(size) bytes for extents \(extents)",
        found: "\(bytes.count)")
    }
    self.path = path
    self.extents = extents
    self.elements = bytes[headerSize...]
  }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    "0x" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
