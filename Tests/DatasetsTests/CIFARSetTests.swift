import Archives
import Datasets
import Tensors
import TestSupport
import Testing

@Suite struct CIFARSetTests {
  /// Records whose images are filled with their number.
  private func records(_ count: Int) -> [UInt8] {
    (0..<count).flatMap { [UInt8($0 % 10)] + [UInt8](repeating: UInt8($0 % 256), count: 3_072) }
  }

  @Test(
    "the six binary files are found in every layout, plain and compressed",
    arguments: ["cifar10", "cifar-10-batches-bin"])
  func complete(layout: String) throws {
    let folder = try TemporaryFolder()
    for batch in 1...5 { try folder.write(Containers.gzip(records(4)), to: "\(layout)/data_batch_\(batch).bin.gz") }
    try folder.write(records(6), to: "\(layout)/test_batch.bin")
    let data = try Dataset.cifar10(in: DataFolder(path: folder.path))
    #expect([data.train.count, data.validation.count, data.test.count] == [18, 2, 6])
    #expect(data.train.labels.prefix(6) == [0, 1, 2, 3, 0, 1] && data.train.imageShape == CIFARFile.image)
    #expect(try data.train[5..<6].inputs.floats.allSatisfy { $0 == Float(1) / 255 })
  }

  @Test("of the first images alone the last are held out for test, and the provenance says so")
  func partial() throws {
    let folder = try TemporaryFolder()
    try folder.write(records(1_020), to: "cifar10/data_batch_1.first4000.bin")
    let data = try Dataset.cifar10(in: DataFolder(path: folder.path))
    #expect([data.train.count, data.validation.count, data.test.count] == [18, 2, 1_000])
    #expect(data.test.labels.first == 0 && data.provenance.contains("only the first 1020 training images are here"))
  }

  @Test("a pickled copy is refused, with where the binary version is")
  func pickled() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "cifar-10-batches-py/data_batch_1")
    let error = #expect(throws: DatasetError.self) { try Dataset.cifar10(in: DataFolder(path: folder.path)) }
    #expect(error?.description.contains("Python pickles") == true && error?.description.contains("kriz/cifar") == true)
  }

  @Test(
    "the images that are here are the published ones",
    .enabled(if: DataFolder.fromEnvironment.path != nil, "ESPALIER_DATA is not set"))
  func published() throws {
    let data = try Dataset.cifar10(validation: 0)
    #expect(data.train.labels.prefix(10) == [6, 9, 9, 4, 1, 1, 2, 7, 8, 3])
    // Means of the channels over all 50,000: 0.4914, 0.4822, 0.4465.
    let means = try Standardization(fitting: data.train).mean
    #expect(zip(means, [0.4914, 0.4822, 0.4465]).allSatisfy { abs($0 - $1) < 0.01 })
    let radio = try Dataset.miraBest()
    #expect([radio.train.count, radio.validation.count, radio.test.count] == [634, 70, 88] && radio.classes == 2)
    #expect(radio.train.imageShape == ImageShape(height: 150, width: 150))
  }
}
