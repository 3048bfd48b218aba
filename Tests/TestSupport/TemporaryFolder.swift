import FoundationEssentials
import Glibc

/// A folder that is removed with its content when the test that made it ends.
package final class TemporaryFolder {
  package let path: String

  package init() throws {
    var template = Array("/tmp/espalier-tests-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Failure(code: errno) }
    path = String(cString: made)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  struct Failure: Error {
    let code: Int32
  }

  /// Writes a file below the folder, making the folders on the way.
  @discardableResult
  package func write(_ bytes: [UInt8], to name: String) throws -> String {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o700)
    }
    let file = path + "/" + name
    guard let stream = fopen(file, "wb") else { throw Failure(code: errno) }
    defer { fclose(stream) }
    guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else { throw Failure(code: errno) }
    return file
  }

  /// The names in the folder, in alphabetical order.
  package var names: [String] { (try? Self.names(in: path)) ?? [] }

  /// The names in a folder, in alphabetical order.
  package static func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  /// The content of a file of the folder.
  package func read(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path + "/" + name))) }
}
