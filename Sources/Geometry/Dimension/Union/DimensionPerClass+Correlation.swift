public import Tensors

extension DimensionPerClass {
  /// The correlation of a class's dimension with another number of it, such as a network's error on that class.
  ///
  /// Classes without a dimension are left out. Of ten classes a Spearman correlation of 0.4 has p = 0.25: look at the
  /// p-value, and at several networks, before believing it.
  /// - Parameters:
  ///   - numbers: one for each of ``classes``, in their order.
  /// - Throws: `ComparisonError` for another count of numbers, fewer than 3 classes, or numbers that are not finite or
  ///   all equal; `Interrupted`.
  public func correlation(
    with numbers: [Double], by kind: Correlation.Kind = .spearman, permutations: Int = 99_999, seed: Int = 0,
    checkpoint: Checkpoint = .none
  ) throws -> Correlation {
    try correlation(withEach: [numbers], by: kind, permutations: permutations, seed: seed, checkpoint: checkpoint)
  }

  /// The mean correlation with several lists, one a network, tested by permuting the classes of all alike.
  /// - Throws: as for one list.
  public func correlation(
    withEach lists: [[Double]], by kind: Correlation.Kind = .spearman, permutations: Int = 99_999, seed: Int = 0,
    checkpoint: Checkpoint = .none
  ) throws -> Correlation {
    for list in lists where list.count != classes.count {
      throw ComparisonError.pairs(found: list.count, expected: classes.count)
    }
    let known = classes.indices.filter { classes[$0].value.isFinite }
    return try Geometry.correlation(
      known.map { classes[$0].value }, lists: lists.map { list in known.map { list[$0] } }, by: kind,
      permutations: permutations, seed: seed, checkpoint: checkpoint)
  }
}
