import JupyterProtocol

extension Front {
  /// Sees to one request: does it, hands it on, or says why not.
  func handle(_ message: Message, _ parent: Parent) {
    do throws(ContentError) {
      try handle(try Request(message), cellID: message.metadata["cellId"]?.stringValue, parent)
    } catch {
      answerAtOnce(parent) { refuse(error, parent) }
    }
  }

  private func handle(_ request: Request, cellID: String?, _ parent: Parent) throws(ContentError) {
    switch request {
    case .execute(let request):
      enqueue(Execution(request, parent: parent, cellID: cellID), in: try shell(for: parent))
    case .complete(let request):
      _ = try shell(for: parent)
      ask(.complete(request), parent)
    case .inspect(let request):
      _ = try shell(for: parent)
      ask(.inspect(request), parent)
    case .isComplete(let request):
      _ = try shell(for: parent)
      ask(.isComplete(request), parent)
    case .history(let request):
      let shell = try shell(for: parent)
      saveHistory()
      ask(.history(request, shellID: shell.id), parent)
    case .debug(let request):
      debugSequence += 1
      ask(.debug(request, sequence: debugSequence), parent)
    default: answerAtOnce(parent) { answer(request, parent) }
    }
  }

  /// The requests that need neither an interpreter nor a snapshot.
  private func answer(_ request: Request, _ parent: Parent) {
    switch request {
    case .kernelInfo: reply(kernelInfo, to: parent)
    case .connect: reply(ConnectReply(connection), to: parent)
    case .usage: reply(usage.measure(), to: parent)
    case .commInfo(let target): reply(CommInfoReply(targets: comms.openTargets(named: target)), to: parent)
    case .commOpen(let request):
      // The front end must not wait for a target that the kernel does not know.
      if !comms.accept(request) { publish(CommClose(commID: request.commID), parent: parent) }
    case .commMessage(let message):
      for answer in comms.answers(to: message) { publish(answer, parent: parent) }
    case .commClose(let request): comms.close(request.commID)
    case .interrupt:
      interruptCells()
      reply(InterruptReply(), to: parent)
    case .createSubshell: createSubshell(parent)
    case .deleteSubshell(let request): deleteSubshell(request, parent)
    case .listSubshells: reply(ListSubshellReply(subshellIDs: subshellIDs), to: parent)
    case .shutdown(let request):
      reply(ShutdownReply(restart: request.restart), to: parent)
      publish(ShutdownReply(restart: request.restart), parent: parent)
      isEnding = true
    case .execute, .complete, .inspect, .isComplete, .history, .debug, .other: break
    }
  }

  /// Does a request's work between busy and idle.
  private func answerAtOnce(_ parent: Parent, _ work: () -> Void) {
    publish(StatusMessage(.busy), parent: parent)
    work()
    publish(StatusMessage(.idle), parent: parent)
  }

  /// Hands a question to the query thread, which declares it done.
  private func ask(_ query: QueryThread.Query, _ parent: Parent) {
    publish(StatusMessage(.busy), parent: parent)
    queries.answer(query, parent: parent)
  }

  /// Says which member of a request is wrong, in the reply that belongs to its type; other messages have none.
  private func refuse(_ error: ContentError, _ parent: Parent) {
    let content = ErrorContent(name: "InvalidRequest", message: error.description)
    let type = parent.header.type
    if type == ExecuteRequest.type {
      let count = (shell(named: parent.header.subshellID) ?? mainShell).executionCount
      reply(ExecuteReply(.failed(content), executionCount: count), to: parent)
    } else if type.hasSuffix("_request") {
      reply(Refusal(content, of: type), to: parent)
    }
  }

  private var kernelInfo: KernelInfoReply {
    shells.contains { $0.running != nil } ? kernelInfoWhenBusy : kernelInfoWhenIdle
  }
}

extension KernelInfoReply {
  /// What an interpreter's kernel says of itself in a state.
  init(_ description: InterpreterDescription, _ state: StatusMessage.State) {
    self.init(
      implementation: description.implementation, version: description.implementationVersion,
      languageInfo: description.language.json, banner: description.banner,
      helpLinks: description.helpLinks.map { ($0.text, $0.url) }, supportedFeatures: ["kernel subshells"],
      state: state)
  }
}
