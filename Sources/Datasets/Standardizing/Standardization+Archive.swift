public import Archives
import Tensors

extension TensorArchive {
  private static let meanName = "standardization.mean", deviationName = "standardization.deviation"
  /// What a standardisation is called beside other arrays.
  package static let standardizationNames = [meanName, deviationName]

  /// Keeps a standardisation beside the weights of the network that learned with it.
  public mutating func set(_ standardization: Standardization) {
    set(Tensor([standardization.mean.count], standardization.mean), for: Self.meanName)
    set(Tensor([standardization.deviation.count], standardization.deviation), for: Self.deviationName)
  }

  /// The standardisation that the archive keeps; nil where it keeps none.
  /// - Throws: `DatasetError` for one that is none, `ArchiveError` where only half of it is there.
  public var standardization: Standardization? {
    get throws {
      guard contains(Self.meanName) else { return nil }
      return try Standardization(mean: self[Self.meanName].doubles, deviation: self[Self.deviationName].doubles)
    }
  }
}
