import Glibc
import JupyterProtocol

/// Sessions as files, one each, of a line of JSON a cell. No file is ever shared by two processes, so none is locked.
struct HistoryFolder: Sendable {
  /// How many sessions are kept; older ones are removed.
  private static let sessionLimit = 1000
  /// A longer file is passed over, in bytes.
  private static let fileLimit = 64 << 20
  /// Numbers of sessions stay below.
  private static let numberLimit = 1_000_000_000
  /// The longest result kept, in characters.
  private static let outputLimit = 2000

  private let path: String

  /// The folder at a path; it is made with the first session.
  init(_ path: String) {
    self.path = path
  }

  /// The numbers of the sessions, in no order.
  func sessions() -> [Int] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var numbers: [Int] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasSuffix(Self.ending), let number = Int(name.dropLast(Self.ending.count)) else { continue }
      // A name that was not made here could stand for any number.
      if (1..<Self.numberLimit).contains(number), name == "\(number)\(Self.ending)" { numbers.append(number) }
    }
    return numbers
  }

  /// The cells of a session; lines that another program has damaged are passed over.
  func entries(ofSession number: Int) -> [HistoryReply.Entry] {
    guard let bytes = contents(of: file(number)) else { return [] }
    return bytes.split(separator: 0x0A).compactMap { line in
      guard let fields = try? JSONValue(parsing: Array(line)).arrayValue, fields.count == 3,
        let line = fields[0].intValue, let input = fields[1].stringValue
      else { return nil }
      return HistoryReply.Entry(session: number, line: line, input: input, output: fields[2].stringValue)
    }
  }

  /// Makes the file of a new session; nil where the folder cannot be written, and then the history lives in memory.
  func makeFile() -> (number: Int, file: File)? {
    Self.makeFolders(path)
    let known = sessions().sorted()
    for number in ((known.last ?? 0) + 1)...((known.last ?? 0) + 100) {
      let descriptor = open(file(number), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
      if descriptor >= 0 {
        for old in known.dropLast(Self.sessionLimit - 1) { unlink(file(old)) }
        return (number, File(descriptor))
      }
      if errno != EEXIST { return nil }
    }
    return nil
  }

  /// The file of the session under way.
  final class File: Sendable {
    private let descriptor: Int32

    fileprivate init(_ descriptor: Int32) {
      self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Writes a cell. Where the disk is full it is left out, and half of a line is taken back.
    func append(_ entry: HistoryReply.Entry) {
      let output = entry.output.map { JSONValue.string(String($0.prefix(HistoryFolder.outputLimit))) } ?? .null
      let line = JSONValue.array([.int(entry.line), .string(entry.input), output]).compactBytes + [0x0A]
      let start = lseek(descriptor, 0, SEEK_END)
      if Glibc.write(descriptor, line, line.count) != line.count, start >= 0 { _ = ftruncate(descriptor, start) }
    }
  }

  private static let ending = ".jsonl"

  private func file(_ number: Int) -> String { "\(path)/\(number)\(Self.ending)" }

  private func contents(of file: String) -> [UInt8]? {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.fileLimit else {
      return nil
    }
    return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
      while count < buffer.count {
        let got = read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
        if got <= 0 { break }
        count += got
      }
    }
  }

  private static func makeFolders(_ path: String) {
    var parent = ""
    for part in path.split(separator: "/") {
      parent += (parent.isEmpty && !path.hasPrefix("/") ? "" : "/") + part
      mkdir(parent, 0o700)
    }
  }
}
