import Archives
import TestSupport
import Testing

@Suite struct TarTests {
  @Test("files are read with their names, folders left out")
  func reads() throws {
    let files: [(String, [UInt8])] = [
      ("set/a.bin", [UInt8](repeating: 1, count: 600)), ("set/", []), ("set/b.bin", []),
    ]
    let members = try TarFile.read(Containers.tar(files)[...], path: "x.tar")
    #expect(members.map(\.name) == ["set/a.bin", "set/b.bin"])
    #expect(members.map(\.bytes.count) == [600, 0] && members[0].bytes.allSatisfy { $0 == 1 })
  }

  @Test("a damaged archive is an error with its place")
  func damaged() {
    var bytes = Containers.tar([("a", [1, 2, 3])])
    bytes[3] ^= 1
    let changed = #expect(throws: ArchiveError.self) { try TarFile.read(bytes[...], path: "x.tar") }
    #expect(changed?.description.contains("'x.tar' at byte 0: expected a header with its check sum") == true)
    let short = Containers.tar([("a", [UInt8](repeating: 0, count: 2_000))]).prefix(1_024)
    let cut = #expect(throws: ArchiveError.self) { try TarFile.read(short, path: "x.tar") }
    #expect(cut?.description.contains("at byte 512: expected a file of 2000 bytes, found 512 bytes") == true)
  }
}
