import Archives
public import Tensors

/// A set that its authors published, in the layouts in which programs keep it.
public struct PublishedSet: Sendable {
  /// Its name, such as `MNIST`.
  public let name: String
  let provenance: String
  let classes: Int
  /// The layouts in the order in which they are looked for.
  let layouts: [Layout]
  /// Where its files can be fetched, if they may be.
  var publication: Publication?
  /// Folders of pickled copies, which are not read.
  var pickled: [String] = []
  /// How many of so many training images validate, where no number is given.
  var validation: @Sendable (Int) -> Int = { _ in 5_000 }

  /// Reads the set and parts it.
  /// - Parameters:
  ///   - folder: where data sets are kept.
  ///   - train: how many to train on; all that validation leaves, by default.
  ///   - validation: how many of the training images to validate on; the set has its own default.
  ///   - test: how many to test on; all by default.
  ///   - seed: draws the parts at random (stream `split`); nil takes them in the files' order.
  ///   - download: whether to fetch the set where it is not there, if its authors publish it so.
  /// - Throws: `DatasetError.missing` with every folder tried, `.pickled` where there is nothing but a pickled copy;
  ///   what reading and fetching throw.
  public func load(
    from folder: DataFolder, train: Int? = nil, validation: Int? = nil, test: Int? = nil, seed: Int? = nil,
    download: Bool = false, checkpoint: Checkpoint = .none
  ) throws -> Dataset {
    var found = try find(in: folder, checkpoint)
    if found == nil || found?.note != nil, download, let publication {
      try publication.fetch(into: folder, checkpoint: checkpoint)
      found = try find(in: folder, checkpoint)
    }
    guard let found else { throw missing(in: folder) }
    let limits = PartLimits(
      train: train, validation: validation ?? self.validation(found.training.count), test: test, seed: seed)
    return try limits.dataset(
      name, training: found.training, testing: found.testing,
      provenance: provenance + (found.note.map { "; " + $0 } ?? ""), checkpoint: checkpoint)
  }

  private func find(in folder: DataFolder, _ checkpoint: Checkpoint) throws -> Layout.Found? {
    for layout in layouts {
      if let found = try layout.read(in: folder, classes: classes, checkpoint: checkpoint) { return found }
    }
    return nil
  }

  private func missing(in folder: DataFolder) -> DatasetError {
    if let path = folder.find([""], in: pickled)?.first {
      return .pickled(set: name, path: path, source: publication?.home ?? "its authors")
    }
    // Every layout in the user's own folder; of the others their names.
    let own = DataFolder(path: folder.path).candidates(layouts.flatMap(\.folders))
    return .missing(
      set: name, files: layouts.first?.files ?? [], tried: own + folder.others, folder: folder.path,
      isPublished: publication != nil)
  }
}

extension PublishedSet {
  private static func keras(_ paths: [String]) -> Layout {
    .npz(
      paths: paths, train: .init(inputs: "x_train", labels: "y_train"), test: .init(inputs: "x_test", labels: "y_test"))
  }

  /// Handwritten digits, 28×28 grey pixels.
  public static let mnist = PublishedSet(
    name: "MNIST", provenance: "MNIST, LeCun, Cortes and Burges", classes: 10,
    layouts: [.idx(folders: ["mnist", "MNIST/raw", "MNIST"]), keras(["mnist.npz", "mnist/mnist.npz"])],
    publication: .mnist)

  /// Articles of clothing, 28×28 grey pixels.
  public static let fashion = PublishedSet(
    name: "Fashion-MNIST", provenance: "Fashion-MNIST, Xiao, Rasul and Vollgraf 2017, MIT licence", classes: 10,
    layouts: [
      .idx(folders: ["fashion", "FashionMNIST/raw", "fashion-mnist", "FashionMNIST"]),
      keras(["fashion_mnist.npz", "fashion/fashion_mnist.npz"]),
    ],
    publication: .fashion)

  /// Colour photographs of ten classes, 3×32×32 pixels.
  public static let cifar10 = PublishedSet(
    name: "CIFAR-10", provenance: "CIFAR-10, Krizhevsky 2009", classes: 10,
    layouts: [
      .cifar(folders: ["cifar10", "cifar-10-batches-bin", "cifar10/cifar-10-batches-bin"]),
      keras(["cifar10.npz", "cifar10/cifar10.npz"]),
      .partialCIFAR(path: "cifar10/data_batch_1.first4000.bin", test: 1_000),
    ],
    publication: .cifar10,
    pickled: [
      "cifar-10-batches-py", "cifar10/cifar-10-batches-py", "cifar-10-batches-py-target/cifar-10-batches-py",
    ],
    validation: { $0 / 10 })

  /// Radio galaxies of two classes, 150×150 grey pixels.
  public static let miraBest = PublishedSet(
    name: "MiraBest", provenance: "MiraBest Confident, Porter and Scaife 2023; classes 0: FR I, 1: FR II", classes: 2,
    layouts: [
      .npz(
        paths: ["mirabest/mirabest.npz", "mirabest.npz"],
        train: .init(inputs: "train_images", labels: "train_labels"),
        test: .init(inputs: "test_images", labels: "test_labels"))
    ],
    validation: { $0 / 10 })
}
