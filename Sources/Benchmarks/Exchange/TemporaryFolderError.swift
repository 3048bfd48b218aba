import Glibc

/// Why the arrays cannot be handed over.
struct TemporaryFolderError: Error, CustomStringConvertible {
  /// What could not be written.
  let path: String
  /// The system's error code.
  let code: Int32

  /// With the code of the call that has just failed.
  init(path: String) {
    self.path = path
    code = errno
  }

  var description: String {
    "cannot write \(path): \(String(cString: strerror(code))) (error \(code)); point TMPDIR at a folder with room"
  }
}
