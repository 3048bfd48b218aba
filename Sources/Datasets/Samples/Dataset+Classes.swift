extension Samples {
  /// The rows of some classes, in order; the classes keep their numbers.
  /// - Throws: `DatasetError.class` for one that is not there.
  /// - Complexity: O(elements kept).
  public func keeping(classes chosen: [Int]) throws(DatasetError) -> Samples {
    for label in chosen where label < 0 || label >= classes { throw .class(label, classes: classes) }
    let wanted = Set(chosen)
    return picked(labels.indices.filter { wanted.contains(labels[$0]) })
  }
}

extension Dataset {
  /// The rows of some classes of every part, in order; the classes keep their numbers, so the same networks fit.
  /// - Throws: `DatasetError.class` for one that is not there.
  /// - Complexity: O(elements kept).
  public func keeping(classes chosen: [Int]) throws(DatasetError) -> Dataset {
    try Dataset(
      name: name, train: train.keeping(classes: chosen), validation: validation.keeping(classes: chosen),
      test: test.keeping(classes: chosen), provenance: "\(provenance); classes \(chosen.sorted()) alone",
      standardization: standardization)
  }
}
