import Glibc

/// What a path typed so far may go on with.
public enum PathCompletion {
  /// No more names of a folder are looked at, and no more are offered.
  private static let mostRead = 10_000, mostOffered = 200

  /// The names in the folder of a path that begin as its last part does, in alphabetical order; folders end in a slash.
  ///
  /// A path is relative to the folder of this process; `~` is the home folder. Hidden names are there when their dot is
  /// typed. A name that a string literal cannot hold as it is comes escaped.
  public static func names(after path: String) -> [String] {
    // What is escaped in the cell is a different name on the disk.
    guard !path.utf8.contains(UInt8(ascii: "\\")) else { return [] }
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let part = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
    if slash == nil, path == "~" { return ["~/"] }
    let folder = folder(slash.map { String(path[...$0]) } ?? "./")
    guard let folder, let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    var read = 0
    while read < mostRead, let entry = readdir(handle) {
      read += 1
      guard let name = name(of: entry), name != ".", name != "..", name.hasPrefix(part),
        name.first != "." || part.first == ".",
        !name.unicodeScalars.contains(where: { $0.value < 32 || $0 == "\u{FFFD}" })
      else { continue }
      let isFolder =
        switch Int(entry.pointee.d_type) {
        case Int(DT_DIR): true
        case Int(DT_LNK), Int(DT_UNKNOWN): isFolder(folder + name)
        default: false
        }
      names.append(escaped(name) + (isFolder ? "/" : ""))
    }
    return Array(names.sorted().prefix(mostOffered))
  }

  private static func folder(_ path: String) -> String? {
    guard path.hasPrefix("~") else { return path }
    guard path.hasPrefix("~/"), let home = getenv("HOME") else { return nil }
    return String(cString: home) + path.dropFirst()
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String? {
    withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
        String(cString: $0)
      }
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func escaped(_ name: String) -> String {
    name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
