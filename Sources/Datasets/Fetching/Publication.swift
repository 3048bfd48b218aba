import Archives
import Glibc
package import Tensors

/// Where the files of a set can be fetched, and how to know them.
package struct Publication: Sendable {
  /// One file.
  package struct File: Sendable {
    package let name: String
    package let size: Int
    package let sha256: String
    /// For an archive: what it holds of the set.
    package var contents: [String] = []

    package init(name: String, size: Int, sha256: String, contents: [String] = []) {
      self.name = name
      self.size = size
      self.sha256 = sha256
      self.contents = contents
    }
  }

  /// The environment variable that names a server in place of the official ones: it has the files of each set under
  /// the name of its folder.
  package static let variable = "ESPALIER_MIRROR"

  /// The page of the set, for people.
  package let home: String
  /// The folder of the set below that of all sets.
  package let folder: String
  /// Addresses of folders that have the files, in the order in which they are tried.
  package let mirrors: [String]
  package let files: [File]

  package init(home: String, folder: String, mirrors: [String], files: [File]) {
    self.home = home
    self.folder = folder
    self.mirrors = mirrors
    self.files = files
  }

  /// Fetches what is not there yet.
  /// - Throws: `DownloadError`; `ArchiveError.unwritable` where the folder cannot be made or written to; `Interrupted`,
  ///   with what has come kept for the next time.
  package func fetch(into root: DataFolder, checkpoint: Checkpoint) throws {
    guard let target = root.target else { throw DownloadError.noFolder(variable: DataFolder.variable) }
    let path = target + "/" + folder
    try AtomicFile.makeFolder(path)
    let wanted = files.filter { !isThere($0, in: path) }
    var progress = Transferred(name: folder, files: wanted, checkpoint: checkpoint)
    for file in wanted {
      let bytes = try fetch(file, into: path, progress, checkpoint: checkpoint)
      progress.finish(file)
      if !file.contents.isEmpty { try unpack(file, bytes, into: path, checkpoint: checkpoint) }
    }
  }

  /// How much of the files has come, in megabytes.
  private struct Transferred {
    private let name: String
    private let total: Int
    private let checkpoint: Checkpoint
    private var before = 0

    init(name: String, files: [File], checkpoint: Checkpoint) {
      self.name = name
      total = files.reduce(0) { $0 + $1.size }
      self.checkpoint = checkpoint
    }

    /// Says how many bytes of the present file there are.
    func report(_ count: Int) {
      func megabytes(_ bytes: Int) -> Int { Int((Double(bytes) / 1e6).rounded(.up)) }
      checkpoint.report(
        Progress("fetching \(name)", megabytes(min(before + count, total)), of: megabytes(total), unit: "megabyte"))
    }

    mutating func finish(_ file: File) {
      before += file.size
      report(0)
    }
  }

  private func isThere(_ file: File, in path: String) -> Bool {
    let names = file.contents.isEmpty ? [file.name] : file.contents
    return names.allSatisfy { FileBytes.exists(path + "/" + $0) }
  }

  private var sources: [String] {
    guard let mirror = getenv(Self.variable).map({ String(cString: $0) }), !mirror.isEmpty else { return mirrors }
    return ["\(mirror.hasSuffix("/") ? String(mirror.dropLast()) : mirror)/\(folder)"]
  }

  /// Fetches one file, checks it, and gives it its name.
  private func fetch(_ file: File, into path: String, _ progress: Transferred, checkpoint: Checkpoint) throws -> [UInt8]
  {
    let partial = path + "/" + file.name + ".part"
    var causes: [String] = []
    for source in sources {
      let url = source + "/" + file.name
      if let cause = try transfer(url, file, to: partial, progress, checkpoint: checkpoint) {
        causes.append(cause)
        continue
      }
      let bytes = try checked(partial, file, url, checkpoint: checkpoint)
      guard rename(partial, path + "/" + file.name) == 0 else { throw Self.unwritable(path + "/" + file.name) }
      return bytes
    }
    throw DownloadError.failed(file: file.name, causes: causes)
  }

  /// Brings the partial file to its full length.
  /// - Returns: why that failed, or nil.
  private func transfer(
    _ url: String, _ file: File, to partial: String, _ progress: Transferred, checkpoint: Checkpoint
  ) throws -> String? {
    let curl = Curl(checkpoint: checkpoint)
    while Curl.size(of: partial) != file.size {
      let begun = Curl.size(of: partial)
      if begun > file.size { unlink(partial) }
      let outcome = try curl.fetch(url, to: partial, limit: file.size, report: progress.report)
      switch outcome {
      case .complete: return nil
      case .failed(let cause):
        if Curl.size(of: partial) > file.size { return nil }
        return cause
      case .cannotResume:
        // From the beginning, then; a server that cannot even do that has failed.
        guard unlink(partial) == 0 else { return "\(url): the server sends no parts of files" }
      }
    }
    return nil
  }

  /// The bytes of a file that is the published one; any other is removed.
  private func checked(_ partial: String, _ file: File, _ url: String, checkpoint: Checkpoint) throws -> [UInt8] {
    let bytes = try FileBytes.read(partial, checkpoint: checkpoint)
    let sum = SHA256.hex(bytes)
    if bytes.count == file.size, sum == file.sha256 { return bytes }
    unlink(partial)
    throw bytes.count == file.size
      ? DownloadError.checkSum(url: url, expected: file.sha256, found: sum)
      : DownloadError.size(url: url, expected: file.size, found: bytes.count)
  }

  /// Writes the files of the set that an archive holds beside it, and removes the archive.
  private func unpack(_ file: File, _ bytes: [UInt8], into path: String, checkpoint: Checkpoint) throws {
    let archive = path + "/" + file.name
    let content = try Inflater.all(bytes, path: archive, checkpoint: checkpoint)
    let members = try TarFile.read(content[...], path: archive)
    for name in file.contents {
      guard let member = members.first(where: { $0.name == name || $0.name.hasSuffix("/" + name) }) else {
        throw DownloadError.incomplete(archive: archive, file: name)
      }
      try AtomicFile.write(to: path + "/" + name, checkpoint: checkpoint) { try $0.append(member.bytes) }
    }
    unlink(archive)
  }

  private static func unwritable(_ path: String) -> ArchiveError {
    let code = errno
    return .unwritable(path: path, code: code, cause: String(cString: strerror(code)))
  }
}
