import Archives
import Glibc

/// The folder that holds the user's data sets, one folder a set.
public struct DataFolder: Hashable, Sendable {
  /// The environment variable that names the folder.
  public static let variable = "ESPALIER_DATA"

  /// Its path, or nil where none is known.
  public let path: String?
  /// Folders that are looked in after it: where sets are fetched to, and where other programs keep theirs.
  public let others: [String]

  /// The folder at a path.
  public init(path: String?, others: [String] = []) {
    self.path = path
    self.others = others
  }

  /// The folder that `ESPALIER_DATA` names, if it is set and not empty; then `~/.cache/espalier/data`, and
  /// `~/.keras/datasets`.
  public static var fromEnvironment: DataFolder {
    func value(_ variable: String) -> String? {
      getenv(variable).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    let others = value("HOME").map { [$0 + "/.cache/espalier/data", $0 + "/.keras/datasets"] } ?? []
    return DataFolder(path: value(variable), others: others)
  }

  /// Where sets are fetched to: the folder, or the first of the others where there is none.
  var target: String? { path ?? others.first }

  /// The folders that may hold a set, in the order in which they are tried.
  func candidates(_ layouts: [String]) -> [String] {
    var seen: Set<String> = []
    let roots = (path.map { [$0] } ?? []) + others
    return roots.flatMap { root in layouts.map { $0.isEmpty ? root : root + "/" + $0 } }
      .filter { seen.insert($0).inserted }
  }

  /// The paths of all files of a set, from the first layout that has every one of them, plain or `.gz`.
  func find(_ files: [String], in layouts: [String]) -> [String]? {
    for folder in candidates(layouts) {
      let found = files.compactMap { file in
        [file, file + ".gz"].map { folder + "/" + $0 }.first(where: FileBytes.exists)
      }
      if found.count == files.count { return found }
    }
    return nil
  }
}
