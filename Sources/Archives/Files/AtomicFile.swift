import Glibc
import Synchronization
package import Tensors

/// A file that appears whole or not at all.
///
/// Bytes go to a file beside it in the same folder, which takes its name once they are on the disk: whenever the
/// process or the machine stops, a reader finds the old content or the new, never a part.
package struct AtomicFile: ~Copyable {
  /// Bytes written between looks for an interrupt.
  private static let slice = 1 << 22
  /// Tells files of one process apart.
  private static let made = Atomic<Int>(0)

  private let path: String
  private let partial: String
  private let descriptor: Int32
  private let checkpoint: Checkpoint

  /// Writes what `body` appends to the file at a path, which a symbolic link may name.
  ///
  /// A file that is replaced keeps its permissions.
  /// - Throws: `ArchiveError.unwritable` with the system's code; `Interrupted`; what `body` throws. The old content
  ///   stays in every case.
  package static func write(
    to path: String, checkpoint: Checkpoint = .none, _ body: (borrowing AtomicFile) throws -> Void
  ) throws {
    let file = try AtomicFile(path, checkpoint)
    do {
      try body(file)
      try file.finish()
    } catch {
      unlink(file.partial)
      throw error
    }
  }

  private init(_ path: String, _ checkpoint: Checkpoint) throws(ArchiveError) {
    self.path = AtomicFile.resolved(path)
    self.checkpoint = checkpoint
    let number = AtomicFile.made.add(1, ordering: .relaxed).newValue
    partial = "\(self.path).\(getpid())-\(number).partial"
    descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw AtomicFile.failure(path, errno) }
    var status = stat()
    if stat(self.path, &status) == 0 { fchmod(descriptor, status.st_mode & 0o7777) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Adds bytes at the end.
  /// - Throws: `ArchiveError.unwritable`, `Interrupted`.
  package borrowing func append(_ bytes: some Collection<UInt8>) throws {
    let written: Void? = try bytes.withContiguousStorageIfAvailable { try write($0) }
    if written == nil { try Array(bytes).withUnsafeBufferPointer { try write($0) } }
  }

  private borrowing func write(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    var written = 0
    while written < bytes.count {
      try checkpoint.check()
      let count = Glibc.write(
        descriptor, bytes.baseAddress.map { $0 + written }, min(AtomicFile.slice, bytes.count - written))
      if count < 0, errno != EINTR { throw AtomicFile.failure(path, errno) }
      written += max(count, 0)
    }
  }

  /// Bytes to the disk, then the name, then the folder that holds the name.
  private borrowing func finish() throws(ArchiveError) {
    guard fsync(descriptor) == 0 else { throw AtomicFile.failure(path, errno) }
    guard rename(partial, path) == 0 else { throw AtomicFile.failure(path, errno) }
    // A file system that cannot do this has renamed all the same.
    let folder = open(AtomicFile.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  /// Where symbolic links lead, for a file that exists.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func failure(_ path: String, _ code: Int32) -> ArchiveError {
    .unwritable(path: path, code: code, cause: String(cString: strerror(code)))
  }
}
