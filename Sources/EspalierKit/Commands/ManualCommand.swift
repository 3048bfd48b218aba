import ArgumentParser
import Workbench

/// `espalier manual`: the reference manual.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the reference manual of the commands as Markdown.")

  func run() throws { print(ReferenceManual(try Workbench().table).markdown, terminator: "") }
}
