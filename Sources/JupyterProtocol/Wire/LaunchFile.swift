/// What a launcher passes to a kernel: where to listen, or where to say where it listens.
public enum LaunchFile: Sendable, Hashable {
  /// The launcher has chosen the ports.
  case connection(ConnectionInfo)
  /// The kernel chooses the ports and registers (JEP 66).
  case registration(RegistrationInfo)

  /// Reads either kind of file.
  ///
  /// - Throws: ``ConnectionError`` with the path and the cause, when the file cannot be read or holds neither.
  public init(readingFile path: String) throws(ConnectionError) {
    let json = try ConnectionInfo.json(inFile: path)
    self =
      RegistrationInfo.describes(json)
      ? .registration(try RegistrationInfo(json)) : .connection(try ConnectionInfo(json))
  }
}
