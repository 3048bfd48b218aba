import Tensors

extension DatasetError: CustomStringConvertible {
  /// What was expected, what was found, and what to do.
  public var description: String {
    switch self {
    case .inputs(let shape):
      "samples need inputs of shape [count, features], found \(shape); reshape them first"
    case .classCount(let found): "samples need at least one class, found \(found)"
    case .labelCount(let expected, let found):
      "samples need one label a row: expected \(expected) labels, found \(found)"
    case .label(let source, let row, let found, let classes):
      (source.map { "'\($0)': " } ?? "")
        + "label \(found) of row \(row) is outside the classes: expected 0 to \(classes - 1)"
    case .imageShape(let image, let features):
      "an image of \(image) holds \(image.count) numbers, the rows hold \(features)"
    case .row(let index, let count):
      count == 0
        ? "there is no row \(index): the samples are empty"
        : "there is no row \(index): expected 0 to \(count - 1)"
    case .class(let label, let classes):
      "there is no class \(label): expected 0 to \(classes - 1)"
    case .parts(let part, let sizes):
      "the \(part) part does not go with the training part: expected \(sizes.expectedFeatures) features and "
        + "\(sizes.expectedClasses) classes, found \(sizes.foundFeatures) and \(sizes.foundClasses)"
    case .labelNoise(let expected, let found): "label noise: expected \(expected), found \(found)"
    case .partCount(let part, let requested, let available):
      "cannot take \(requested) samples as \(part): expected 0 to \(available)"
    case .missing(let set, let files, let tried, let variable):
      "the data set \(set) was not found; looked for " + files.joined(separator: ", ") + " (plain or .gz) in "
        + (tried.isEmpty ? "no folder, since \(variable) is not set" : tried.joined(separator: ", "))
        + "; put the files there, or set \(variable) to the folder of your data sets"
    case .counts(let images, let imageCount, let labels, let labelCount):
      "'\(images)' holds \(imageCount) images but '\(labels)' holds \(labelCount) labels; fetch both again"
    }
  }
}
