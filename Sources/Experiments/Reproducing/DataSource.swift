public import Datasets
public import Tensors

/// A data set that a reproduction works on, with the counts that it takes.
public struct DataSource: Sendable {
  /// Which set, and how much of it: `MNIST, 8,000 training images`.
  public let name: String
  /// Reads it from a folder of data sets.
  public let load: @Sendable (DataFolder, Checkpoint) throws -> Dataset

  /// A source of one's own.
  public init(_ name: String, load: @escaping @Sendable (DataFolder, Checkpoint) throws -> Dataset) {
    self.name = name
    self.load = load
  }

  /// A published set, its images in the files' order; nil takes what the set has.
  public static func published(
    _ set: PublishedSet, train: Int? = nil, validation: Int? = nil, test: Int? = nil
  ) -> DataSource {
    let counts = [(train, "training"), (validation, "validation"), (test, "test")].compactMap { count, part in
      count.map { "\($0) \(part)" }
    }
    return DataSource(set.name + (counts.isEmpty ? "" : ", " + counts.joined(separator: ", ") + " images")) {
      folder, checkpoint in
      try set.load(from: folder, train: train, validation: validation, test: test, checkpoint: checkpoint)
    }
  }
}
