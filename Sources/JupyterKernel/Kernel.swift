import Glibc
public import JupyterProtocol

/// A Jupyter kernel for any language that an ``Interpreter`` runs.
///
/// It speaks version 5.6 of the messaging protocol on the five channels of a connection. The thread that calls
/// ``run()`` becomes the front thread, which alone sends; heartbeat, language queries and the evaluator of each shell have
/// threads of their own.
public struct Kernel: Sendable {
  let connection: ConnectionInfo
  let launcher: RegistrationInfo?
  let connectionFile: String?
  let description: InterpreterDescription
  let environment: KernelEnvironment
  let commTargets: [String: CommTarget]
  let makeShell: @Sendable () -> Shell

  /// A kernel for what a launcher has passed.
  ///
  /// - Parameters:
  ///   - launch: Where to listen and the key of the signatures, or where to register.
  ///   - connectionFile: Where the ports are written if some were chosen by the system.
  ///   - description: What front ends are told about the interpreter.
  ///   - environment: What to take from the process.
  ///   - commTargets: What front ends may open comms to, by name.
  ///   - makeShell: Makes what one shell needs of the interpreter, on the front thread.
  public init(
    _ launch: LaunchFile, connectionFile: String? = nil, description: InterpreterDescription,
    environment: KernelEnvironment, commTargets: [String: CommTarget] = [:],
    makeShell: @escaping @Sendable () -> Shell
  ) {
    switch launch {
    case .connection(let connection): (self.connection, launcher) = (connection, nil)
    case .registration(let launcher): (self.connection, self.launcher) = (launcher.connection, launcher)
    }
    self.connectionFile = connectionFile
    self.description = description
    self.environment = environment
    self.commTargets = commTargets
    self.makeShell = makeShell
  }

  /// Serves front ends until one asks for a shutdown, the process gets a SIGTERM, or its parent dies. A SIGINT
  /// interrupts the running cells. Nothing is written to standard output.
  ///
  /// - Returns: The status with which the process should exit.
  /// - Throws: ``KernelError`` when the connection cannot be used, the launcher does not answer, or the system has no
  ///   room for the threads.
  public func run() throws(KernelError) -> Int32 {
    let signals = try WakePipe()
    ProcessSignals.deliver(to: signals)
    defer { ProcessSignals.release(signals) }
    let context = try MessagingContext()
    // After the front thread's sockets are closed; the heartbeat's follows when it learns of the end.
    defer { context.terminate() }
    try serve(in: context, signals: signals)
    return 0
  }

  private func serve(in context: MessagingContext, signals: WakePipe) throws(KernelError) {
    let front = try Front(self, signals: signals, faults: try FaultReport(), in: context)
    try writeBack(front.connection)
    // A file that the launcher has not made is ours to remove.
    defer { if launcher != nil, let connectionFile { unlink(connectionFile) } }
    if let launcher { try Registration.register(front.connection, with: launcher, in: context, until: signals) }
    try front.serve()
  }

  private func writeBack(_ bound: ConnectionInfo) throws(KernelError) {
    guard let connectionFile, bound != connection else { return }
    do {
      try bound.write(toFile: connectionFile)
    } catch {
      throw KernelError(code: .connectionFile, message: error.message, cause: error.cause ?? "")
    }
  }
}
