import Archives
import Datasets

/// Which arrays of an archive belong to which parameter of a network.
struct ArchiveNames {
  /// What a mask's name ends in after the parameter's.
  static let mask = ".mask"

  /// The number of batches that a running statistic has seen, which PyTorch writes behind it.
  static func counter(beside parameter: Parameter) -> String? {
    guard parameter.kind == .runningVariance else { return nil }
    return String(parameter.name.dropLast("running_var".count)) + "num_batches_tracked"
  }

  private let archive: TensorArchive
  private let network: Network
  /// What stands in front of every name of the archive and of none of the network's.
  private let prefix: String

  init(of archive: TensorArchive, for network: Network) {
    self.archive = archive
    self.network = network
    let wrapper = "module."
    let isWrapped = archive.count > 0 && archive.names.allSatisfy { $0.hasPrefix(wrapper) }
    prefix = isWrapped && !network.parameters.contains { $0.name.hasPrefix(wrapper) } ? wrapper : ""
  }

  /// - Throws: `NetworkError.parameterNames` with what is missing and what belongs to no parameter.
  /// - Complexity: O(names).
  func demandMatch() throws(NetworkError) {
    var known = Set(TensorArchive.standardizationNames)
    var missing: [String] = []
    for parameter in network.parameters {
      let found = valueNames(parameter).filter(isThere)
      if found.isEmpty { missing.append(parameter.name) }
      known.formUnion(found.prefix(1))
      known.formUnion(maskNames(parameter).filter(isThere).prefix(1))
      if let counter = ArchiveNames.counter(beside: parameter) { known.insert(prefix + counter) }
    }
    let surplus = archive.names.filter { !known.contains($0) }
    guard missing.isEmpty, surplus.isEmpty else { throw .parameterNames(missing: missing, surplus: surplus) }
  }

  /// The numbers of a parameter.
  /// - Throws: `ArchiveError.foreignArray` for an array that is not read.
  func array(of parameter: Parameter) throws(ArchiveError) -> StoredArray {
    try archive.array(valueNames(parameter).first(where: isThere) ?? parameter.name)
  }

  /// The marks of a parameter; nil where everything is present.
  /// - Throws: `ArchiveError.foreignArray` for an array that is not read.
  func maskArray(of parameter: Parameter) throws(ArchiveError) -> StoredArray? {
    guard let name = maskNames(parameter).first(where: isThere) else { return nil }
    return try archive.array(name)
  }

  private func valueNames(_ parameter: Parameter) -> [String] {
    [prefix + parameter.name, prefix + parameter.name + "_orig"]
  }

  private func maskNames(_ parameter: Parameter) -> [String] {
    [prefix + parameter.name + ArchiveNames.mask, prefix + parameter.name + "_mask"]
  }

  private func isThere(_ name: String) -> Bool { archive.contains(name) || archive.refused[name] != nil }
}
