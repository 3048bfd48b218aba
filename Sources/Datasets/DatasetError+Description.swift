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
    case .missing(let set, let files, let tried, let folder, let isPublished):
      "the data set \(set) was not found; looked for " + files.joined(separator: ", ") + " (plain or .gz) in "
        + (tried.isEmpty ? "no folder" : tried.joined(separator: ", "))
        + (folder == nil ? ", since \(DataFolder.variable) is not set" : "")
        + "; put the files there, or set \(DataFolder.variable) to the folder of your data sets"
        + (isPublished ? ", or fetch them with 'download: true'" : "")
    case .pickled(let set, let path, let source):
      "'\(path)' holds \(set) as Python pickles, which are not read since they can run any program; fetch the binary "
        + "version with 'download: true', or from \(source)"
    case .noRows(let source, let shape):
      "'\(source)' holds no numbers: its shape is \(shape)"
    case .manyClasses(let source, let largest, let most):
      "'\(source)' holds the label \(largest): expected classes from 0 to at most \(most - 1); is it a label?"
    case .notFinite(let source, let row, let column):
      "'\(source)' holds a number that is not finite in row \(row), column \(column); leave such rows out"
    case .fraction(let part, let found, let most):
      "cannot take the fraction \(found) of the samples as \(part): expected 0 to \(most)"
    case .hasTest(let source):
      "'\(source)' has a test part of its own; leave 'test:' out"
    case .unclearInputs(let source, let arrays):
      "which arrays of '\(source)' are the inputs is not clear: found " + arrays.joined(separator: ", ")
        + "; name one with 'inputs:'"
    case .channels(let found, let channels, let features):
      "a standardisation of rows of \(features) numbers needs 1 mean and deviation"
        + (channels == features ? "" : ", \(channels) (one a channel)")
        + " or \(features) (one a number), found \(found)"
    case .deviation(let found):
      "the deviations of a standardisation are positive numbers, found \(found)"
    case .counts(let images, let imageCount, let labels, let labelCount):
      "'\(images)' holds \(imageCount) images but '\(labels)' holds \(labelCount) labels; fetch or make both again"
    }
  }
}
