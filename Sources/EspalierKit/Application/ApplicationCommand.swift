import ArgumentParser

/// The command line of an application.
struct ApplicationCommand<Application: KernelApplication>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: Application.commandName,
      abstract: Application.summary,
      discussion: Application.discussion,
      version: Application.version,
      subcommands: [
        RunCommand<Application>.self, ReplCommand<Application>.self, ConvertCommand<Application>.self,
        ManualCommand<Application>.self, InstallCommand<Application>.self, UninstallCommand<Application>.self,
        DoctorCommand<Application>.self, KernelCommand<Application>.self,
      ])
  }
}
