import Archives
import Tensors

/// A way in which a published set lies in a folder of data sets.
enum Layout: Sendable {
  /// The four IDX files of MNIST and its relatives, in any of these folders.
  case idx(folders: [String])
  /// One npz file under any of these names, with the names of its arrays.
  case npz(paths: [String], train: ArrayPair, test: ArrayPair)
  /// The six binary files of CIFAR-10, in any of these folders.
  case cifar(folders: [String])
  /// The first images of CIFAR-10's first training file, of which the last are held out for test.
  case partialCIFAR(path: String, test: Int)

  /// The names of the inputs and of the labels in an npz file.
  struct ArrayPair: Sendable {
    let inputs: String
    let labels: String
  }

  /// What was found: the part to train on, the part to test on, and what there is to say about them.
  struct Found {
    let training: LabelledRows
    let testing: LabelledRows
    var note: String?
  }

  private static let idxFiles = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]
  private static let cifarFiles = (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"]

  /// The files that make the set in this layout, each plain or `.gz`.
  var files: [String] {
    switch self {
    case .idx: Self.idxFiles
    case .cifar: Self.cifarFiles
    case .npz(let paths, _, _): paths.prefix(1).map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    case .partialCIFAR(let path, _): [path]
    }
  }

  /// The folders below a folder of data sets that may hold the files.
  var folders: [String] {
    switch self {
    case .idx(let folders), .cifar(let folders): folders
    case .npz(let paths, _, _): paths.map { $0.split(separator: "/").dropLast().joined(separator: "/") }
    case .partialCIFAR: [""]
    }
  }

  /// Reads the set, where it is there.
  /// - Returns: nil where not all of its files are.
  /// - Throws: `ArchiveError`, `DatasetError`, `Interrupted`.
  func read(in folder: DataFolder, classes: Int, checkpoint: Checkpoint) throws -> Found? {
    switch self {
    case .idx(let folders):
      guard let paths = folder.find(Self.idxFiles, in: folders) else { return nil }
      func rows(_ images: String, _ labels: String) throws -> LabelledRows {
        try LabelledRows(
          inputs: IDXFile.read(path: images, rank: 3, checkpoint: checkpoint), from: images,
          labels: IDXFile.read(path: labels, rank: 1, checkpoint: checkpoint).integers, from: labels, classes: classes)
      }
      return Found(training: try rows(paths[0], paths[1]), testing: try rows(paths[2], paths[3]))
    case .npz(let names, let train, let test):
      guard let path = names.lazy.compactMap({ folder.find([$0], in: [""])?.first }).first else { return nil }
      let archive = try TensorArchive(path: path, checkpoint: checkpoint)
      func rows(_ pair: ArrayPair) throws -> LabelledRows {
        try LabelledRows(
          inputs: archive.array(pair.inputs), from: "\(path)/\(pair.inputs)",
          labels: archive.array(pair.labels).integers, from: "\(path)/\(pair.labels)", classes: classes)
      }
      return Found(training: try rows(train), testing: try rows(test))
    case .cifar(let folders):
      guard let paths = folder.find(Self.cifarFiles, in: folders) else { return nil }
      return Found(
        training: try Self.cifar(Array(paths.dropLast()), classes, checkpoint),
        testing: try Self.cifar(Array(paths.suffix(1)), classes, checkpoint))
    case .partialCIFAR(let path, let test):
      guard let path = folder.find([path], in: [""])?.first else { return nil }
      let rows = try Self.cifar([path], classes, checkpoint)
      guard rows.count > test else {
        throw DatasetError.partCount(part: "test", requested: test, available: rows.count)
      }
      let rest = rows.count - test
      return Found(
        training: rows[0..<rest], testing: rows[rest..<rows.count],
        note: "only the first \(rows.count) training images are here, the last \(test) of them held out for test")
    }
  }

  /// The records of several files, one behind the other.
  private static func cifar(_ paths: [String], _ classes: Int, _ checkpoint: Checkpoint) throws -> LabelledRows {
    var pixels: [UInt8] = []
    var labels: [Int] = []
    for path in paths {
      let archive = try TensorArchive(path: path, checkpoint: checkpoint)
      pixels += try archive.array("images").bytes
      labels += try archive.array("labels").integers
    }
    let image = CIFARFile.image
    let images = StoredArray(
      .uint8, [labels.count, image.channels, image.height, image.width], bytes: pixels[...])
    return try LabelledRows(inputs: images, from: paths[0], labels: labels, from: paths[0], classes: classes)
  }
}
