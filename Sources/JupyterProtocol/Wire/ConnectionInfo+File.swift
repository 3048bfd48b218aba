import Glibc

extension ConnectionInfo {
  /// Reads a connection file.
  ///
  /// - Throws: ``ConnectionError`` with the path and the cause, when the file cannot be read or does not hold a
  ///   connection.
  public init(readingFile path: String) throws(ConnectionError) {
    try self.init(try Self.json(inFile: path))
  }

  static func json(inFile path: String) throws(ConnectionError) -> JSONValue {
    let bytes = try contents(ofFile: path)
    do {
      return try JSONValue(parsing: bytes)
    } catch {
      throw ConnectionError(code: .format, message: "'\(path)' is no connection file", cause: error.description)
    }
  }

  /// Writes the connection file, readable by its owner only, in one step.
  ///
  /// - Throws: ``ConnectionError`` with the path and the system's words.
  public func write(toFile path: String) throws(ConnectionError) {
    let partial = path + ".partial"
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw Self.failure("write", path) }
    let bytes = Array((json.indentedText + "\n").utf8)
    let written = Glibc.write(descriptor, bytes, bytes.count)
    let closed = close(descriptor)
    if written != bytes.count || closed != 0 || rename(partial, path) != 0 {
      let failure = Self.failure("write", path)
      unlink(partial)
      throw failure
    }
  }

  private static func contents(ofFile path: String) throws(ConnectionError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw failure("read", path) }
    defer { close(descriptor) }
    var contents: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &part, part.count)
      if count == 0 { return contents }
      if count < 0 { throw failure("read", path) }
      contents += part[..<count]
    }
  }

  private static func failure(_ action: String, _ path: String) -> ConnectionError {
    ConnectionError(
      code: .file, message: "cannot \(action) the connection file '\(path)'", cause: String(cString: strerror(errno)))
  }
}
