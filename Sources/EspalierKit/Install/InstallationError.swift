/// Why the kernel could not be installed or removed.
enum InstallationError: Error, CustomStringConvertible {
  /// `--sys-prefix` without an active environment.
  case noEnvironment
  /// The folder holds a kernel that this program has not installed.
  case foreign(name: String, folder: String)
  /// There is nothing to remove.
  case absent(name: String, folder: String)
  /// The system refused.
  case file(FileError)

  var description: String {
    switch self {
    case .noEnvironment:
      """
      --sys-prefix: expected an active environment, found neither VIRTUAL_ENV nor CONDA_PREFIX; \
      activate one, or give --prefix PATH or --user
      """
    case .foreign(let name, let folder):
      """
      '\(folder)' holds another program's kernel and was left as it is; \
      give a name other than '\(name)' with --name, or remove the folder yourself
      """
    case .absent(let name, let folder):
      """
      no kernel '\(name)' in '\(folder)'; \
      give the place it was installed in with --user, --sys-prefix or --prefix, and its --name
      """
    case .file(let error):
      error.description
    }
  }
}
