import JupyterProtocol

extension Front {
  /// Puts a cell behind those that wait.
  func enqueue(_ execution: Execution) {
    waiting.append(execution)
    runNext()
  }

  /// Hands the next cell to the evaluator if it is free.
  private func runNext() {
    guard running == nil, !waiting.isEmpty else { return }
    var execution = waiting.removeFirst()
    if execution.request.storeHistory { executionCount += 1 }
    execution.number = executionCount
    publish(StatusMessage(.busy), parent: execution.parent)
    if !execution.request.silent {
      let input = ExecuteInput(code: execution.request.code, executionCount: execution.number)
      publish(input, parent: execution.parent)
    }
    // Only here, on the thread that raises it: an interrupt that comes from now on is for this cell.
    interrupt.reset()
    desk.reset()
    running = (execution, MessageFactory.timestamp())
    evaluator.run(execution)
  }

  /// Answers the cell that has ended and goes on with the next; after an error those that wait are not run.
  func finish(_ status: ExecuteReply.Status, resultText: String?) {
    guard let (execution, started) = running else { return }
    let request = execution.request
    var aborts = false
    if case .failed = status, request.stopOnError, !request.silent {
      aborts = true
      // What was sent before the answer goes out was sent without knowing it: it belongs to those that wait.
      handleRequests(on: shell, .shell, limit: .max)
    }
    running = nil
    waitingQuestion = nil
    if request.storeHistory {
      history.append(line: execution.number, input: request.code, output: resultText)
    }
    reply(
      ExecuteReply(status, executionCount: execution.number), to: execution.parent,
      metadata: ["started": .string(started)])
    publish(StatusMessage(.idle), parent: execution.parent)
    if aborts { abortWaiting() }
    runNext()
  }

  private func abortWaiting() {
    let error = ErrorContent(name: "ExecutionAborted", message: "not run: an earlier cell failed")
    for execution in waiting {
      publish(StatusMessage(.busy), parent: execution.parent)
      reply(ExecuteReply(.failed(error), executionCount: executionCount), to: execution.parent)
      publish(StatusMessage(.idle), parent: execution.parent)
    }
    waiting = []
  }
}
