import Datasets
import FoundationEssentials

extension Doctor {
  /// The data folder and the sets in it, each read from beginning to end.
  func data() -> [Finding] {
    let folder = DataFolder.fromEnvironment
    let variable = DataFolder.variable
    guard let path = folder.path else {
      return [
        Finding(
          .note, "data", "\(variable) is not set: 'digits' is compiled in, other sets are not found",
          mend: "set it to the folder that holds mnist/, fashion/, …; for the kernel: "
            + "\(install) --env \(variable)=PATH")
      ]
    }
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
      return [
        Finding(.warning, "data", "\(variable) names '\(path)', which is no folder", mend: "correct \(variable)")
      ]
    }
    return [
      Finding(.ok, "data", "\(variable) is \(path)"),
      found("MNIST") { try .mnist(in: folder, train: 0, validation: 0, test: 0) },
      found("Fashion-MNIST") { try .fashionMNIST(in: folder, train: 0, validation: 0, test: 0) },
      found("CIFAR-10") { try .cifar10(in: folder, train: 0, validation: 0, test: 0) },
      found("MiraBest") { try .miraBest(in: folder, train: 0, validation: 0, test: 0) },
    ]
  }

  private func found(_ set: String, _ load: () throws -> Dataset) -> Finding {
    do {
      let provenance = try load().provenance
      // A part of a set says so in its provenance.
      let part = provenance.split(separator: "; ").first { $0.hasPrefix("only ") }
      return Finding(.ok, "data", "\(set): \(part ?? "complete")")
    } catch let error as DatasetError {
      if case .missing = error { return Finding(.note, "data", "\(set): not there") }
      return Finding(.warning, "data", "\(set): \(error)")
    } catch {
      return Finding(.warning, "data", "\(set): \(error)")
    }
  }
}
