import Glibc
import Tensors

/// Whole files in memory.
enum FileBytes {
  /// Bytes read between looks for an interrupt.
  private static let slice = 1 << 22

  /// Whether there is something to open under this path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The content of a file.
  /// - Throws: `DatasetError.unreadable` with the system's code; `Interrupted`.
  static func read(_ path: String, checkpoint: Checkpoint) throws -> [UInt8] {
    func failure(_ code: Int32) -> DatasetError {
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
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size))
    var chunk = [UInt8](repeating: 0, count: min(slice, max(Int(status.st_size), 1)))
    while true {
      try checkpoint.check()
      let got = Glibc.read(descriptor, &chunk, chunk.count)
      if got == 0 { return bytes }
      if got < 0 {
        if errno == EINTR { continue }
        throw failure(errno)
      }
      bytes += chunk[0..<got]
    }
  }
}
