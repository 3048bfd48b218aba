import Archives
import Tensors
import TestSupport
import Testing

@Suite struct SafetensorsTests {
  @Test("what safetensors saves is read: every kind, scalars, empty tensors, metadata")
  func reads() throws {
    let archive = try opened(ReferenceFiles.safetensors, as: "w.safetensors")
    #expect(archive.names == ["labels", "scalar", "fc1.weight", "none", "half", "mask"])
    #expect(archive.metadata == ["format": "np", "note": "é \"x\"\n"])
    #expect(try archive["fc1.weight"] == NumpyTests.weight && archive["scalar"] == Tensor([], [2.5]))
    #expect(try archive["half"] == Tensor([2], [0.5, -2] as [Float]) && archive["none"].shape == [0, 4])
    #expect(try archive.array("labels").integers == [9_007_199_254_740_993, 7])
    #expect(try archive.array("mask").type == .bool && archive["mask"].floats == [1, 0, 1])
  }

  @Test("a written file is read again with every bit, aligned, and is the same bytes each time")
  func roundTrip() throws {
    let archive = try TensorArchive.sample()
    let folder = try TemporaryFolder()
    for name in ["a", "b"] { try archive.write(to: folder.path + "/" + name, format: .safetensors) }
    let bytes = try folder.read("a")
    #expect(try bytes == folder.read("b"))
    #expect((8 + bytes[0]) % 8 == 0)
    #expect(try opened(bytes, as: "x.safetensors") == archive)
    // A file whose name tells nothing is known by its first bytes.
    #expect(try opened(bytes, as: "x") == archive)
  }

  private static func file(_ header: String, _ data: Int = 8, length: Int? = nil) -> [UInt8] {
    let length = length ?? header.utf8.count
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
      + [UInt8](repeating: 0, count: data)
  }

  private static func tensor(_ name: String, _ shape: String, _ offsets: String, _ dtype: String = "F32") -> String {
    "\"\(name)\":{\"dtype\":\"\(dtype)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
  }

  @Test(
    "a damaged file is an error with the place, what was expected and what was found",
    arguments: [
      Damage([1, 2], "at byte 0: expected the length of the header of 8 bytes, found 2 bytes up to the end"),
      Damage(
        file("{}", 0, length: 1 << 40), "at byte 0: expected a header of at most the 2 bytes that follow, found 1099511"
      ),
      Damage(file("[]"), "at byte 8: expected '{' that opens the header, found '['"),
      Damage(file("{\"a"), "expected the quote that ends a key of the header, found the end of the header"),
      Damage(file("{} x"), "at byte 11: expected spaces to the end of the header, found 'x'"),
      Damage(
        file("{\(tensor("a", "[2]", "[0,8]"))", 8), "expected '}' or ',' in the header, found the end of the header"),
      Damage(
        file("{\(tensor("a", "[2]", "[4,12]"))}", 12), "at byte 9: expected 'a' to begin at 0, where the tensor before"),
      Damage(
        file("{\(tensor("a", "[2]", "[0,8]")),\(tensor("b", "[2]", "[4,12]"))}", 12), "expected 'b' to begin at 8"),
      Damage(file("{\(tensor("a", "[2]", "[0,8]"))}", 9), "expected 8 bytes of tensors behind the header, found 9"),
      Damage(file("{\(tensor("a", "[2]", "[0,8]"))}", 7), "expected 8 bytes of tensors behind the header, found 7"),
      Damage(file("{\(tensor("a", "[3]", "[0,8]"))}"), "expected the bytes of 'a' to hold [3] of F32, found 8 bytes"),
      Damage(file("{\(tensor("a", "[2]", "[8,0]"))}"), "expected where 'a' begins and ends, found the offsets [8, 0]"),
      Damage(
        file("{\(tensor("a", "[4294967296,4294967296,4]", "[0,8]"))}"), "expected the bytes of 'a' to hold [4294967296"),
      Damage(
        file("{\"a\":{\"dtype\":\"F32\"}}"), "expected dtype, shape and data_offsets of 'a', found not all of them"),
      Damage(file("{\"a\":{\"colour\":\"F32\"}}"), "at byte 14: expected dtype, shape or data_offsets, found 'colour'"),
      Damage(
        file("{\(tensor("a", "[0]", "[0,0]")),\(tensor("a", "[2]", "[0,8]"))}"), "expected a name once, found 'a' again"
      ),
      Damage(file("{\"__metadata__\":{\"a\":3}}"), "expected the value of 'a' between quotes, found '3'"),
      Damage(file("{\"\\ud800\":3}"), "at byte 10: expected a pair of surrogates, found half of one"),
    ])
  func damaged(_ damage: Damage) {
    let text = complaint(about: damage.bytes, as: "x.safetensors")
    #expect(text.contains(damage.expected) && text.contains("/x.safetensors'"), "\(text)")
  }

  @Test("a kind that is not read is refused by name, when it is asked for")
  func foreign() throws {
    let header = "{\(Self.tensor("a", "[8]", "[0,8]", "F8_E5M2")),\(Self.tensor("b", "[1]", "[8,12]"))}"
    let archive = try opened(Self.file(header, 12), as: "x.safetensors")
    #expect(archive.names == ["b"])
    #expect(throws: ArchiveError.foreignArray(named: "a", kind: "the type F8_E5M2")) { try archive["a"] }
  }
}
