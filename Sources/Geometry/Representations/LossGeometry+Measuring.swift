import Glibc
public import Tensors

extension LossGeometry {
  /// The three measures of features under a linear classifier, in double precision.
  ///
  /// - Parameters:
  ///   - features: [N, D].
  ///   - classVectors: [C, D], one class a row.
  ///   - biases: [C]; nil for none.
  ///   - labels: the class of each row.
  ///   - predictions: the classes that the network itself answered, in the precision that it works in. A margin that
  ///     the rounding of its logits could have turned takes the sign of its answer, and is counted; a difference
  ///     beyond rounding stays and shows in `signAgreement`. Nil: answers follow from the logits computed here, the
  ///     first of equals winning.
  ///   - checkpoint: where the work looks for an interrupt.
  /// - Throws: `RepresentationError` for shapes or labels that do not fit, numbers that are not finite, no samples;
  ///   `Interrupted`.
  /// - Complexity: O(N·C·D + C²·D).
  public init(
    features: Tensor, classVectors: Tensor, biases: Tensor? = nil, labels: [Int], predictions: [Int]? = nil,
    checkpoint: Checkpoint = .none
  ) throws {
    let head = try LinearHead(classVectors, biases: biases)
    let rows = try FeatureRows(features, labels: labels, head)
    if let predictions, predictions.count != rows.count {
      throw RepresentationError.labels(found: predictions.count, rows: rows.count)
    }
    let shard = 256
    let parts = try Parallel.map((rows.count + shard - 1) / shard, checkpoint: checkpoint) { index in
      let range = index * shard..<min((index + 1) * shard, rows.count)
      return head.measure(rows.features.doubles(rows: range), labels: labels[range], answers: predictions?[range])
    }
    let samples = parts.flatMap(\.self)
    self.init(
      angles: samples.map(\.angle), lengths: samples.map(\.length), margins: samples.map(\.margin),
      isCorrect: samples.map(\.isCorrect), labels: labels, classes: head.classes,
      zeroFeatures: samples.count { $0.length == 0 }, zeroVectors: head.norms.indices.filter { head.norms[$0] == 0 },
      equalVectors: head.equalPairs, ties: samples.count { $0.margin == 0 }, rounded: samples.count { $0.isRounded })
  }
}

/// Features with their labels, checked against a classifier.
struct FeatureRows {
  let features: Tensor
  var count: Int { features.shape[0] }

  init(_ features: Tensor, labels: [Int], _ head: LinearHead) throws(RepresentationError) {
    guard features.rank >= 2, features.rowWidth == head.width else {
      throw .shape(
        "features", expected: "[samples, \(head.width)], as wide as the class vectors", found: features.shape)
    }
    try FeatureRows.check(features, labels: labels, classes: head.classes)
    self.features = features
  }

  /// - Throws: `RepresentationError` for no rows, labels that do not fit, numbers that are not finite.
  static func check(_ features: Tensor, labels: [Int], classes: Int) throws(RepresentationError) {
    guard features.shape[0] > 0 else { throw .tooFew("samples", needed: 1, found: 0, measure: "a representation") }
    guard labels.count == features.shape[0] else { throw .labels(found: labels.count, rows: features.shape[0]) }
    if let row = labels.firstIndex(where: { $0 < 0 || $0 >= classes }) {
      throw .label(labels[row], row: row, classes: classes)
    }
    try finite(features, "features")
  }

  static func finite(_ values: Tensor, _ name: String) throws(RepresentationError) {
    guard let offset = values.firstOutOfRange else { return }
    let width = max(values.rank > 1 ? values.rowWidth : values.count, 1)
    throw .notFinite(name, row: offset / width, column: offset % width, value: values.element(offset))
  }
}
