import Archives
import Datasets
import Tensors
import TestSupport
import Testing

@Suite struct PublicationTests {
  /// A set of one archive of two files. SHA-256 of the archive as `sha256sum` gives it is computed by the code under
  /// test here; the published sums are held against real files in Tests/EndToEnd.
  @Test("an archive that has come whole is checked, unpacked and removed, without a server")
  func unpacked() throws {
    let folder = try TemporaryFolder()
    let bytes = Containers.gzip(Containers.tar([("set/a.bin", [1, 2]), ("set/readme", [9]), ("set/b.bin", [3])]))
    try folder.write(bytes, to: "set/x.tar.gz.part")
    let file = Publication.File(
      name: "x.tar.gz", size: bytes.count, sha256: try sum(bytes), contents: ["a.bin", "b.bin"])
    let set = Publication(home: "", folder: "set", mirrors: ["http://127.0.0.1:9"], files: [file])
    try set.fetch(into: DataFolder(path: folder.path), checkpoint: .none)
    #expect(try folder.read("set/a.bin") == [1, 2] && folder.read("set/b.bin") == [3])
    #expect(try TemporaryFolder.names(in: folder.path + "/set") == ["a.bin", "b.bin"])
    // Nothing is fetched that is there.
    try set.fetch(into: DataFolder(path: folder.path), checkpoint: .none)
  }

  @Test("a file with another check sum is removed and both sums are named")
  func refused() throws {
    let folder = try TemporaryFolder()
    try folder.write([1, 2, 3], to: "set/x.part")
    // FIPS 180-4, the empty message.
    let sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    let set = Publication(
      home: "", folder: "set", mirrors: ["http://127.0.0.1:9"],
      files: [.init(name: "x", size: 3, sha256: sha256)])
    let found = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"
    #expect(throws: DownloadError.checkSum(url: "http://127.0.0.1:9/x", expected: sha256, found: found)) {
      try set.fetch(into: DataFolder(path: folder.path), checkpoint: .none)
    }
    #expect(try TemporaryFolder.names(in: folder.path + "/set").isEmpty)
  }

  @Test("a server that is not there is named; without a folder nothing is asked")
  func unreachable() throws {
    let folder = try TemporaryFolder()
    let set = Publication(
      home: "", folder: "set", mirrors: ["http://127.0.0.1:9"], files: [.init(name: "x", size: 3, sha256: "")])
    let error = #expect(throws: DownloadError.self) {
      try set.fetch(into: DataFolder(path: folder.path + "/new"), checkpoint: .none)
    }
    #expect(error?.description.contains("'x' could not be fetched: http://127.0.0.1:9/x: ") == true)
    #expect(throws: DownloadError.noFolder(variable: "ESPALIER_DATA")) {
      try set.fetch(into: DataFolder(path: nil), checkpoint: .none)
    }
  }

  /// The sum that a wrong one is answered with.
  private func sum(_ bytes: [UInt8]) throws -> String {
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "s/x.part")
    let set = Publication(
      home: "", folder: "s", mirrors: [""], files: [.init(name: "x", size: bytes.count, sha256: "")])
    do {
      try set.fetch(into: DataFolder(path: folder.path), checkpoint: .none)
    } catch DownloadError.checkSum(_, _, let found) {
      return found
    }
    return ""
  }
}
