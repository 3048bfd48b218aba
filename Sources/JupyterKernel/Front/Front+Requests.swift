import JupyterProtocol

extension Front {
  /// Sees to one request: does it, hands it on, or says why not.
  func handle(_ message: Message, _ parent: Parent) {
    let request: Request
    do {
      request = try Request(message)
    } catch {
      answerAtOnce(parent) { refuse(error, parent) }
      return
    }
    switch request {
    case .execute(let request):
      let cellID = message.metadata["cellId"]?.stringValue
      enqueue(Execution(request, parent: parent, cellID: cellID))
    case .complete(let request): ask(.complete(request), parent)
    case .inspect(let request): ask(.inspect(request), parent)
    case .isComplete(let request): ask(.isComplete(request), parent)
    case .history(let request):
      answerAtOnce(parent) {
        reply(HistoryReply(history.entries(for: request.access), output: request.output), to: parent)
      }
    case .kernelInfo: answerAtOnce(parent) { reply(kernelInfo, to: parent) }
    case .connect: answerAtOnce(parent) { reply(ConnectReply(connection), to: parent) }
    case .commInfo: answerAtOnce(parent) { reply(CommInfoReply(), to: parent) }
    // The kernel knows no targets, and the front end must not wait for one.
    case .commOpen(let request): answerAtOnce(parent) { publish(CommClose(commID: request.commID), parent: parent) }
    case .interrupt:
      answerAtOnce(parent) {
        interruptCell()
        reply(InterruptReply(), to: parent)
      }
    case .shutdown(let request):
      answerAtOnce(parent) {
        reply(ShutdownReply(restart: request.restart), to: parent)
        publish(ShutdownReply(restart: request.restart), parent: parent)
      }
      isEnding = true
    case .other: answerAtOnce(parent) {}
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
    switch parent.header.type {
    case ExecuteRequest.type: reply(ExecuteReply(.failed(content), executionCount: executionCount), to: parent)
    case CompleteRequest.type: reply(Refusal<CompleteReply>(content), to: parent)
    case InspectRequest.type: reply(Refusal<InspectReply>(content), to: parent)
    case IsCompleteRequest.type: reply(Refusal<IsCompleteReply>(content), to: parent)
    case HistoryRequest.type: reply(Refusal<HistoryReply>(content), to: parent)
    case ShutdownRequest.type: reply(Refusal<ShutdownReply>(content), to: parent)
    default: break
    }
  }

  private var kernelInfo: KernelInfoReply {
    KernelInfoReply(
      implementation: description.implementation, version: description.implementationVersion,
      languageInfo: description.language.json, banner: description.banner,
      helpLinks: description.helpLinks.map { ($0.text, $0.url) }, supportedFeatures: [])
  }
}

/// An error in the place of a reply.
private struct Refusal<Reply: MessageContent>: MessageContent {
  static var type: String { Reply.type }

  let json: JSONValue

  init(_ error: ErrorContent) {
    json = error.reply
  }
}
