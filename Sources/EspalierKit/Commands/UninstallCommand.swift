import ArgumentParser

/// `uninstall`: removes what `install` has written.
struct UninstallCommand<Application: KernelApplication>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "uninstall",
      abstract: "Remove what '\(Application.commandName) install' has written.",
      discussion: """
        Takes the place and the name that were given to 'install'. Other kernels
        and your notebooks stay.
        """)
  }

  @OptionGroup var place: InstallPlaceOptions

  @Option(help: "The name of the kernel to remove.", transform: KernelName.init(argument:))
  var name = KernelName(of: Application.self)

  func run() throws {
    let installation = Installation(of: Application.self, in: try place.location().folders, name: name)
    try installation.remove()
    print("removed kernel '\(name.text)' from \(installation.folder)")
  }
}
