import CommandLanguage
import Datasets
import Tensors

extension CommandModule {
  /// Labelled data.
  static let data = CommandModule("data", summary: "Labelled data sets, split into train, validation and test.") {
    Command(
      "digits", "Loads 1,797 handwritten digits of 8×8 pixels, which are compiled in.",
      .labelled("train", Int?.self, "how many to train on; all that are left unless given", unit: "images"),
      .labelled("validation", Int.self, default: 200, "how many to hold out while training", unit: "images"),
      .labelled("test", Int.self, default: 200, "how many to hold out to the end", unit: "images"),
      .labelled("seed", Int?.self, "picks the split; the session's seed unless given"),
      example: "digits()", paper: "Alpaydin and Kaynak 1998, UCI Machine Learning Repository, CC BY 4.0"
    ) { call, train, validation, test, seed in
      try Dataset.digits(train: train, validation: validation, test: test, seed: seed ?? call.cell.seed)
    }
    imageSet(
      "mnist", "Loads MNIST, 60,000 + 10,000 digits of 28×28 pixels, from the folder that ESPALIER_DATA names.",
      validation: "5,000", paper: "LeCun, Bottou, Bengio, Haffner 1998, doi:10.1109/5.726791", set: .mnist)
    imageSet(
      "fashionMNIST",
      "Loads Fashion-MNIST, 60,000 + 10,000 images of clothing, from the folder that ESPALIER_DATA names.",
      validation: "5,000", paper: "Xiao, Rasul, Vollgraf 2017, arXiv:1708.07747", set: .fashion)
    imageSet(
      "cifar10",
      "Loads CIFAR-10, 50,000 + 10,000 colour photographs of 32×32 pixels, from the folder that ESPALIER_DATA names.",
      validation: "a tenth", paper: "Krizhevsky 2009, Learning multiple layers of features from tiny images",
      set: .cifar10)
    Command(
      "miraBest",
      "Loads MiraBest, 704 + 88 radio galaxies of 150×150 pixels and two classes, from the folder that ESPALIER_DATA names.",
      .labelled("train", Int?.self, "how many to train on; all that are left unless given", unit: "images"),
      .labelled(
        "validation", Int?.self, "how many of the training images to hold out; a tenth unless given", unit: "images"),
      .labelled("test", Int?.self, "how many to test on; all unless given", unit: "images"),
      .labelled("seed", Int?.self, "picks the images at random; in file order unless given"),
      example: "miraBest(validation: 104)", paper: "Porter and Scaife 2023, doi:10.1093/rasti/rzad017"
    ) { call, train, validation, test, seed -> Dataset in
      let cell = try call.cell
      let (folder, checkpoint) = (cell.environment.data, cell.checkpoint)
      return try call.computing {
        try PublishedSet.miraBest.load(
          from: folder, train: train, validation: validation, test: test, seed: seed, checkpoint: checkpoint)
      }
    }
    Command(
      "dataset", "Reads a data set of your own from a file: npz, npy, csv, IDX, CIFAR binary or safetensors.",
      .positional("path", String.self, "the file; .gz where customary", isPath: true),
      .labelled(
        "labels", String.self,
        "the name of the labels in the file, 'y' for 'y_train' and 'y_test' too, or a file that holds them"),
      .labelled("inputs", String?.self, "the name of the inputs; whatever else has as many rows unless given"),
      .labelled("test", Double?.self, "the fraction of rows to test on; 0.2 or the file's own part unless given"),
      .labelled("validation", Double.self, default: 0.1, "the fraction of the other rows to hold out while training"),
      .labelled("seed", Int?.self, "picks the split; the session's seed unless given"),
      example: """
        save(["x": digits().train.inputs, "y": tensor(digits().train.labels)], "digits.npz")
        dataset("digits.npz", labels: "y", test: 0.2)
        """
    ) { call, path, labels, inputs, test, validation, seed -> Dataset in
      let cell = try call.cell
      let (checkpoint, seed) = (cell.checkpoint, seed ?? cell.seed)
      return try call.computing {
        try Dataset.file(
          path, labels: labels, inputs: inputs, test: test, validation: validation, seed: seed, checkpoint: checkpoint)
      }
    }
    Command(
      "dataset", "Makes a data set of rows that a cell has computed.",
      .labelled("inputs", Tensor.self, "one a row; images as [count, channels, height, width]"),
      .labelled("labels", [Int].self, "one a row, from 0"),
      .labelled("test", Double.self, default: 0.2, "the fraction of rows to test on"),
      .labelled("validation", Double.self, default: 0.1, "the fraction of the other rows to hold out while training"),
      .labelled("seed", Int?.self, "picks the split; the session's seed unless given"),
      example: "dataset(inputs: tensor([[0, 0], [0, 1], [1, 0], [1, 1]]), labels: [0, 1, 1, 0], test: 0, validation: 0)"
    ) { call, inputs, labels, test, validation, seed -> Dataset in
      let seed = try seed ?? call.cell.seed
      return try call.working(operations: Double(inputs.count)) { checkpoint in
        try Dataset.rows(
          inputs, labels: labels, test: test, validation: validation, seed: seed, checkpoint: checkpoint)
      }
    }
    TypeDeclaration(Dataset.self, "Labelled data in three parts.") {
      Property("name", "The name of the set.") { $0.name }
      Property("train", "The part to train on.") { $0.train }
      Property("validation", "The part to choose by.") { $0.validation }
      Property("test", "The part to report on.") { $0.test }
      Property("classes", "The number of classes.") { $0.classes }
      Property("provenance", "Where the data come from and what was done to them.") { $0.provenance }
      Property("standardization", "What `standardized` did to the inputs; nil before.") { $0.standardization }
      Method(
        "standardized",
        "The set with each channel of images, or each number of other rows, at mean 0 and deviation 1 over the train part.",
        formula: "(x - mean) / deviation", example: "digits().standardized()"
      ) { call, data in try call.computing { try data.standardized() } }
      Method(
        "standardized", "The set with given numbers taken away and divided by.",
        .labelled("mean", [Double].self, "one a channel, one a feature, or one for all"),
        .labelled("deviation", [Double].self, "as many, all positive"),
        formula: "(x - mean) / deviation", example: "digits().standardized(mean: [0.5], deviation: [0.25])"
      ) { call, data, mean, deviation in try call.computing { try data.standardized(mean: mean, deviation: deviation) }
      }
      Method(
        "withLabelNoise", "The set with wrong labels in its training part; the provenance says how many are wrong.",
        .positional(
          "noise", LabelNoise.self,
          ".symmetric(0.2), .random(0.2), .pairFlip(0.2) or .asymmetric(0.2, from: [1], to: [7])"),
        .labelled("seed", Int?.self, "draws the labels; the session's seed unless given"),
        example: "digits().withLabelNoise(.symmetric(0.2)).provenance"
      ) { call, data, noise, seed in try data.withLabelNoise(noise, seed: seed ?? call.cell.seed) }
      Method(
        "keeping", "The rows of some classes, which keep their numbers, so that the same networks fit.",
        .labelled("classes", [Int].self, "which ones"),
        example: "digits().keeping(classes: [0, 1, 2, 3, 4]).train.count"
      ) { call, data, classes in try call.computing { try data.keeping(classes: classes) } }
    }
    TypeDeclaration(Standardization.self, "A shift and a scale for each channel or each feature.") {
      Property("mean", "What is taken away.") { $0.mean }
      Property("deviation", "What is divided by.") { $0.deviation }
      Method(
        "applied", "Samples from elsewhere, standardised by the same numbers.",
        .labelled("to", Samples.self, "images or rows of the same kind"),
        example: "digits().standardized().standardization!.applied(to: digits().test)"
      ) { call, standardization, samples in try call.computing { try standardization.applied(to: samples) } }
    }
    TypeDeclaration(Samples.self, "Inputs with their labels.") {
      Property("inputs", "The inputs, [count, features].") { $0.inputs }
      Property("labels", "The label of each input, from 0.") { $0.labels }
      Property("count", "The number of samples.") { $0.count }
      Property("classes", "The number of classes.") { $0.classes }
      Property("classCounts", "The number of samples of each class.") { $0.classCounts }
      Method(
        "ofClass", "The samples of one class.", .positional("label", Int.self, "from 0"),
        example: "digits().test.ofClass(3)"
      ) { _, samples, label in try samples.ofClass(label) }
      Method(
        "rowsLabelledUnlike",
        "The rows whose label differs from that of the same row elsewhere: what noise made wrong.",
        .positional("other", Samples.self, "as many samples"),
        example: "digits().withLabelNoise(.random(0.2)).train.rowsLabelledUnlike(digits().train).count"
      ) { _, samples, other in try samples.rowsLabelledUnlike(other) }
      Subscript("One sample, shown as an image where it is one.", .positional("index", Int.self, "from 0")) {
        _, samples, index in try Sample(of: samples, at: index)
      }
      Subscript("Consecutive samples.", .positional("rows", Range<Int>.self, "from … up to, but not with")) {
        _, samples, rows in try samples[rows]
      }
    }
    TypeDeclaration(LabelNoise.self, "Labels made wrong on purpose.") {
      StaticMethod(
        "random", "A fraction of the labels is drawn anew, over all classes, the right one too: fewer are wrong.",
        .positional("fraction", Double.self, "of the labels, rounded up, from 0 to 1"), formula: "wrong ≈ e (1 - 1/C)",
        example: "digits().withLabelNoise(.random(0.2)).provenance", paper: "Zhang et al. 2017, arXiv:1611.03530"
      ) { _, fraction in LabelNoise.random(fraction) }
      StaticMethod(
        "symmetric", "Each label becomes one of the other classes with a probability.",
        .positional("probability", Double.self, "from 0 to 1"), formula: "wrong ≈ e",
        example: "digits().withLabelNoise(.symmetric(0.2)).provenance", paper: "Patrini et al. 2017, arXiv:1609.03683"
      ) { _, probability in LabelNoise.symmetric(probability) }
      StaticMethod(
        "pairFlip", "Each label becomes the next class, the last one the first, with a probability.",
        .positional("probability", Double.self, "from 0 to 1"), formula: "wrong ≈ e",
        example: "digits().withLabelNoise(.pairFlip(0.2)).provenance", paper: "Han et al. 2018, arXiv:1804.06872"
      ) { _, probability in LabelNoise.pairFlip(probability) }
      StaticMethod(
        "asymmetric", "Labels of some classes become each a certain other one with a probability.",
        .positional("probability", Double.self, "from 0 to 1"),
        .labelled("from", [Int].self, "the classes that are mistaken, each once"),
        .labelled("to", [Int].self, "what each is mistaken for, in the same order"),
        formula: "wrong ≈ e · share of those classes",
        example: "digits().withLabelNoise(.asymmetric(0.2, from: [1, 7], to: [7, 1])).provenance",
        paper: "Patrini et al. 2017, arXiv:1609.03683"
      ) { _, probability, sources, targets in LabelNoise.asymmetric(probability, from: sources, to: targets) }
    }
    TypeDeclaration(Sample.self, "One input with its label.") {
      Property("input", "The numbers, [features].") { try $0.input }
      Property("label", "The class, from 0.") { $0.label }
      Property("index", "The place among the samples it was taken from.") { $0.index }
    }
  }
}

/// A command that loads a published set of images, fetching it where that is asked for.
private func imageSet(
  _ name: String, _ summary: String, validation standard: String, paper: String, set: PublishedSet
) -> Command {
  Command(
    name, summary,
    .labelled("train", Int?.self, "how many to train on; all that are left unless given", unit: "images"),
    .labelled(
      "validation", Int?.self, "how many of the training images to hold out; \(standard) unless given", unit: "images"),
    .labelled("test", Int?.self, "how many to test on; all unless given", unit: "images"),
    .labelled("seed", Int?.self, "picks the images at random; in file order unless given"),
    .labelled("download", Bool.self, default: false, "whether to fetch the set where it is not there"),
    example: "\(name)(train: 2000)", paper: paper
  ) { call, train, validation, test, seed, download -> Dataset in
    let cell = try call.cell
    let folder = cell.environment.data
    // Only what is fetched takes long enough to show how far it has come.
    return try call.working(operations: download ? .infinity : 0) {
      try set.load(
        from: folder, train: train, validation: validation, test: test, seed: seed, download: download, checkpoint: $0)
    }
  }
}
