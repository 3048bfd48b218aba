import JupyterProtocol

extension Front {
  /// Puts a cell behind those of its shell that wait.
  func enqueue(_ execution: Execution, in shell: ShellQueue) {
    shell.waiting.append(execution)
    runNext(of: shell)
  }

  /// Hands a shell's next cell to its evaluator if that is free.
  private func runNext(of shell: ShellQueue) {
    guard shell.running == nil, !shell.waiting.isEmpty else { return }
    var execution = shell.waiting.removeFirst()
    if execution.request.storeHistory { shell.executionCount += 1 }
    execution.number = shell.executionCount
    // Only here, on the thread that raises it: an interrupt that comes from now on is for this cell.
    shell.shell.interrupt.reset()
    shell.desk.reset()
    shell.running = (execution, MessageFactory.timestamp())
    // First, because it takes time to wake; what the cell shows is sent by this thread, after what follows.
    shell.evaluator.run(execution)
    publish(StatusMessage(.busy), parent: execution.parent)
    if !execution.request.silent {
      let input = ExecuteInput(code: execution.request.code, executionCount: execution.number)
      publish(input, parent: execution.parent)
    }
  }

  /// Answers a shell's cell that has ended and goes on with the next; after an error those that wait are not run.
  func finish(_ shell: ShellQueue, _ status: ExecuteReply.Status, resultText: String?) {
    guard let (execution, started) = shell.running else { return }
    let request = execution.request
    var aborts = false
    if case .failed = status, request.stopOnError, !request.silent {
      aborts = true
      // What was sent before the answer goes out was sent without knowing it: it belongs to those that wait.
      handleRequests(on: shellSocket, .shell, limit: Self.crowd)
    }
    shell.running = nil
    shell.waitingQuestion = nil
    shell.questionID = nil
    reply(
      ExecuteReply(status, executionCount: execution.number), to: execution.parent,
      metadata: ["started": .string(started)])
    publish(StatusMessage(.idle), parent: execution.parent)
    if request.storeHistory {
      unsaved.append(
        HistoryLine(line: execution.number, input: request.code, output: resultText, shellID: shell.id))
      if unsaved.count >= Self.unsavedLimit { saveHistory() }
    }
    if aborts { abortWaiting(of: shell, because: "an earlier cell failed") }
    if shell.isDeleted { forget(shell) } else { runNext(of: shell) }
  }

  /// How many requests are taken at most before an error is answered.
  private static let crowd = 4096
  /// How many cells may wait to be written to the history while requests come without a pause.
  private static let unsavedLimit = 64

  /// Hands the cells that have ended to the history: in a pause, because somebody waits for their answers, and before
  /// anybody asks for them.
  func saveHistory() {
    if unsaved.isEmpty { return }
    queries.remember(unsaved)
    unsaved = []
  }

  /// Answers the cells of a shell that wait, without running them.
  func abortWaiting(of shell: ShellQueue, because reason: String) {
    let error = ErrorContent(name: "ExecutionAborted", message: "not run: \(reason)")
    for execution in shell.waiting {
      publish(StatusMessage(.busy), parent: execution.parent)
      reply(ExecuteReply(.failed(error), executionCount: shell.executionCount), to: execution.parent)
      publish(StatusMessage(.idle), parent: execution.parent)
    }
    shell.waiting = []
  }
}
