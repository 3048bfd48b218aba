import Glibc

extension AtomicFile {
  /// Makes a folder with all folders on the way; one that is there stays.
  /// - Throws: `ArchiveError.unwritable` with the system's code.
  package static func makeFolder(_ path: String) throws(ArchiveError) {
    func isThere() -> Bool { mkdir(path, 0o755) == 0 || errno == EEXIST }
    if isThere() { return }
    let code = errno
    guard code == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw .unwritable(path: path, code: code, cause: String(cString: strerror(code)))
    }
    try makeFolder(String(path[..<slash]))
    guard isThere() else {
      let code = errno
      throw .unwritable(path: path, code: code, cause: String(cString: strerror(code)))
    }
  }
}
