import ArgumentParser

/// `espalier uninstall`: removes what `install` has written.
struct UninstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Remove what 'espalier install' has written.",
    discussion: """
      Takes the place and the name that were given to 'install'. Other kernels
      and your notebooks stay.
      """)

  @OptionGroup var place: InstallPlaceOptions

  @Option(help: "The name of the kernel to remove.", transform: KernelName.init(argument:))
  var name = KernelName.standard

  func run() throws {
    let installation = Installation(in: try place.location().folders, name: name)
    try installation.remove()
    print("removed kernel '\(name.text)' from \(installation.folder)")
  }
}
