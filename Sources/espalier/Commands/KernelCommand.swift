import ArgumentParser
import JupyterKernel
import JupyterProtocol
import Tensors

/// `espalier kernel`: what Jupyter starts.
struct KernelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel",
    abstract: "Serve Jupyter front ends; they start this themselves.",
    discussion: """
      Listens where the connection file says, until a front end asks for a
      shutdown or the program that started it is gone. Ports of 0 are chosen
      freely and written back into the file, so that any client can join by it.
      Standard output stays empty; what goes wrong before a front end is there
      is said on standard error.
      """)

  @Argument(help: "The connection file that Jupyter has written.", completion: .file(extensions: ["json"]))
  var connectionFile: String

  func run() throws {
    let connection = try ConnectionInfo(readingFile: connectionFile)
    let interrupt = InterruptFlag()
    // Made here, so that an error of the command table ends the start; from then on the evaluator's alone.
    nonisolated(unsafe) let interpreter = try WorkbenchInterpreter(interrupt: interrupt)
    let kernel = Kernel(
      connection: connection, connectionFile: connectionFile, description: interpreter.description, interrupt: interrupt
    ) { interpreter }
    throw ExitCode(try kernel.run())
  }
}
