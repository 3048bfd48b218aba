import Archives
import Tensors
import TestSupport
import Testing

@Suite struct CSVTests {
  private func opened(_ text: String) throws -> TensorArchive {
    try ArchivesTests.opened(Array(text.utf8), as: "x.csv")
  }

  @Test("columns are vectors under their names, whole numbers integers")
  func reads() throws {
    let archive = try opened("\u{feff}\"a, \"\"b\"\"\",y\r\n 1.5 ,-3\r\n1e-3,4\r\nnan,+5\n\n-inf,6")
    #expect(archive.names == ["a, \"b\"", "y"])
    #expect(try archive.array("y").integers == [-3, 4, 5, 6] && archive.array("y").type == .int64)
    let values = try archive[0].doubles
    #expect(values[0] == 1.5 && values[1] == 1e-3 && values[2].isNaN && values[3] == -.infinity)
  }

  @Test("decimal texts are the nearest numbers, as the library reads them")
  func decimals() throws {
    var random = RandomStream(seed: 1, name: "decimals")
    let texts = (0..<5_000).map { index in
      let digits = random.nextInt(below: 1 << 49)
      let places = random.nextInt(below: 15)
      return index % 2 == 0
        ? "\(digits / 1_000_003).\(String(repeating: "0", count: places))\(digits % 1_000_003)"
        : "\(Double(digits) / Double(1 + random.nextInt(below: 1 << 40)))"
    }
    let values = try opened("x\n" + texts.joined(separator: "\n"))[0].doubles
    #expect(zip(texts, values).allSatisfy { Double($0) == $1 })
  }

  @Test("columns and a matrix are written so that they are read again")
  func writes() throws {
    var archive = TensorArchive()
    archive.set(Tensor([3], [0.1, 1e300, -.infinity]), for: "a,\"b\"")
    archive.set(StoredArray([1, -2, 3]), for: "y")
    #expect(try rewritten(archive, as: "x.csv") == archive)
    var matrix = TensorArchive()
    matrix.set(Tensor([2, 3], [0.1, 2, 3, 4, 5, 6] as [Float]), for: "x")
    let columns = try rewritten(matrix, as: "x.csv")
    #expect(columns.names == ["0", "1", "2"])
    #expect(try columns["0"].doubles == [0.1, 4])
  }

  @Test(
    "a damaged file is an error with the place, what was expected and what was found",
    arguments: [
      ("", "at byte 0: expected a row of the names of the columns, found an empty line"),
      (
        "1,2\n3,4",
        "at byte 0: expected a row of the names of the columns, found numbers; put a row of names before them"
      ),
      ("a,b\n1,2\n3", "at byte 8: expected 2 numbers in line 3, found 1"),
      ("a,b\n1,2,3", "at byte 8: expected 2 numbers in line 2, found more"),
      ("a,b\n1,", "at byte 6: expected a number for 'b' in line 2, found an empty field"),
      ("a,b\n1,x", "at byte 6: expected a number for 'b' in line 2, found 'x'"),
      ("a,b\n1,0x10", "found '0x10'"), ("a,a\n1,2", "at byte 2: expected a name once, found 'a' again"),
      ("\"a", "at byte 0: expected the quote that ends a name, found the end of the line"),
      ("a\n9007199254740993", "at byte 2: expected a whole number that double precision holds, found 9007199254740993"),
    ])
  func damaged(text: String, expected: String) {
    let found = complaint(about: Array(text.utf8), as: "x.csv")
    #expect(found.contains(expected), "\(found)")
  }
}

@Suite struct IDXTests {
  @Test("every kind of element is read, plain and compressed")
  func reads() throws {
    let bytes: [UInt8] = [0, 0, 0x0b, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0xff, 0xfe, 1, 44]
    for (file, name) in [(bytes, "x-ubyte"), (Containers.gzip(bytes), "x.idx.gz"), (bytes, "x")] {
      #expect(try opened(file, as: name)[0] == Tensor([1, 2], [-2, 300] as [Float]))
    }
    let doubles: [UInt8] = [0, 0, 0x0e, 1, 0, 0, 0, 1, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0]
    #expect(try opened(doubles, as: "x.idx")["x"] == Tensor([1], [1.5]))
  }
}

@Suite struct CIFARTests {
  /// Records of label bytes and an image filled with its number.
  static func records(_ labels: [[UInt8]]) -> [UInt8] {
    labels.enumerated().flatMap { $1 + [UInt8](repeating: UInt8($0), count: 3_072) }
  }

  @Test("records of either set are told apart by their length")
  func reads() throws {
    let ten = try opened(Self.records([[3], [9]]), as: "data_batch_1.bin")
    #expect(ten.names == ["images", "labels"])
    #expect(try ten["images"].shape == [2, 3, 32, 32] && ten.array("labels").integers == [3, 9])
    let hundred = try opened(Containers.gzip(Self.records([[19, 99], [0, 1], [2, 3]])), as: "train.bin.gz")
    #expect(hundred.names == ["images", "coarse_labels", "fine_labels"])
    #expect(try hundred.array("fine_labels").integers == [99, 1, 3])
    #expect(try hundred["images"].row(2).floats.allSatisfy { $0 == 2 })
  }

  @Test("what is neither is an error")
  func damaged() {
    for bytes in [[], Self.records([[3], [10]]), Array(Self.records([[3]]).dropLast())] {
      #expect(complaint(about: bytes, as: "x.bin").contains("expected records of 3073 bytes with a label below 10"))
    }
  }
}
