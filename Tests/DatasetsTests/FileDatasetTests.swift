import Archives
import Datasets
import Tensors
import TestSupport
import Testing

@Suite struct FileDatasetTests {
  /// 60 rows of three classes in shares of 3 : 2 : 1; row i holds i and its label.
  private static var labels: [Int] { (0..<60).map { [0, 0, 0, 1, 1, 2][$0 % 6] } }

  private static func archive() -> TensorArchive {
    var archive = TensorArchive()
    archive.set(Tensor([60, 2], (0..<120).map { Float($0 / 2) }), for: "x")
    archive.set(StoredArray(labels), for: "y")
    return archive
  }

  @Test("parts have the classes in equal shares, are disjoint, and are the seed's", arguments: ["npz", "safetensors"])
  func split(ending: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/file.\(ending)"
    try Self.archive().write(to: path)
    let data = try Dataset.file(path, labels: "y", test: 0.2, validation: 0.25)
    #expect([data.train.count, data.validation.count, data.test.count] == [36, 12, 12])
    #expect(data.test.classCounts == [6, 4, 2] && data.validation.classCounts == [6, 4, 2])
    let rows = [data.train, data.validation, data.test].flatMap { $0.inputs.floats }
    #expect(Set(rows).count == 60 && data.name == "file.\(ending)" && !data.provenance.contains(folder.path))
    #expect(data == (try Dataset.file(path, labels: "y", test: 0.2, validation: 0.25)))
    #expect(data.test != (try Dataset.file(path, labels: "y", test: 0.2, validation: 0.25, seed: 1)).test)
  }

  @Test("the columns of a csv file beside the labels are the inputs")
  func columns() throws {
    let folder = try TemporaryFolder()
    let text = "a,y,b\n" + (0..<10).map { "\($0),\($0 % 2),\(-$0)\n" }.joined()
    let path = try folder.write(Containers.gzip(Array(text.utf8)), to: "x.csv.gz")
    let data = try Dataset.file(path, labels: "y", test: 0, validation: 0)
    #expect(data.train.inputs == Tensor([10, 2], (0..<10).flatMap { [Float($0), Float(-$0)] }))
    #expect(data.train.labels == (0..<10).map { $0 % 2 } && data.classes == 2)
    let one = try Dataset.file(path, labels: "y", inputs: "b", test: 0.5, validation: 0)
    #expect(one.train.features == 1 && one.test.count == 5)
  }

  @Test("labels may be in a file of their own")
  func apart() throws {
    let folder = try TemporaryFolder()
    let set = Containers.imageSet(train: 30, test: 1)
    let images = try folder.write(set[0].bytes, to: set[0].name)
    let labels = try folder.write(Containers.gzip(set[1].bytes), to: set[1].name + ".gz")
    let data = try Dataset.file(images, labels: labels, test: 1.0 / 3, validation: 0)
    #expect(data.train.count == 20 && data.test.classCounts == [Int](repeating: 1, count: 10))
    #expect(data.train.imageShape == ImageShape(height: 2, width: 2) && data.provenance.contains("pixels / 255"))
  }

  /// The arrays that Keras and MiraBest's file have, under either form of their names.
  private static func parted(_ name: (String, String) -> String, channelsLast: Bool = false) -> TensorArchive {
    var archive = TensorArchive()
    for (part, count) in [("train", 20), ("test", 10)] {
      let bytes = (0..<count * 12).map { UInt8($0 % 250) }
      let shape: Shape = channelsLast ? [count, 2, 2, 3] : [count, 3, 4]
      archive.set(StoredArray(.uint8, shape, bytes: bytes[...]), for: name("x", part))
      archive.set(StoredArray(.uint8, [count], bytes: (0..<count).map { UInt8($0 % 10) }[...]), for: name("y", part))
    }
    return archive
  }

  @Test("a file that tells its parts apart is parted so", arguments: [true, false])
  func parts(isSuffix: Bool) throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/x.npz"
    try Self.parted { isSuffix ? "\($0)_\($1)" : "\($1)_\($0)" }.write(to: path)
    let data = try Dataset.file(path, labels: "y")
    #expect([data.train.count, data.validation.count, data.test.count] == [18, 2, 10])
    #expect(data.test.inputs.floats[11] == 11 / 255 && data.test.imageShape == ImageShape(height: 3, width: 4))
    #expect(throws: DatasetError.hasTest(source: path)) { try Dataset.file(path, labels: "y", test: 0.1) }
  }

  @Test("images with their channels last come out with them first")
  func channelsLast() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/x.npz"
    try Self.parted({ "\($0)_\($1)" }, channelsLast: true).write(to: path)
    let test = try Dataset.file(path, labels: "y").test
    #expect(test.imageShape == ImageShape(channels: 3, height: 2, width: 2))
    #expect(test.inputs.floats.prefix(12).map { Int(($0 * 255).rounded()) } == [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11])
  }

  @Test("Keras's files are MNIST")
  func keras() throws {
    let folder = try TemporaryFolder()
    try Self.parted { "\($0)_\($1)" }.write(to: folder.path + "/mnist.npz")
    let data = try Dataset.mnist(in: DataFolder(path: nil, others: [folder.path]), validation: 5)
    #expect([data.train.count, data.validation.count, data.test.count] == [15, 5, 10])
  }

  @Test("what does not go together is an error that says what would do")
  func errors() throws {
    let folder = try TemporaryFolder()
    func complaint(_ change: (inout TensorArchive) throws -> Void, labels: String = "y", test: Double = 0.2) throws
      -> String
    {
      var archive = Self.archive()
      try change(&archive)
      try archive.write(to: folder.path + "/x.npz")
      let error = #expect(throws: (any Error).self) {
        try Dataset.file(folder.path + "/x.npz", labels: labels, test: test)
      }
      return error.map { "\($0)" } ?? ""
    }
    for (text, expected) in [
      (try complaint({ _ in }, labels: "z"), "there is no array 'z'; expected one of 'x', 'y'"),
      (try complaint({ _ in }, test: 1.5), "cannot take the fraction 1.5 of the samples as test: expected 0 to 1.0"),
      (
        try complaint { $0.set(Tensor([60, 1], (0..<60).map(Double.init)), for: "w") },
        "which arrays of '\(folder.path)/x.npz' are the inputs is not clear: found 'x' [60, 2], 'y' [60], 'w' [60, 1]"
      ),
      (
        try complaint { $0.set(StoredArray((0..<60).map { $0 - 1 }), for: "y") },
        "x.npz/y': label -1 of row 0 is outside the classes: expected 0 to 58"
      ),
      (
        try complaint { $0.set(Tensor([60], (0..<60).map { Double($0) / 2 }), for: "y") },
        "element 1 is 0.5, which is not"
      ),
      (
        try complaint { $0.set(StoredArray([Int](repeating: .max, count: 60)), for: "y") },
        "holds the label 9223372036854775807: expected classes from 0 to at most 1048575"
      ),
      (
        try complaint { $0.set(Tensor([60, 2], (0..<120).map { $0 == 7 ? Float.nan : 0 }), for: "x") },
        "holds a number that is not finite in row 3, column 1"
      ),
    ] {
      #expect(text.contains(expected), "\(text)")
    }
  }
}
