extension Publication {
  /// The four files of MNIST and its relatives.
  private static func idx(_ sums: [(size: Int, sha256: String)]) -> [File] {
    let names = [
      "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz",
      "t10k-labels-idx1-ubyte.gz",
    ]
    return zip(names, sums).map { File(name: $0, size: $1.size, sha256: $1.sha256) }
  }

  /// The page of the authors serves files no more; these are the mirrors of PyTorch and of TensorFlow.
  static let mnist = Publication(
    home: "http://yann.lecun.com/exdb/mnist", folder: "mnist",
    mirrors: [
      "https://ossci-datasets.s3.amazonaws.com/mnist", "https://storage.googleapis.com/cvdf-datasets/mnist",
    ],
    files: idx([
      (9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
      (28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
      (1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
      (4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ]))

  static let fashion = Publication(
    home: "https://github.com/zalandoresearch/fashion-mnist", folder: "fashion",
    mirrors: [
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion",
    ],
    files: idx([
      (26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
      (29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
      (4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
      (5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
    ]))

  /// MD5 of the archive as its page states it: c32a1d4ab5d03f1284b67883e8d87530.
  static let cifar10 = Publication(
    home: "https://www.cs.toronto.edu/~kriz/cifar.html", folder: "cifar10",
    mirrors: ["https://www.cs.toronto.edu/~kriz"],
    files: [
      File(
        name: "cifar-10-binary.tar.gz", size: 170_052_171,
        sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
        contents: (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"])
    ])
}
