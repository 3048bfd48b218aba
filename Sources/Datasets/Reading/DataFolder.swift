import Archives
import Glibc

/// The folder that holds the user's data sets, one folder a set.
public struct DataFolder: Hashable, Sendable {
  /// The environment variable that names the folder.
  public static let variable = "ESPALIER_DATA"

  /// Its path, or nil where none is known.
  public let path: String?

  /// The folder at a path.
  public init(path: String?) { self.path = path }

  /// The folder that `ESPALIER_DATA` names, if it is set and not empty.
  public static var fromEnvironment: DataFolder {
    let value = getenv(variable).map { String(cString: $0) } ?? ""
    return DataFolder(path: value.isEmpty ? nil : value)
  }

  /// The paths of all files of a set, from the first layout that has every one of them, plain or `.gz`.
  /// - Throws: `DatasetError.missing` with every folder tried.
  func locate(_ files: [String], of set: String, layouts: [String]) throws(DatasetError) -> [String] {
    let folders = path.map { root in layouts.map { $0.isEmpty ? root : root + "/" + $0 } } ?? []
    for folder in folders {
      let found = files.compactMap { file in
        [file, file + ".gz"].map { folder + "/" + $0 }.first(where: FileBytes.exists)
      }
      if found.count == files.count { return found }
    }
    throw .missing(set: set, files: files, tried: folders, variable: DataFolder.variable)
  }
}
