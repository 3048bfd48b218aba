import Glibc
import Synchronization

/// Where the text of cells goes that is too much to show: files beside the notebook, named after it and the cell, so
/// that a notebook run again names the same files.
package struct SpillFolder: Sendable {
  private static let folder = "espalier-output"
  /// The files of this process: none is written twice, whatever numbers its cells have.
  private static let written = Mutex<Set<String>>([])

  private let prefix: String

  /// The folder for a notebook; nil where its name is not known.
  ///
  /// - Parameter notebook: A path or name; what stands before the last slash and the extension is left out.
  package init(notebook: String?) {
    let name = notebook?.split(separator: "/").last.map(String.init) ?? ""
    let stem = name.hasSuffix(".ipynb") ? String(name.dropLast(6)) : name
    prefix = stem.isEmpty ? "" : stem + "-"
  }

  /// Makes the file for a cell, in the working directory; in the system's temporary folder where that cannot be written.
  func makeFile(cell: Int) -> SpillFile? {
    let name = "\(prefix)cell-\(cell).txt"
    // Everybody's temporary folder needs a name of one's own.
    for folder in [Self.folder, "\(Self.temporaryFolder)/\(Self.folder)-\(geteuid())"] where Self.isOwn(folder) {
      for attempt in 1...100 {
        let path = folder + "/" + (attempt == 1 ? name : "\(attempt)-\(name)")
        if Self.written.withLock({ $0.contains(path) }) { continue }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        if descriptor < 0 { break }
        // A file that another kernel is writing keeps its name.
        if Self.isOwnFile(descriptor), flock(descriptor, LOCK_EX | LOCK_NB) == 0, ftruncate(descriptor, 0) == 0 {
          Self.written.withLock { _ = $0.insert(path) }
          return SpillFile(path: path, descriptor: descriptor)
        }
        close(descriptor)
      }
    }
    return nil
  }

  /// Makes a folder, or finds one; false where it is another user's, or a link to who knows where.
  private static func isOwn(_ folder: String) -> Bool {
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { return false }
    var status = stat()
    return lstat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
  }

  private static func isOwnFile(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_uid == geteuid()
      && status.st_nlink == 1
  }

  private static var temporaryFolder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }
}

/// Text on its way to a file.
final class SpillFile: Sendable {
  let path: String
  private let descriptor: Int32
  private let state = Mutex((count: 0, failure: ""))

  fileprivate init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// How many bytes have been written.
  var count: Int { state.withLock { $0.count } }

  /// Why the file could not be written, in words; empty where it could.
  var failure: String { state.withLock { $0.failure } }

  /// Writes text; false where the system refuses, as on a full disk, and then all of this text is still to be shown.
  func append(_ text: String) -> Bool {
    state.withLock { state in
      let start = state.count
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if written >= 0 {
          state.count += written
          rest = rest.dropFirst(written)
        } else if errno != EINTR {
          state.failure = "'\(path)' cannot be written (\(String(cString: strerror(errno))))"
          ftruncate(descriptor, start)
          state.count = start
          return false
        }
      }
      return true
    }
  }
}
