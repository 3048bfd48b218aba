import Tensors

/// A file that is read as a whole, plain or compressed with gzip: told by its first bytes, whatever its name.
struct FileContent {
  /// Where it was read from.
  let path: String
  /// Its bytes as they are on the disk.
  let stored: [UInt8]
  private let checkpoint: Checkpoint

  /// - Throws: `ArchiveError.unreadable`, `Interrupted`.
  init(path: String, checkpoint: Checkpoint) throws {
    self.path = path
    stored = try FileBytes.read(path, checkpoint: checkpoint)
    self.checkpoint = checkpoint
  }

  /// Bytes that are at hand, as if they were read from a path.
  init(_ stored: [UInt8], path: String, checkpoint: Checkpoint) {
    self.path = path
    self.stored = stored
    self.checkpoint = checkpoint
  }

  /// Whether what is on the disk begins as gzip streams do.
  var isCompressed: Bool { stored.starts(with: [0x1f, 0x8b]) }

  /// The first bytes of the content, fewer where it is shorter.
  /// - Throws: `ArchiveError.damaged` for a compressed stream that is.
  func prefix(_ count: Int) throws -> ArraySlice<UInt8> {
    isCompressed ? try Inflater.prefix(stored, path: path, size: count)[...] : stored.prefix(count)
  }

  /// The whole content.
  /// - Parameter size: how long its header says that it is; nil where it does not say. Content of another length is
  ///   returned up to one byte more than that, so that nothing is allocated for what no header asks for.
  /// - Throws: `ArchiveError.damaged` for a compressed stream that is, or that cannot hold as much; `Interrupted`.
  /// - Complexity: O(size); allocates no more than the bytes on the disk can hold.
  func whole(size: Int? = nil) throws -> ArraySlice<UInt8> {
    guard isCompressed else { return stored[...] }
    guard let size else { return try Inflater.all(stored, path: path, checkpoint: checkpoint)[...] }
    return try Inflater.inflate(stored[...], .gzip, path: path, size: size, checkpoint: checkpoint)[...]
  }
}
