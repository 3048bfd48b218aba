/// A data set in its three parts.
public struct Dataset: Hashable, Sendable {
  /// What the set is called.
  public let name: String
  /// What networks learn from.
  public let train: Samples
  /// What decisions during training look at, such as when to stop; disjoint from `train`.
  public let validation: Samples
  /// What results are reported on; never looked at during training.
  public let test: Samples
  /// How many classes there are.
  public let classes: Int
  /// Where the numbers come from, their licence, how they were scaled, and how the parts were chosen.
  public let provenance: String
  /// What was done to the numbers of all parts, which inputs from elsewhere need as well; nil for nothing.
  public let standardization: Standardization?

  /// Three parts of one set.
  /// - Throws: `DatasetError.parts` where the parts differ in width or classes.
  public init(
    name: String, train: Samples, validation: Samples, test: Samples, provenance: String,
    standardization: Standardization? = nil
  ) throws(DatasetError) {
    for (part, samples) in [("validation", validation), ("test", test)]
    where samples.features != train.features || samples.classes != train.classes {
      throw .parts(
        part: part, features: (train.features, samples.features), classes: (train.classes, samples.classes))
    }
    self.name = name
    self.train = train
    self.validation = validation
    self.test = test
    classes = train.classes
    self.provenance = provenance
    self.standardization = standardization
  }
}
