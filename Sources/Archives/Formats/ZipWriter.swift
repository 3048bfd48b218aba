import Tensors

/// Writes a zip file, member by member, the same bytes for the same content: every time stamp is the first that the
/// format knows, 1 January 1980.
struct ZipWriter {
  private let path: String
  private let isDeflated: Bool
  private let checkpoint: Checkpoint
  private var directory: [UInt8] = []
  private var count = 0
  private var offset = 0

  init(path: String, isDeflated: Bool, checkpoint: Checkpoint) {
    self.path = path
    self.isDeflated = isDeflated
    self.checkpoint = checkpoint
  }

  /// Adds a member of the content that the parts make together.
  /// - Throws: `ArchiveError.unwritable`, `.unsuited` beyond 4 GiB or 65,535 members; `Interrupted`.
  mutating func add(_ name: String, _ parts: [ArraySlice<UInt8>], to file: borrowing AtomicFile) throws {
    let size = parts.reduce(0) { $0 + $1.count }
    let checkSum = CheckSum.crc32(parts)
    // What is stored goes to the file as it lies.
    let packed = isDeflated ? [try deflated(parts, size: size)[...]] : parts
    let packedSize = packed.reduce(0) { $0 + $1.count }
    let nameBytes = Array(name.utf8)
    try require(size: max(size, packedSize), name: nameBytes.count)
    // Version 2.0; bit 11 says that names are in UTF-8.
    var fields = Self.little(20, 2) + Self.little(0x0800, 2) + Self.little(isDeflated ? 8 : 0, 2)
    fields += Self.little(0, 2) + Self.little(0x21, 2) + Self.little(Int(checkSum), 4)
    fields += Self.little(packedSize, 4) + Self.little(size, 4) + Self.little(nameBytes.count, 2) + Self.little(0, 2)
    let header = Self.little(0x0403_4b50, 4) + fields + nameBytes
    // Made by Unix, so that the permissions at the end of the entry count.
    directory += Self.little(0x0201_4b50, 4) + Self.little(0x0314, 2) + fields
    directory += Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0o100644 << 16, 4)
    directory += Self.little(offset, 4) + nameBytes
    try file.append(header)
    for part in packed { try file.append(part) }
    offset += header.count + packedSize
    count += 1
  }

  private func deflated(_ parts: [ArraySlice<UInt8>], size: Int) throws -> [UInt8] {
    var content: [UInt8] = []
    content.reserveCapacity(size)
    for part in parts { content += part }
    return try Deflater.deflate(content[...], checkpoint: checkpoint)
  }

  /// Writes the directory.
  /// - Throws: `ArchiveError.unwritable`, `Interrupted`.
  func finish(_ file: borrowing AtomicFile) throws {
    let end =
      Self.little(0x0605_4b50, 4) + Self.little(0, 4) + Self.little(count, 2) + Self.little(count, 2)
      + Self.little(directory.count, 4) + Self.little(offset, 4) + Self.little(0, 2)
    try file.append(directory + end)
  }

  private func require(size: Int, name: Int) throws(ArchiveError) {
    let (most, mend) = (Int(UInt32.max) - 1, "use .safetensors")
    guard size <= most, offset + size + name + 30 + directory.count <= most else {
      throw .unsuited(path: path, cause: "an npz file holds at most 4 GiB here", mend: mend)
    }
    guard count < 0xfffe, name <= 0xffff else {
      throw .unsuited(path: path, cause: "an npz file holds at most 65,534 arrays with names of 64 KiB", mend: mend)
    }
  }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
