import Archives
import Glibc
import Tensors
import TestSupport
import Testing

@Suite struct NpzTests {
  @Test("what NumPy saves is read, stored and deflated, with the kinds of its elements")
  func reads() throws {
    let archive = try opened(ReferenceFiles.npz, as: "x.npz")
    #expect(archive.names == ["weight", "mask", "labels"])
    #expect(try archive["weight"] == NumpyTests.weight)
    #expect(try archive["mask"] == Tensor([2, 3], [1, 0, 1, 1, 0, 1] as [Float]))
    #expect(try archive.array("mask").type == .bool && archive.array("labels").integers == [3, 1])
    let deflated = try opened(ReferenceFiles.npzDeflated, as: "x.npz")
    #expect(try deflated["weight"] == NumpyTests.weight)
    #expect(throws: ArchiveError.foreignArray(named: "name", kind: "the type '<U3'")) { try deflated["name"] }
  }

  @Test(
    "a written file is read again with every bit and the metadata, and is the same bytes each time",
    arguments: [false, true])
  func roundTrip(isCompressed: Bool) throws {
    let archive = try TensorArchive.sample()
    #expect(try rewritten(archive, as: "x.npz", isCompressed: isCompressed) == archive)
    let folder = try TemporaryFolder()
    for name in ["a.npz", "b.npz"] { try archive.write(to: folder.path + "/" + name, isCompressed: isCompressed) }
    #expect(try folder.read("a.npz") == folder.read("b.npz"))
  }

  @Test("bfloat16, which NumPy does not have, is written in single precision")
  func brainFloat() throws {
    var archive = TensorArchive()
    let tensor = Tensor([2], [1, -2.5] as [Float])
    archive.set(try StoredArray(exactly: tensor, as: .bfloat16), for: "x")
    #expect(try rewritten(archive, as: "x.npz")["x"] == tensor)
  }

  /// The members of a zip file with the fields of 32 bits full and their numbers in the extra field of zip64.
  private static let wide: [UInt8] = {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let stored = ReferenceFiles.npz
    // The first member alone: its local header has 30 bytes, a name of 10 and 20 of extra fields.
    let local = Array(stored[..<(60 + 152)])
    let entry = Array(stored[(stored.count - 22 - 166)...].prefix(56))
    let extra = little(1, 2) + little(24, 2) + little(152, 8) + little(152, 8) + little(0, 8)
    let full = little(0xffff_ffff, 4)
    let central =
      Array(entry[..<20]) + full + full + entry[28..<30] + little(extra.count, 2) + entry[32..<42] + full + entry[46...]
      + extra
    let record =
      little(0x0606_4b50, 4) + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8) + little(1, 8)
      + little(1, 8)
      + little(central.count, 8) + little(local.count, 8)
    let locator = little(0x0706_4b50, 4) + little(0, 4) + little(local.count + central.count, 8) + little(1, 4)
    let end = little(0x0605_4b50, 4) + little(0, 4) + little(0xffff, 2) + little(0xffff, 2) + full + full + little(0, 2)
    return local + central + record + locator + end
  }()

  @Test("zip64 is read")
  func zip64() throws {
    let archive = try opened(Self.wide, as: "x.npz")
    #expect(archive.names == ["weight"])
    #expect(try archive["weight"] == NumpyTests.weight)
  }

  /// The stored file with some bytes replaced.
  private static func changed(_ place: Int, _ bytes: [UInt8]) -> [UInt8] {
    var file = ReferenceFiles.npz
    file.replaceSubrange(place..<place + bytes.count, with: bytes)
    return file
  }

  private static let directory = ReferenceFiles.npz.count - 22 - 166

  @Test(
    "a damaged file is an error with the place, what was expected and what was found",
    arguments: [
      Damage([], "at byte 0: expected the directory of a zip file at the end, found none"),
      Damage(Array(ReferenceFiles.npz.dropLast()), "expected the directory of a zip file at the end, found none"),
      Damage(changed(200, [1]), "x.npz/weight.npy' is damaged: its check sum is another than the archive states"),
      Damage(changed(0, [0]), "at byte 0: expected the member 'weight.npy', found other bytes"),
      Damage(changed(directory, [0]), "at byte \(directory): expected an entry of the directory, found other bytes"),
      Damage(changed(directory + 8, [1]), "expected 'weight.npy' as it is, found that it is encrypted"),
      Damage(changed(directory + 10, [99]), "expected 'weight.npy' stored or deflated, found the method 99"),
      Damage(
        changed(directory + 24, [0, 0, 0, 1]), "expected 'weight.npy' of 152 stored bytes, found the size 16777216"),
      Damage(
        changed(directory + 20, [0, 0, 0, 1, 0, 0, 0, 1]),
        "expected 'weight.npy' to end within the 796 bytes of the file"
      ),
      Damage(changed(ReferenceFiles.npz.count - 12, [200]), "expected a directory of 200 members before byte"),
      Damage(
        changed(directory + 56 + 42, [0, 0, 0, 0]),
        "expected 'mask.npy' behind the member before it, found that both share"
      ),
    ])
  func damaged(_ damage: Damage) {
    let text = complaint(about: damage.bytes, as: "x.npz")
    #expect(text.contains(damage.expected) && text.contains("/x.npz"), "\(text)")
  }
}
