import ArgumentParser
import Workbench

/// `manual`: the reference manual.
struct ManualCommand<Application: KernelApplication>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "manual", abstract: "Print the reference manual of the commands as Markdown.")
  }

  func run() throws {
    let table = try Workbench(modules: Application.modules).table
    print(ReferenceManual(table, program: Application.commandName).markdown, terminator: "")
  }
}
