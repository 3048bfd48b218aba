import Archives
import Datasets
import Glibc
import Tensors
import TestSupport
import Testing

@Suite struct ImageSetTests {
  private func write(
    _ set: [(name: String, bytes: [UInt8])], to folder: TemporaryFolder, under layout: String
  ) throws {
    for file in set { try folder.write(file.bytes, to: layout + "/" + file.name) }
  }

  private func compressed(_ set: [(name: String, bytes: [UInt8])]) -> [(name: String, bytes: [UInt8])] {
    set.map { ($0.name + ".gz", Containers.gzip($0.bytes)) }
  }

  @Test("the set is found in every layout, plain and compressed", arguments: ["mnist", "MNIST/raw"], [false, true])
  func layouts(layout: String, isCompressed: Bool) throws {
    let folder = try TemporaryFolder()
    let set = Containers.imageSet(train: 30, test: 20)
    try write(isCompressed ? compressed(set) : set, to: folder, under: layout)
    let data = try Dataset.mnist(in: DataFolder(path: folder.path), validation: 10)
    #expect([data.train.count, data.validation.count, data.test.count] == [20, 10, 20])
    #expect(data.train.inputs == Tensor([20, 4], (0..<80).map { Float($0 / 4) / 255 }))
    #expect(data.validation.labels == (20..<30).map { $0 % 10 })
    #expect(data.train.imageShape == ImageShape(height: 2, width: 2))
  }

  @Test("content above one slice of decompression arrives whole")
  func large() throws {
    let folder = try TemporaryFolder()
    try write(compressed(Containers.imageSet(train: 400_000, test: 1)), to: folder, under: "mnist")
    let data = try Dataset.mnist(in: DataFolder(path: folder.path), validation: 0)
    let inputs = data.train.inputs.floats
    #expect((0..<400_000).allSatisfy { inputs[4 * $0 + 3] == Float($0 % 256) / 255 })
  }

