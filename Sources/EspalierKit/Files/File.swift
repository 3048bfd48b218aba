import Glibc

/// File operations whose failure names the file, the intention and the system's reason.
enum File {
  /// A path made absolute against the working folder; nothing on the way needs to exist.
  static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return String(cString: folder) + "/" + path
  }

  /// The folder that holds an absolute path.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// Something stands at the path, were it a link that leads nowhere.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Where a symbolic link leads; nil for anything else.
  static func linkTarget(_ path: String) -> String? {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &target, target.count)
    return count < 0 ? nil : String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// All bytes of a file.
  static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw FileError(action: "read", path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    let expected = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    var contents: [UInt8] = []
    contents.reserveCapacity(expected)
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &part, part.count)
      if count == 0 { return contents }
      if count < 0, errno != EINTR { throw FileError(action: "read", path: path, code: errno) }
      contents += part[..<max(count, 0)]
    }
  }

  /// Writes a file in one step: readers see the old content or the new, never a part. A link is followed; what is no
  /// regular file, such as a pipe or a terminal, is written to as it stands.
  ///
  /// - Parameter mode: The permissions, less what the user's mask takes away; without them a file keeps its own, and a
  ///   new one may be read by all.
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t? = nil) throws(FileError) {
    var status = stat()
    let isThere = stat(path, &status) == 0
    // A standard stream may lead to a file that others write to as well, and that has no name any more.
    let isStream = path.hasPrefix("/dev/") || path.hasPrefix("/proc/")
    let isReplaced = !isStream && (!isThere || status.st_mode & S_IFMT == S_IFREG)
    let target = isThere ? resolved(path) : path
    let partial = isReplaced ? "\(target).\(getpid()).partial" : path
    let flags = isStream ? O_WRONLY | O_APPEND : O_WRONLY | O_CREAT | O_TRUNC
    let descriptor = open(partial, flags | O_CLOEXEC, mode ?? 0o644)
    if descriptor < 0 { throw FileError(action: "write", path: path, code: errno) }
    if isThere, isReplaced, mode == nil { fchmod(descriptor, status.st_mode & 0o7777) }
    var written = 0
    var code: Int32 = 0
    while written < bytes.count, code == 0 {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { written += count } else if errno != EINTR { code = errno }
    }
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, isReplaced, rename(partial, target) != 0 { code = errno }
    if code != 0 {
      if isReplaced { unlink(partial) }
      throw FileError(action: "write", path: path, code: code)
    }
  }

  /// The path without links on the way.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Creates a folder with all folders on the way; an existing one is as good.
  static func makeFolder(_ path: String) throws(FileError) {
    if mkdir(path, 0o755) == 0 { return }
    if errno == ENOENT, path != "/" {
      try makeFolder(folder(of: path))
      if mkdir(path, 0o755) == 0 { return }
    }
    let code = errno
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
    throw FileError(action: "create the folder", path: path, code: code)
  }

  /// Makes a symbolic link.
  static func link(_ path: String, to target: String) throws(FileError) {
    if symlink(target, path) != 0 { throw FileError(action: "create the link", path: path, code: errno) }
  }

  /// Removes a file or link; one that is not there is no error.
  static func remove(_ path: String) throws(FileError) {
    if unlink(path) != 0, errno != ENOENT { throw FileError(action: "remove", path: path, code: errno) }
  }

  /// Removes a folder that nothing is left in.
  static func removeFolderIfEmpty(_ path: String) throws(FileError) {
    if rmdir(path) != 0, errno != ENOTEMPTY, errno != EEXIST, errno != ENOENT {
      throw FileError(action: "remove the folder", path: path, code: errno)
    }
  }

  /// A file can be created in the folder, or in the nearest folder above it that exists.
  static func canWrite(inFolder path: String) -> Bool {
    var folder = path
    while !exists(folder), folder != "/" { folder = self.folder(of: folder) }
    return access(folder, W_OK | X_OK) == 0
  }
}
