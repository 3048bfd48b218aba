import Tensors

/// How many rows each part of a published set is to have, and what draws them.
struct PartLimits {
  /// Rows to train on; all that validation leaves unless given.
  var train: Int?
  /// Rows of the training part to validate on.
  var validation: Int
  /// Rows to test on; all unless given.
  var test: Int?
  /// Draws the parts at random (stream `split`); nil takes them in the files' order.
  var seed: Int?

  /// The parts of a set whose authors tell training from test.
  /// - Throws: `DatasetError.partCount` for more rows than there are; `Interrupted`.
  func dataset(
    _ name: String, training: LabelledRows, testing: LabelledRows, provenance: String, checkpoint: Checkpoint
  ) throws -> Dataset {
    guard validation >= 0, validation <= training.count else {
      throw DatasetError.partCount(part: "validation", requested: validation, available: training.count)
    }
    let rest = training.count - validation
    let rows = training.order(seed: seed, index: 0)
    let trainRows = try PartLimits.take(train, of: rows[..<rest], part: "train")
    let testRows = try PartLimits.take(test, of: testing.order(seed: seed, index: 1)[...], part: "test")
    return try Dataset(
      name: name, train: training.samples(trainRows, checkpoint: checkpoint),
      validation: training.samples(rows[rest...].sorted(), checkpoint: checkpoint),
      test: testing.samples(testRows, checkpoint: checkpoint),
      provenance: provenance + (training.isScaled ? "; pixels / 255; " : "; ")
        + (seed.map { "random parts, seed \($0)" }
          ?? (validation == 0 ? "no validation" : "validation: the last \(validation) training images")))
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
