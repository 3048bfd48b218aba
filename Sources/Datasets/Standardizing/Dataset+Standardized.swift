extension Dataset {
  /// The set with each channel of images, or each number of other rows, brought to mean 0 and deviation 1 over the
  /// training part; validation and test parts get the same shift and scale.
  /// - Throws: `DatasetError.row` where there is nothing to train on.
  /// - Complexity: O(elements).
  public func standardized() throws(DatasetError) -> Dataset {
    try standardized(by: Standardization(fitting: train))
  }

  /// The set with given numbers taken away and divided by, one a channel, one a feature, or one for all.
  /// - Throws: `DatasetError.channels`, `.deviation` for numbers that do not fit.
  /// - Complexity: O(elements).
  public func standardized(mean: [Double], deviation: [Double]) throws(DatasetError) -> Dataset {
    try standardized(by: Standardization(mean: mean, deviation: deviation))
  }

  /// The set standardised; ``standardization`` is what was done to it in all.
  /// - Throws: `DatasetError.channels` for numbers that do not fit.
  /// - Complexity: O(elements).
  public func standardized(by next: Standardization) throws(DatasetError) -> Dataset {
    try Dataset(
      name: name, train: next.applied(to: train), validation: next.applied(to: validation),
      test: next.applied(to: test),
      provenance: provenance + "; standardised by \(next.mean.count) means and deviations",
      standardization: standardization?.followed(by: next) ?? next)
  }
}
