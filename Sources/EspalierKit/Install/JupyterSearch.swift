import FoundationEssentials

/// Where Jupyter looks for kernels, by the rules of `jupyter_core`.
struct JupyterSearch {
  /// The rules applied to this process's environment.
  static var current: JupyterSearch {
    JupyterSearch(
      environment: ProcessInfo.processInfo.environment, home: FileManager.default.homeDirectoryForCurrentUser.path)
  }

  private let environment: [String: String]
  private let home: String

  /// The rules applied to an environment; `home` stands in where it names none.
  init(environment: [String: String], home: String) {
    self.environment = environment
    self.home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home
  }

  /// The user's data folder: `$JUPYTER_DATA_DIR`, else `jupyter` in `$XDG_DATA_HOME` or `~/.local/share`.
  var userData: String {
    if let folder = value("JUPYTER_DATA_DIR") { return folder }
    return (value("XDG_DATA_HOME") ?? home + "/.local/share") + "/jupyter"
  }

  /// Where connection files are: `$JUPYTER_RUNTIME_DIR`, else `runtime` in the user's data folder.
  var runtimeFolder: String { value("JUPYTER_RUNTIME_DIR") ?? userData + "/runtime" }

  /// Where the user's own commands are: `~/.local/bin`.
  var userCommands: String { home + "/.local/bin" }

  /// The root of the active virtual or conda environment.
  ///
  /// - Throws: ``InstallationError/noEnvironment`` where none is active.
  func environmentPrefix() throws(InstallationError) -> String {
    guard let prefix = activePrefix else { throw .noEnvironment }
    return prefix
  }

  /// The data folders in the order in which they are searched, each once.
  var dataFolders: [String] {
    var folders = value("JUPYTER_PATH")?.split(separator: ":").map(String.init) ?? []
    // Inside an environment Jupyter prefers the environment's kernels to the user's.
    if let prefix = activePrefix { folders.append(prefix + "/share/jupyter") }
    folders += [userData, "/usr/local/share/jupyter", "/usr/share/jupyter"]
    var seen: Set<String> = []
    return folders.filter { seen.insert($0).inserted }
  }

  /// The first executable file of a name on `$PATH`.
  func command(_ name: String) -> String? {
    (value("PATH") ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private var activePrefix: String? { value("VIRTUAL_ENV") ?? value("CONDA_PREFIX") }

  private func value(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// A place to install into.
enum JupyterLocation {
  /// The user's own folders.
  case user(JupyterSearch)
  /// An environment or any other root with `share` and `bin`.
  case prefix(String)

  /// The folders of the place: where kernels go and where commands go.
  var folders: (kernels: String, commands: String) {
    switch self {
    case .user(let search): (search.userData + "/kernels", search.userCommands)
    case .prefix(let root): (root + "/share/jupyter/kernels", root + "/bin")
    }
  }
}
