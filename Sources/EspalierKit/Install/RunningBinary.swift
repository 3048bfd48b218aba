/// The program that runs now.
enum RunningBinary {
  /// Its absolute path, links followed.
  ///
  /// - Throws: ``InstallationError/file`` where the system does not tell.
  static func path() throws(InstallationError) -> String {
    let itself = "/proc/self/exe"
    guard let path = File.linkTarget(itself) else {
      throw .file(FileError(action: "read the link", path: itself, code: 0))
    }
    return path
  }
}
