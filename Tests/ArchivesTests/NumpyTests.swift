import Archives
import Tensors
import TestSupport
import Testing

@Suite struct NumpyTests {
  static let weight = Tensor([2, 3], [0, 0.25, 0.5, 0.75, 1, 1.25] as [Float])

  @Test(
    "every version, byte order and layout of NumPy is the same array",
    arguments: [
      (ReferenceFiles.f4, weight), (ReferenceFiles.v2, weight), (ReferenceFiles.v3, weight),
      (ReferenceFiles.f8be, Tensor([2, 3], weight.doubles)), (ReferenceFiles.b1, Tensor([2], [1, 0] as [Float])),
      (ReferenceFiles.f4fortran, Tensor([2, 3, 4], (0..<24).map { Float($0) })),
      (ReferenceFiles.f2, Tensor([4], [1.5, -0.25, .infinity, 0x1p-24] as [Float])),
      (ReferenceFiles.i2be, Tensor([2], [-2, 300] as [Float])), (ReferenceFiles.scalar, Tensor([], [2.5])),
      (ReferenceFiles.empty, Tensor([0, 3], [] as [Double])),
    ])
  func reads(bytes: [UInt8], expected: Tensor) throws {
    #expect(try opened(bytes, as: "x.npy")["x"] == expected)
    #expect(try opened(Containers.gzip(bytes), as: "x.npy.gz")[0] == expected)
  }

  @Test("integers of 64 bits keep every bit, and are no tensor where one would lose some")
  func integers() throws {
    let signed = try opened(ReferenceFiles.i8, as: "x.npy").array("x")
    #expect(try signed.integers == [9_007_199_254_740_993, -5])
    #expect(throws: ArchiveError.inexact(value: "9007199254740993", index: 0, wanted: "a number of double precision")) {
      try signed.tensor
    }
    let unsigned = try opened(ReferenceFiles.u8, as: "x.npy").array("x")
    #expect(try unsigned.words == [.max, 1])
    #expect(throws: ArchiveError.self) { try unsigned.integers }
  }

  @Test(
    "texts and records are refused by name, when they are asked for",
    arguments: [(ReferenceFiles.text, "the type '<U1'"), (ReferenceFiles.records, "the type 'records'")])
  func foreign(bytes: [UInt8], kind: String) throws {
    let archive = try opened(bytes, as: "x.npy")
    #expect(archive.names.isEmpty)
    #expect(throws: ArchiveError.foreignArray(named: "x", kind: kind)) { try archive["x"] }
  }

  @Test("what is written is what NumPy writes, byte for byte")
  func writes() throws {
    let folder = try TemporaryFolder()
    for (tensor, bytes) in [
      (Self.weight, ReferenceFiles.f4), (Tensor([], [2.5]), ReferenceFiles.scalar),
      (Tensor([0, 3], [] as [Double]), ReferenceFiles.empty),
    ] {
      var archive = TensorArchive()
      archive.set(tensor, for: "x")
      try archive.write(to: folder.path + "/x.npy")
      #expect(try folder.read("x.npy") == bytes)
    }
  }

  private static func header(_ text: String) -> [UInt8] {
    Array(ReferenceFiles.f4.prefix(8)) + [UInt8(text.utf8.count), 0] + Array(text.utf8)
  }

  @Test(
    "a damaged file is an error with the place, what was expected and what was found",
    arguments: [
      Damage([], "at byte 0: expected the magic number 0x934e554d5059 of an array of NumPy, found 0x;"),
      Damage(
        Array(ReferenceFiles.f4.prefix(9)), "at byte 8: expected the length of the header of 2 bytes, found 1 bytes"),
      Damage(Array(ReferenceFiles.f4.prefix(40)), "at byte 10: expected the header of 118 bytes, found 30 bytes"),
      Damage(Array(ReferenceFiles.f4.dropLast()), "at byte 128: expected 24 bytes for [2, 3] of '<f4', found 23"),
      Damage(ReferenceFiles.f4 + [0], "at byte 128: expected 24 bytes for [2, 3] of '<f4', found 25"),
      Damage(header("{'descr': '<f4'}"), "at byte 10: expected descr, fortran_order and shape, found not all of them"),
      Damage(header("{'descr': <f4}"), "at byte 20: expected the type of the elements between quotes, found '<'"),
      Damage(
        header("{'descr': '<f4"), "at byte 24: expected the quote that ends the type of the elements, found the end of"),
      Damage(header("{'shape': (3 4)}"), "at byte 23: expected ',' between the extents, found '4'"),
      Damage(header("{'shape': (-3,)}"), "at byte 21: expected a whole number among the extents, found '-'"),
      Damage(header("{'shape': (99999999999999999999,)}"), "among the extents below 2⁶³, found 99999999999999999999"),
      Damage(header("{'fortran_order': Maybe}"), "expected True or False, found 'Maybe'"),
      Damage(header("{'colour': 3}"), "at byte 11: expected descr, fortran_order or shape, found 'colour'"),
      Damage(
        header("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}"),
        "expected extents that a file can hold, found [4294967296, 4294967296]"
      ),
      Damage(
        header("{'descr': '<f8', 'fortran_order': False, 'shape': (2305843009213693952,)}"),
        "expected extents that a file can hold, found 0"
      ),
    ])
  func damaged(_ damage: Damage) {
    let text = complaint(about: damage.bytes, as: "x.npy")
    #expect(text.contains(damage.expected) && text.contains("/x.npy'"), "\(text)")
  }

  @Test("a compressed file that states gigabytes is refused before they are asked for")
  func bomb() {
    let bytes = Self.header("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000,)}")
    #expect(
      complaint(about: Containers.gzip(bytes), as: "x.npy.gz").contains("compressed bytes cannot hold the 8000000"))
  }
}
