import Archives
import Glibc
import Tensors
import TestSupport
import Testing

extension TensorArchive {
  /// An array of every kind, with metadata.
  static func sample() throws -> TensorArchive {
    var archive = TensorArchive()
    archive.metadata = ["seed": "7", "note": "\"é\"\n\u{1}\\"]
    archive.set(NumpyTests.weight, for: "fc1.weight")
    archive.set(Tensor([2], [0.1, .nan]), for: "double")
    let bits = Tensor([3], [1, 0, 1] as [Double])
    for type in ElementType.allCases where type != .bfloat16 {
      archive.set(try StoredArray(exactly: bits, as: type), for: "a.\(type.rawValue)")
    }
    archive.set(StoredArray([.max, .min, 0, -1], shape: [2, 2]), for: "integers")
    archive.set(StoredArray([UInt64.max, 1 << 63]), for: "words")
    archive.set(Tensor([0, 4], [] as [Float]), for: "empty")
    archive.set(Tensor([], [3] as [Float]), for: "scalar")
    return archive
  }
}

@Suite struct TensorArchiveTests {
  @Test("arrays keep their order and are replaced in their place; a missing name is an error that lists the names")
  func names() throws {
    var archive = TensorArchive()
    archive.set(Tensor([1], [1.0]), for: "b")
    archive.set(Tensor([1], [2.0]), for: "a")
    archive.set(Tensor([1], [3.0]), for: "b")
    #expect(archive.names == ["b", "a"])
    #expect(try archive["b"] == Tensor([1], [3.0]) && archive[1] == Tensor([1], [2.0]))
    let missing = #expect(throws: ArchiveError.self) { try archive["c"] }
    #expect(missing?.description == "there is no array 'c'; expected one of 'b', 'a'")
    let place = #expect(throws: ArchiveError.self) { try archive[2] }
    #expect(place?.description == "there is no array 2: expected 0 to 1")
    let empty = #expect(throws: ArchiveError.self) { try TensorArchive()["c"] }
    #expect(empty?.description == "there is no array 'c'; the archive is empty")
  }

  @Test("numbers become elements of a kind only exactly", arguments: ElementType.allCases)
  func exact(type: ElementType) throws {
    let array = try StoredArray(exactly: Tensor([2], [1.0, 0]), as: type)
    #expect(try array.tensor.doubles == [1, 0] && array.integers == [1, 0])
    #expect(try array.tensor.isDouble == !type.fitsSinglePrecision && array.bytes.count == 2 * type.size)
    guard type != .float64 else { return }
    #expect(throws: ArchiveError.inexact(value: "0.1", index: 1, wanted: "of the kind \(type.rawValue)")) {
      try StoredArray(exactly: Tensor([2], [1, 0.1]), as: type)
    }
  }

  @Test("integers of real numbers are refused where one is not whole")
  func whole() {
    let array = StoredArray(Tensor([2], [3, 0.5]))
    #expect(throws: ArchiveError.inexact(value: "0.5", index: 1, wanted: "a whole number of 64 bits")) {
      try array.integers
    }
  }

  @Test("what a format has no place for is refused, and the file that was there stays")
  func unsuited() throws {
    let folder = try TemporaryFolder()
    let archive = try TensorArchive.sample()
    for (name, expected) in [
      ("x.npy", "npy holds one array, found 18"), ("x.csv", "csv holds vectors of one length or one matrix, found"),
      ("x.idx", "the format idx is read, not written"), ("x.txt", "tells no format that is known here"),
      ("x.npz.gz", "tells no format"),
    ] {
      try folder.write([1, 2], to: name)
      let error = #expect(throws: ArchiveError.self) { try archive.write(to: folder.path + "/" + name) }
      #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
      #expect(try folder.read(name) == [1, 2])
    }
    #expect(folder.names.allSatisfy { !$0.hasSuffix(".partial") })
  }

  @Test("a file is replaced through a link, keeps its permissions, and no part is left beside it")
  func replaced() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([1], to: "x.npz")
    chmod(path, 0o600)
    symlink(path, folder.path + "/link.npz")
    let archive = try TensorArchive.sample()
    try archive.write(to: folder.path + "/link.npz")
    #expect(try TensorArchive(path: path) == archive)
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(folder.names == ["link.npz", "x.npz"])
  }

  @Test("an interrupt and a folder that is not there leave nothing behind")
  func stopped() throws {
    let folder = try TemporaryFolder()
    let archive = try TensorArchive.sample()
    let flag = InterruptFlag()
    flag.raise()
    for name in ["x.npz", "x.safetensors"] {
      #expect(throws: Interrupted.self) {
        try archive.write(to: folder.path + "/" + name, checkpoint: Checkpoint(flag: flag))
      }
    }
    #expect(folder.names.isEmpty)
    let error = #expect(throws: ArchiveError.self) { try archive.write(to: folder.path + "/none/x.npz") }
    #expect(error?.description.contains("/none/x.npz': No such file or directory (error 2)") == true)
    let path = folder.path + "/x.npz"
    try archive.write(to: path)
    #expect(throws: Interrupted.self) { try TensorArchive(path: path, checkpoint: Checkpoint(flag: flag)) }
    #expect(throws: ArchiveError.unreadable(path: folder.path, code: EISDIR, cause: "Is a directory")) {
      try TensorArchive(path: folder.path)
    }
  }
}
