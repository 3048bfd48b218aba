import Glibc
package import Tensors

/// Whole files in memory.
package enum FileBytes {
  /// Bytes read between looks for an interrupt.
  private static let slice = 1 << 22

  /// Whether there is something to open under this path.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The content of a file.
  /// - Throws: `ArchiveError.unreadable` with the system's code; `Interrupted`.
  /// - Complexity: O(bytes).
  package static func read(_ path: String, checkpoint: Checkpoint) throws -> [UInt8] {
    func failure(_ code: Int32) -> ArchiveError {
      .unreadable(path: path, code: code, cause: String(cString: strerror(code)))
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw failure(status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
    }
    // What grows while it is read is read as long as it was.
    let size = Int(status.st_size)
    return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        try checkpoint.check()
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, min(slice, size - count))
        if got == 0 { return }
        if got < 0, errno != EINTR { throw failure(errno) }
        count += max(got, 0)
      }
    }
  }
}
