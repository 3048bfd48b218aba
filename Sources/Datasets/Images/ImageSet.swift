public import Tensors

/// A published set of grey images in four IDX files.
struct ImageSet {
  let name: String
  /// Folders below the data folder that may hold the set, in the order they are tried.
  let layouts: [String]
  let provenance: String

  static let mnist = ImageSet(
    name: "MNIST", layouts: ["mnist", "MNIST/raw", "MNIST"],
    provenance: "MNIST, LeCun, Cortes and Burges")

  static let fashion = ImageSet(
    name: "Fashion-MNIST", layouts: ["fashion", "FashionMNIST/raw", "fashion-mnist", "FashionMNIST"],
    provenance: "Fashion-MNIST, Xiao, Rasul and Vollgraf 2017, MIT licence")

  private static let files = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]

  /// Reads the set and parts it.
  func load(
    from folder: DataFolder, train: Int?, validation: Int, test: Int?, seed: Int?, checkpoint: Checkpoint
  ) throws -> Dataset {
    let paths = try folder.locate(ImageSet.files, of: name, layouts: layouts)
    let training = try LabelledImages(images: paths[0], labels: paths[1], classes: 10, checkpoint: checkpoint)
    let testing = try LabelledImages(images: paths[2], labels: paths[3], classes: 10, checkpoint: checkpoint)
    guard validation >= 0, validation <= training.count else {
      throw DatasetError.partCount(part: "validation", requested: validation, available: training.count)
    }
    let rest = training.count - validation
    let rows = training.order(seed: seed, part: "train")
    let trainRows = try ImageSet.take(train, of: rows[..<rest], part: "train")
    let testRows = try ImageSet.take(test, of: testing.order(seed: seed, part: "test")[...], part: "test")
    return try Dataset(
      name: name, train: training.samples(trainRows, checkpoint: checkpoint),
      validation: training.samples(rows[rest...].sorted(), checkpoint: checkpoint),
      test: testing.samples(testRows, checkpoint: checkpoint),
      provenance: provenance + "; pixels / 255; "
        + (seed.map { "random parts, seed \($0)" } ?? "validation: the last \(validation) training images"))
  }

  /// The first `count` rows, in their original order.
  private static func take(_ count: Int?, of rows: ArraySlice<Int>, part: String) throws(DatasetError) -> [Int] {
    let count = count ?? rows.count
    guard count >= 0, count <= rows.count else {
      throw .partCount(part: part, requested: count, available: rows.count)
    }
    return rows.prefix(count).sorted()
  }
}

extension Dataset {
  /// Handwritten digits, 28×28 grey pixels in [0, 1]: 60,000 training images, of which the last 5,000 validate unless
  /// said otherwise, and 10,000 for test.
  ///
  /// Source: LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document recognition",
  /// doi:10.1109/5.726791.
  /// - Parameters:
  ///   - folder: where data sets are kept; looks for `mnist` and torchvision's `MNIST/raw` in it.
  ///   - train: how many to train on; all that validation leaves, by default.
  ///   - validation: how many of the training images to validate on.
  ///   - test: how many to test on.
  ///   - seed: draws the parts at random (stream `split`); nil takes them in the files' order.
  /// - Throws: `DatasetError` for missing, unreadable and malformed files and for counts that are not to be had;
  ///   `Interrupted`.
  /// - Complexity: O(pixels); 0.2 GB of single-precision numbers for the whole set.
  public static func mnist(
    in folder: DataFolder = .fromEnvironment, train: Int? = nil, validation: Int = 5_000, test: Int? = nil,
    seed: Int? = nil, checkpoint: Checkpoint = .none
  ) throws -> Dataset {
    try ImageSet.mnist.load(
      from: folder, train: train, validation: validation, test: test, seed: seed, checkpoint: checkpoint)
  }

  /// Articles of clothing, 28×28 grey pixels in [0, 1], in the layout and counts of `mnist`.
  ///
  /// Source: Xiao, Rasul, Vollgraf, "Fashion-MNIST", arXiv:1708.07747.
  /// - Parameters:
  ///   - folder: where data sets are kept; looks for `fashion` and torchvision's `FashionMNIST/raw` in it.
  ///   - train: how many to train on; all that validation leaves, by default.
  ///   - validation: how many of the training images to validate on.
  ///   - test: how many to test on.
  ///   - seed: draws the parts at random (stream `split`); nil takes them in the files' order.
  /// - Throws: `DatasetError` for missing, unreadable and malformed files and for counts that are not to be had;
  ///   `Interrupted`.
  public static func fashionMNIST(
    in folder: DataFolder = .fromEnvironment, train: Int? = nil, validation: Int = 5_000, test: Int? = nil,
    seed: Int? = nil, checkpoint: Checkpoint = .none
  ) throws -> Dataset {
    try ImageSet.fashion.load(
      from: folder, train: train, validation: validation, test: test, seed: seed, checkpoint: checkpoint)
  }
}
