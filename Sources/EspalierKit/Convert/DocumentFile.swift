import Glibc
import JupyterProtocol

/// A script or a notebook as a file, or as a standard stream.
enum DocumentFile {
  /// What a file holds.
  enum Kind {
    case script
    case notebook
  }

  /// What a file held.
  enum Document {
    case script(Script)
    case notebook(Notebook)
  }

  /// The name of standard input and standard output.
  static let standardStream = "-"

  /// What a file holds by its name; nil for one that says neither.
  static func kind(of path: String) -> Kind? {
    if path.hasSuffix(".swift") { return .script }
    return path.hasSuffix(".ipynb") ? .notebook : nil
  }

  /// Reads a document. Standard input holds a notebook where it begins with a brace, which no script does.
  ///
  /// - Throws: `FileError`, `NotebookError`, ``EncodingError`` or ``ScriptError``.
  static func read(_ path: String) throws -> Document {
    var bytes = path == standardStream ? try readStandardInput() : try File.read(path)
    if bytes.starts(with: SourceText.byteOrderMark) { bytes.removeFirst(SourceText.byteOrderMark.count) }
    let isBraced = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
    switch kind(of: path) ?? (isBraced ? .notebook : .script) {
    case .script: return .script(try Script(parsing: bytes))
    case .notebook: return .notebook(try Notebook(parsing: bytes))
    }
  }

  /// Writes a document's bytes.
  static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    if path == standardStream {
      StandardStreams.writeOutput(String(decoding: bytes, as: UTF8.self))
    } else {
      try File.write(bytes, to: path)
    }
  }

  private static func readStandardInput() throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(STDIN_FILENO, &part, part.count)
      if count == 0 { return bytes }
      if count < 0, errno != EINTR { throw FileError(action: "read", path: "standard input", code: errno) }
      bytes += part[..<max(count, 0)]
    }
  }

  /// Looks whether a document may be written, before there is one.
  ///
  /// - Throws: ``UnwritableFolder``.
  static func checkWritable(_ path: String) throws(UnwritableFolder) {
    if path == standardStream { return }
    let folder = File.folder(of: File.absolute(path))
    guard File.canWrite(inFolder: folder), File.exists(folder) else { throw UnwritableFolder(folder: folder) }
  }
}
