public import Tensors

extension Dataset {
  /// Handwritten digits, 28×28 grey pixels in [0, 1]: 60,000 training images, of which the last 5,000 validate unless
  /// said otherwise, and 10,000 for test.
  ///
  /// Source: LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document recognition",
  /// doi:10.1109/5.726791.
  /// - Parameters:
  ///   - folder: where data sets are kept; looks for `mnist`, torchvision's `MNIST/raw` and Keras's `mnist.npz` in it.
  ///   - train: how many to train on; all that validation leaves, by default.
  ///   - validation: how many of the training images to validate on.
  ///   - test: how many to test on.
  ///   - seed: draws the parts at random (stream `split`); nil takes them in the files' order.
  ///   - download: whether to fetch the set where it is not there.
  /// - Throws: `DatasetError` for missing files and for counts that are not to be had; `ArchiveError` for unreadable
  ///   and malformed files; `DownloadError`; `Interrupted`.
  /// - Complexity: O(pixels); 0.2 GB of single-precision numbers for the whole set.
  public static func mnist(
    in folder: DataFolder = .fromEnvironment, train: Int? = nil, validation: Int? = nil, test: Int? = nil,
    seed: Int? = nil, download: Bool = false, checkpoint: Checkpoint = .none
  ) throws -> Dataset {
    try PublishedSet.mnist.load(
      from: folder, train: train, validation: validation, test: test, seed: seed, download: download,
      checkpoint: checkpoint)
  }

  /// Articles of clothing, 28×28 grey pixels in [0, 1], in the layout and counts of ``mnist(in:train:validation:test:seed:download:checkpoint:)``,
  /// whose parameters it has; looks for `fashion`, torchvision's `FashionMNIST/raw` and Keras's `fashion-mnist`.
  ///
  /// Source: Xiao, Rasul, Vollgraf, "Fashion-MNIST", arXiv:1708.07747.
  /// - Throws: as for MNIST.
  /// - Complexity: O(pixels).
  public static func fashionMNIST(
    in folder: DataFolder = .fromEnvironment, train: Int? = nil, validation: Int? = nil, test: Int? = nil,
    seed: Int? = nil, download: Bool = false, checkpoint: Checkpoint = .none
  ) throws -> Dataset {
    try PublishedSet.fashion.load(
      from: folder, train: train, validation: validation, test: test, seed: seed, download: download,
      checkpoint: checkpoint)
  }

  /// Small colour photographs of ten classes, 3×32×32 pixels in [0, 1]: 50,000 training images, of which the last tenth
  /// validates unless said otherwise, and 10,000 for test.
  ///
  /// Where there are only the first images of the first training file, the last 1,000 of them are the test part, and the
  /// provenance says so. Looks for the binary version in `cifar10` and `cifar-10-batches-bin`; the pickled version is
  /// refused. Source: Krizhevsky, "Learning multiple layers of features from tiny images", 2009.
  /// - Throws: as for MNIST, and `DatasetError.pickled` where there is nothing but the pickled version.
  /// - Complexity: O(pixels); 0.7 GB of single-precision numbers for the whole set.
  public static func cifar10(
    in folder: DataFolder = .fromEnvironment, train: Int? = nil, validation: Int? = nil, test: Int? = nil,
    seed: Int? = nil, download: Bool = false, checkpoint: Checkpoint = .none
  ) throws -> Dataset {
    try PublishedSet.cifar10.load(
      from: folder, train: train, validation: validation, test: test, seed: seed, download: download,
      checkpoint: checkpoint)
  }

  /// Radio galaxies of Fanaroff-Riley types I (class 0) and II (class 1), 150×150 grey pixels in [0, 1]: 704 training
  /// images, of which the last tenth validates unless said otherwise, and 88 for test.
  ///
  /// Looks for `mirabest/mirabest.npz`. Source: Porter, Scaife, "MiraBest", doi:10.1093/rasti/rzad017.
  /// - Throws: `DatasetError`, `ArchiveError`, `Interrupted`.
  /// - Complexity: O(pixels).
  public static func miraBest(
    in folder: DataFolder = .fromEnvironment, train: Int? = nil, validation: Int? = nil, test: Int? = nil,
    seed: Int? = nil, checkpoint: Checkpoint = .none
  ) throws -> Dataset {
    try PublishedSet.miraBest.load(
      from: folder, train: train, validation: validation, test: test, seed: seed, checkpoint: checkpoint)
  }
}