  @Test("limits take the first rows, a seed takes a random choice that it repeats")
  func subsets() throws {
    let folder = try TemporaryFolder()
    try write(Containers.imageSet(train: 100, test: 50), to: folder, under: "fashion")
    let source = DataFolder(path: folder.path)
    let first = try Dataset.fashionMNIST(in: source, train: 7, validation: 5, test: 3)
    #expect(first.train.inputs.floats.map { Int(($0 * 255).rounded()) } == (0..<28).map { $0 / 4 })
    #expect(first.validation.labels == (95..<100).map { $0 % 10 })
    #expect(first.test.labels == [0, 1, 2])
    let drawn = try Dataset.fashionMNIST(in: source, train: 40, validation: 60, test: 3, seed: 1)
    #expect(drawn == (try Dataset.fashionMNIST(in: source, train: 40, validation: 60, test: 3, seed: 1)))
    #expect(drawn.train != (try Dataset.fashionMNIST(in: source, train: 40, validation: 60, test: 3, seed: 2).train))
    let pixels = Set(drawn.train.inputs.floats + drawn.validation.inputs.floats)
    #expect(pixels.count == 100)
    #expect(throws: DatasetError.partCount(part: "train", requested: 41, available: 40)) {
      try Dataset.fashionMNIST(in: source, train: 41, validation: 60)
    }
  }

  @Test("a missing set is named with everything looked for and every place tried")
  func missing() throws {
    let folder = try TemporaryFolder()
    // One file alone is not the set.
    try folder.write([], to: "mnist/train-images-idx3-ubyte")
    let error = #expect(throws: DatasetError.self) { try Dataset.mnist(in: DataFolder(path: folder.path)) }
    let text = error.map(String.init(describing:)) ?? ""
    for part in [
      "MNIST", "t10k-labels-idx1-ubyte", folder.path + "/mnist", folder.path + "/MNIST/raw", "ESPALIER_DATA",
    ] {
      #expect(text.contains(part))
    }
    let nowhere = #expect(throws: DatasetError.self) { try Dataset.mnist(in: DataFolder(path: nil)) }
    #expect(nowhere.map(String.init(describing:))?.contains("ESPALIER_DATA is not set") == true)
  }

  /// A damage to one file of the set, and what the error must say.
  struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let file: Int
    let expected: String
    let change: @Sendable ([UInt8]) -> [UInt8]
  }

  static let damages: [Damage] = [
    Damage(testDescription: "truncated images", file: 0, expected: "expected 56 bytes for extents [10, 2, 2], found 50")
    {
      Array($0.prefix(50))
    },
    Damage(testDescription: "bytes after the images", file: 0, expected: "at byte 56: expected 56 bytes") { $0 + [1] },
    Damage(testDescription: "truncated header", file: 0, expected: "at byte 9: expected an IDX header of 16 bytes") {
      Array($0.prefix(9))
    },
    Damage(testDescription: "an empty file", file: 1, expected: "expected an IDX header of 8 bytes") { _ in [] },
    Damage(
      testDescription: "wrong magic", file: 0, expected: "expected the IDX magic number 0x00000803, found 0x00000903"
    ) {
      [0, 0, 9, 3] + $0.dropFirst(4)
    },
    Damage(testDescription: "labels where images belong", file: 0, expected: "0x00000803, found 0x00000801") { _ in
      Containers.idx([12], [UInt8](repeating: 0, count: 12))
    },
    Damage(testDescription: "fewer labels than images", file: 1, expected: "holds 10 images but") { _ in
      Containers.idx([9], [UInt8](repeating: 0, count: 9))
    },
    Damage(testDescription: "a label outside the classes", file: 1, expected: "label 10 of row 3 is outside") {
      Array($0.prefix(11)) + [10] + $0.dropFirst(12)
    },
    Damage(testDescription: "extents beyond the file", file: 0, expected: "expected 4294836241 bytes") { _ in
      Containers.idx([65_535, 65_535, 1], [])
    },
    Damage(
      testDescription: "extents whose product overflows", file: 0, expected: "expected an extent the file can hold"
    ) {
      _ in Containers.idx([0xffff_ffff, 0xffff_ffff, 0xffff_ffff], [])
    },
    Damage(testDescription: "no images", file: 0, expected: "holds 0 images but") { _ in
      Containers.idx([0, 2, 2], [])
    },
    Damage(testDescription: "a compressed file that ends early", file: 0, expected: "is damaged: expected 56") {
      Array(Containers.gzip($0).prefix(40))
    },
    Damage(testDescription: "a compressed file with a wrong check sum", file: 0, expected: "incorrect data check") {
      var bytes = Containers.gzip($0)
      bytes[bytes.count - 6] ^= 1
      return bytes
    },
    Damage(
      testDescription: "a compressed header that states gigabytes", file: 0, expected: "compressed bytes cannot hold"
    ) {
      _ in Containers.gzip(Containers.idx([65_535, 65_535, 1], []))
    },
    Damage(testDescription: "compressed content that is too long", file: 0, expected: "found more") {
      Containers.gzip($0 + [0, 0, 0])
    },
  ]

  @Test("a damaged file is named with what was expected and found", arguments: damages)
  func damaged(_ damage: Damage) throws {
    let folder = try TemporaryFolder()
    var set = Containers.imageSet(train: 10, test: 10)
    set[damage.file].bytes = damage.change(set[damage.file].bytes)
    try write(set, to: folder, under: "mnist")
    let error = #expect(throws: (any Error).self) {
      try Dataset.mnist(in: DataFolder(path: folder.path), validation: 0)
    }
    #expect(error is DatasetError || error is ArchiveError)
    let text = error.map(String.init(describing:)) ?? ""
    #expect(text.contains(damage.expected), "\(text)")
    #expect(text.contains(folder.path + "/mnist/" + set[damage.file].name))
  }

  @Test("a folder in a file's place is an error of the system with its code")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    try write(Array(Containers.imageSet(train: 10, test: 10).dropFirst()), to: folder, under: "mnist")
    try folder.write([], to: "mnist/train-images-idx3-ubyte/inner")
    #expect(
      throws: ArchiveError.unreadable(
        path: folder.path + "/mnist/train-images-idx3-ubyte", code: EISDIR, cause: "Is a directory")
    ) {
      try Dataset.mnist(in: DataFolder(path: folder.path))
    }
  }

  @Test("mutated headers end in an error or in data, never in a crash")
  func mutations() throws {
    let folder = try TemporaryFolder()
    let set = Containers.imageSet(train: 10, test: 10)
    try write(set, to: folder, under: "mnist")
    var random = RandomStream(seed: 1, name: "mutations")
    for round in 0..<400 {
      var bytes = round % 2 == 0 ? set[0].bytes : Containers.gzip(set[0].bytes)
      for _ in 0...random.nextInt(below: 4) {
        bytes[random.nextInt(below: min(bytes.count, 40))] = UInt8(random.nextInt(below: 256))
      }
      if random.nextInt(below: 3) == 0 { bytes.removeLast(random.nextInt(below: bytes.count)) }
      try folder.write(bytes, to: "mnist/train-images-idx3-ubyte")
      do {
        let data = try Dataset.mnist(in: DataFolder(path: folder.path), validation: 0)
        #expect(data.train.count == 10)
      } catch is DatasetError {
      } catch is ArchiveError {}
    }
  }

  @Test("an interrupt stops the reading")
  func interrupt() throws {
    let folder = try TemporaryFolder()
    try write(Containers.imageSet(train: 10, test: 10), to: folder, under: "mnist")
    let flag = InterruptFlag()
    flag.raise()
    #expect(throws: Interrupted.self) {
      try Dataset.mnist(in: DataFolder(path: folder.path), validation: 0, checkpoint: Checkpoint(flag: flag))
    }
  }

  /// Mean and first labels as every description of the set gives them: mean pixel 0.1307 over the training images.
  @Test(
    "the published MNIST has its published statistics",
    .enabled(if: DataFolder.fromEnvironment.path != nil, "ESPALIER_DATA is not set"))
  func published() throws {
    let data = try Dataset.mnist(validation: 0)
    #expect(data.train.count == 60_000 && data.test.count == 10_000)
    #expect(Array(data.train.labels.prefix(5)) == [5, 0, 4, 1, 9])
    #expect(abs(data.train.inputs.mean - 0.1307) < 5e-5)
  }
}
