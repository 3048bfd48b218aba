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
      paper: "LeCun, Bottou, Bengio, Haffner 1998, doi:10.1109/5.726791"
    ) { try Dataset.mnist(in: $0, train: $1, validation: $2, test: $3, seed: $4, checkpoint: $5) }
    imageSet(
      "fashionMNIST",
      "Loads Fashion-MNIST, 60,000 + 10,000 images of clothing, from the folder that ESPALIER_DATA names.",
      paper: "Xiao, Rasul, Vollgraf 2017, arXiv:1708.07747"
    ) { try Dataset.fashionMNIST(in: $0, train: $1, validation: $2, test: $3, seed: $4, checkpoint: $5) }
    TypeDeclaration(Dataset.self, "Labelled data in three parts.") {
      Property("name", "The name of the set.") { $0.name }
      Property("train", "The part to train on.") { $0.train }
      Property("validation", "The part to choose by.") { $0.validation }
      Property("test", "The part to report on.") { $0.test }
      Property("classes", "The number of classes.") { $0.classes }
      Property("provenance", "Where the data come from and what was done to them.") { $0.provenance }
      Method(
        "withLabelNoise", "The set with wrong labels in its training part; the provenance says how many are wrong.",
        .positional("noise", LabelNoise.self, ".symmetric(0.2) or .random(0.2)"),
        .labelled("seed", Int?.self, "draws the labels; the session's seed unless given"),
        example: "digits().withLabelNoise(.symmetric(0.2)).provenance"
      ) { call, data, noise, seed in try data.withLabelNoise(noise, seed: seed ?? call.cell.seed) }
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
    }
    TypeDeclaration(Sample.self, "One input with its label.") {
      Property("input", "The numbers, [features].") { try $0.input }
      Property("label", "The class, from 0.") { $0.label }
      Property("index", "The place among the samples it was taken from.") { $0.index }
    }
  }
}

/// A command that loads a set of image files.
private func imageSet(
  _ name: String, _ summary: String, paper: String,
  load: @escaping @Sendable (DataFolder, Int?, Int, Int?, Int?, Checkpoint) throws -> Dataset
) -> Command {
  Command(
    name, summary,
    .labelled("train", Int?.self, "how many to train on; all that are left unless given", unit: "images"),
    .labelled("validation", Int.self, default: 5_000, "how many of the training images to hold out", unit: "images"),
    .labelled("test", Int?.self, "how many to test on; all unless given", unit: "images"),
    .labelled("seed", Int?.self, "picks the images at random; in file order unless given"),
    example: "\(name)(train: 10000)", paper: paper
  ) { call, train, validation, test, seed -> Dataset in
    let cell = try call.cell
    let folder = DataFolder(path: cell.environment.dataFolder)
    let checkpoint = cell.checkpoint
    return try call.computing { try load(folder, train, validation, test, seed, checkpoint) }
  }
}
