import ArgumentParser
import Workbench

/// `install`: makes the kernel known to Jupyter.
struct InstallCommand<Application: KernelApplication>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "install",
      abstract: "Make the kernel known to Jupyter.",
      discussion: """
        Copies this program, its logos and a kernel.json into a folder that
        Jupyter searches, and links the program in the bin folder that belongs to
        it. Installing again replaces what is there; nothing else is touched, and
        the build folder may be deleted afterwards. No Python is needed.

        A notebook server may not inherit your shell's variables. To give the
        kernel one for good:

          \(Application.commandName) install --env ESPALIER_DATA=/path/to/data
        """)
  }

  @OptionGroup var place: InstallPlaceOptions

  @Option(help: "The name front ends start the kernel by.", transform: KernelName.init(argument:))
  var name = KernelName(of: Application.self)

  @Option(help: ArgumentHelp("The name front ends show.", valueName: "text"))
  var displayName = Application.displayName

  @Option(
    help: ArgumentHelp("A variable for the kernel's environment; may be repeated.", valueName: "key=value"),
    transform: EnvironmentEntry.init(argument:))
  var env: [EnvironmentEntry] = []

  func run() throws {
    // A kernel that could not start is not installed.
    _ = try Workbench.Shared(modules: Application.modules)
    let installation = Installation(of: Application.self, in: try place.location().folders, name: name)
    let binary = try RunningBinary.path()
    let specification = KernelSpecification(
      binary: installation.binary, displayName: displayName,
      environment: Dictionary(env.map { ($0.name, $0.value) }) { _, last in last })
    let link = try installation.install(specification, copying: binary)
    print("installed kernel '\(name.text)' in \(installation.folder)")
    switch link {
    case .made(let path): print("command: \(path)")
    case .occupied(let path): print("command: \(installation.binary) ('\(path)' is another program and was left)")
    }
  }
}

/// One entry of `--env`.
struct EnvironmentEntry {
  let name: String
  let value: String

  /// - Throws: `ValidationError` where no name stands before an equals sign.
  init(argument: String) throws {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else {
      throw ValidationError("expected a name, '=' and a value")
    }
    name = String(argument[..<sign])
    value = String(argument[argument.index(after: sign)...])
  }
}

/// Where to install, for both `install` and `uninstall`.
struct InstallPlaceOptions: ParsableArguments {
  @Flag(help: "For this user (the default): $JUPYTER_DATA_DIR or ~/.local/share/jupyter.")
  var user = false

  @Flag(help: "Into the active virtual or conda environment ($VIRTUAL_ENV, $CONDA_PREFIX).")
  var sysPrefix = false

  @Option(help: ArgumentHelp("Into PREFIX/share/jupyter.", valueName: "prefix"), completion: .directory)
  var prefix: String?

  func validate() throws {
    if [user, sysPrefix, prefix != nil].count(where: { $0 }) > 1 {
      throw ValidationError("expected one of --user, --sys-prefix and --prefix; found several")
    }
    if prefix?.isEmpty == true { throw ValidationError("expected a folder after --prefix; found nothing") }
  }

  /// The place that the options name.
  ///
  /// - Throws: ``InstallationError/noEnvironment`` for `--sys-prefix` where no environment is active.
  func location() throws(InstallationError) -> JupyterLocation {
    let search = JupyterSearch.current
    if let prefix { return .prefix(prefix) }
    return sysPrefix ? .prefix(try search.environmentPrefix()) : .user(search)
  }
}
