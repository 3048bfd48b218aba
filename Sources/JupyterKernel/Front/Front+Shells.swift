import JupyterProtocol

extension Front {
  /// How many subshells there may be; each has a thread.
  private static let subshellLimit = 64

  /// A shell with its interpreter.
  ///
  /// - Throws: ``KernelError`` when its thread cannot be started.
  func newShell(id: String?) throws(KernelError) -> ShellQueue {
    try ShellQueue(id: id, shell: makeShell(), outbox: outbox, board: board, comms: comms, spill: spill)
  }

  /// The shell of an id, one that is on its way out included; nil is the main shell.
  func shell(named id: String?) -> ShellQueue? {
    shells.first { $0.id == id }
  }

  /// The shell that a request names.
  ///
  /// - Throws: ``ContentError`` for a subshell that does not exist or no longer does.
  func shell(for parent: Parent) throws(ContentError) -> ShellQueue {
    if let shell = shell(named: parent.header.subshellID), !shell.isDeleted { return shell }
    let known = subshellIDs.isEmpty ? "none: there are no subshells" : subshellIDs.joined(separator: ", ")
    throw ContentError(
      member: "subshell_id", expected: "the name of a subshell (\(known))", found: parent.header.subshellID)
  }

  /// The names of the subshells, in order of creation.
  var subshellIDs: [String] { shells.filter { !$0.isDeleted }.compactMap(\.id) }

  /// Makes a subshell and answers with its name.
  func createSubshell(_ parent: Parent) {
    guard subshellIDs.count < Self.subshellLimit else {
      let error = ErrorContent(
        name: "TooManySubshells", message: "there are \(Self.subshellLimit) subshells already; delete one first")
      return reply(Refusal(error, of: parent.header.type), to: parent)
    }
    do throws(KernelError) {
      let shell = try newShell(id: factory.name())
      shells.append(shell)
      reply(CreateSubshellReply(subshellID: shell.id ?? ""), to: parent)
    } catch {
      let content = ErrorContent(name: "SubshellError", message: error.description)
      reply(Refusal(content, of: parent.header.type), to: parent)
    }
  }

  /// Ends a subshell: its running cell is interrupted, those that wait are not run.
  func deleteSubshell(_ request: DeleteSubshellRequest, _ parent: Parent) {
    guard let shell = shells.first(where: { $0.id == request.subshellID && !$0.isDeleted }) else {
      let error = ErrorContent(name: "UnknownSubshell", message: "there is no subshell '\(request.subshellID)'")
      return reply(Refusal(error, of: parent.header.type), to: parent)
    }
    shell.isDeleted = true
    shell.interrupt()
    abortWaiting(of: shell, because: "its subshell was deleted")
    shell.evaluator.stop()
    if shell.running == nil { forget(shell) }
    reply(DeleteSubshellReply(), to: parent)
  }

  /// Lets go of a subshell whose last cell has been answered.
  func forget(_ shell: ShellQueue) {
    shells.removeAll { $0 === shell }
    saveHistory()
    queries.close(shellID: shell.id)
  }
}
