import Glibc

/// A folder for the arrays that both sides work on; removed at the end.
struct TemporaryFolder: ~Copyable {
  let path: String

  /// A new, empty folder.
  /// - Throws: `TemporaryFolderError` where none can be made.
  init() throws(TemporaryFolderError) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/espalier-benchmarks-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TemporaryFolderError(path: parent) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    // Only what `write` has made is in it: plain files.
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        unlink("\(path)/\(name)")
      }
      closedir(folder)
    }
    rmdir(path)
  }

  /// Writes numbers as they lie in memory.
  /// - Throws: `TemporaryFolderError` where the file cannot be written whole.
  func write<Number: BitwiseCopyable>(_ numbers: [Number], as name: String) throws(TemporaryFolderError) {
    let file = "\(path)/\(name)"
    guard let stream = fopen(file, "wb") else { throw TemporaryFolderError(path: file) }
    let count = numbers.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, stream) }
    let isClosed = fclose(stream) == 0
    guard isClosed, count == numbers.count * MemoryLayout<Number>.stride else { throw TemporaryFolderError(path: file) }
  }
}
