import ArgumentParser
import JupyterKernel
import JupyterProtocol
import Workbench

/// `kernel`: what Jupyter starts.
struct KernelCommand<Application: KernelApplication>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "kernel",
      abstract: "Serve Jupyter front ends; they start this themselves.",
      discussion: """
        Listens where the connection file says, until a front end asks for a
        shutdown or the program that started it is gone. Ports of 0 are chosen
        freely and written back into the file, so that any client can join by it.
        The file may also name a launcher's registration socket (JEP 66): then all
        ports are chosen freely, told to the launcher, and written into a
        connection file in Jupyter's runtime folder.

        Inputs and results are kept in
        ~/.local/state/\(Application.commandName)/history, for the consoles of later
        sessions; ESPALIER_HISTORY names another folder, 'off' keeps them in memory.
        Standard output stays empty; what goes wrong before a front end is there
        is said on standard error.
        """)
  }

  @Argument(help: "The connection file that Jupyter has written.", completion: .file(extensions: ["json"]))
  var connectionFile: String

  /// Where the chosen ports go: into the connection file that was passed, or beside Jupyter's others.
  private func fileToWrite(for launch: LaunchFile) throws -> String {
    guard case .registration(let launcher) = launch else { return connectionFile }
    let folder = JupyterSearch.current.runtimeFolder
    try File.makeFolder(folder)
    let path = folder + "/kernel-\(launcher.kernelID)"
    // The launcher's own file may stand there, and stays.
    return File.exists(path + ".json") ? path + "-connection.json" : path + ".json"
  }

  func run() throws {
    let launch = try LaunchFile(readingFile: connectionFile)
    let session = try Workbench.Shared(modules: Application.modules)
    let description = InterpreterDescription(of: Application.self)
    let widgets = WidgetStore()
    let kernel = Kernel(
      launch, connectionFile: try fileToWrite(for: launch), description: description,
      environment: .current(historyFolder: HistoryPlace.folder(of: Application.commandName)),
      commTargets: [WidgetModels.controlTarget: { _ in { widgets.answer($0) } }]
    ) { Shell(of: session, description: description, widgets: widgets) }
    throw ExitCode(try kernel.run())
  }
}
