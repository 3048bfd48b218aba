extension Samples {
  /// The same inputs with noisy labels.
  /// - Throws: `DatasetError.labelNoise` for a level outside [0, 1], symmetric or pair-flip noise on a single
  ///   class, or asymmetric noise between classes that do not exist.
  /// - Complexity: O(count).
  public func withLabelNoise(_ noise: LabelNoise, seed: Int = 0) throws(DatasetError) -> Samples {
    guard noise.level >= 0, noise.level <= 1 else {
      throw .labelNoise(expected: "a fraction from 0 to 1", found: "\(noise)")
    }
    switch noise {
    case .symmetric where classes < 2, .pairFlip where classes < 2:
      throw .labelNoise(expected: "at least 2 classes for noise of this kind", found: "\(classes)")
    case .asymmetric(_, let sources, let targets):
      guard sources.count == targets.count, Set(sources).count == sources.count else {
        throw .labelNoise(expected: "one class to turn into for each class, each named once", found: "\(noise)")
      }
      for label in sources + targets where label < 0 || label >= classes {
        throw .labelNoise(expected: "classes from 0 to \(classes - 1)", found: "\(noise)")
      }
    default: break
    }
    return Samples(
      trusted: inputs, noise.applied(to: labels, classes: classes, seed: seed), classes: classes,
      imageShape: imageShape)
  }

  /// The rows whose label differs from that of the same row elsewhere: those that noise made wrong.
  /// - Throws: `DatasetError.labelCount` unless both have the same number of rows.
  /// - Complexity: O(count).
  public func rowsLabelledUnlike(_ other: Samples) throws(DatasetError) -> [Int] {
    guard count == other.count else { throw .labelCount(expected: count, found: other.count) }
    return labels.indices.filter { labels[$0] != other.labels[$0] }
  }
}

extension Dataset {
  /// The same data set with noise on the labels of the training part alone; the provenance says how many are wrong.
  /// - Throws: `DatasetError.labelNoise` as for `Samples`.
  /// - Complexity: O(training samples).
  public func withLabelNoise(_ noise: LabelNoise, seed: Int = 0) throws(DatasetError) -> Dataset {
    let noisy = try train.withLabelNoise(noise, seed: seed)
    let wrong = try noisy.rowsLabelledUnlike(train).count
    return try Dataset(
      name: name, train: noisy, validation: validation, test: test,
      provenance: "\(provenance); label noise \(noise), seed \(seed): \(wrong) of \(noisy.count) training labels wrong")
  }
}
