import CommandLanguage
import Glibc

/// A file of cells: its text, and what it is called.
struct SourceFile {
  /// The name as it was written, after that of the folder of the file that wrote it.
  let path: String
  /// The same for the same file however it is named.
  let identity: String
  let text: String

  /// Why a file cannot be run.
  struct Unreadable: Error {
    var expected: String
    var found: String
  }

  /// Longer files are refused, as longer cells are.
  private static let longest = 2_000_000

  /// Reads a file.
  /// - Parameter including: the file that names it, from whose folder a relative path counts
  init(_ name: String, including: SourceFile?) throws(Unreadable) {
    path = SourceFile.path(name, including: including)
    // In one line, whatever the name holds.
    let quoted = "'" + path.debugDescription.dropFirst().dropLast() + "'"
    var code: Int32 = 0
    // Not blocked by a pipe without a writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 { code = errno }
    defer { if descriptor >= 0 { close(descriptor) } }
    var status = stat()
    if code == 0, fstat(descriptor, &status) != 0 { code = errno }
    if code == 0, status.st_mode & S_IFMT != S_IFREG { code = status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL }
    guard code == 0 else {
      throw Unreadable(expected: "a file that can be read", found: "\(quoted): \(String(cString: strerror(code)))")
    }
    guard status.st_size <= SourceFile.longest else {
      throw Unreadable(
        expected: "a file of at most \(SourceFile.longest) bytes", found: "\(quoted) of \(status.st_size) bytes")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= SourceFile.longest {
      let got = read(descriptor, &chunk, chunk.count)
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { break }
      bytes += chunk[..<got]
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Unreadable(expected: "Swift source in UTF-8", found: "other bytes in \(quoted)")
    }
    self.text = text
    identity = "\(status.st_dev) \(status.st_ino)"
  }

  /// The text as cells: one for each `// %%` line, those of text left out; the whole without such a line.
  ///
  /// What stands before a cell is blanked and not cut, so that places in a cell are places in the file.
  var cells: [String] {
    var cells: [String] = []
    var isText = false
    var blank: [UInt8] = [], code: [UInt8] = []
    func close() {
      if !isText, !code.allSatisfy({ $0 == 10 || $0 == 13 || $0 == 32 || $0 == 9 }) {
        cells.append(String(decoding: blank + code, as: UTF8.self))
      }
      blank += code.map { $0 == 10 ? 10 : 32 }
      code = []
    }
    for (index, line) in text.utf8.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      if index > 0 { code.append(10) }
      if let header = CellMark.header(of: Substring(line)) {
        close()
        isText = CellMark.isText(header)
        blank += line.map { _ in 32 }
      } else if index == 0, line.starts(with: "#!".utf8) {
        // The first line may say which program runs the file.
        code += line.map { _ in 32 }
      } else {
        code += line
      }
    }
    close()
    return cells
  }

  private static func path(_ name: String, including: SourceFile?) -> String {
    guard !name.hasPrefix("/"), let slash = including?.path.lastIndex(of: "/"), let outer = including?.path else {
      return name
    }
    return outer[...slash] + name
  }
}
