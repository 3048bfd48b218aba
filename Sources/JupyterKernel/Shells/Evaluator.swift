import Dispatch
import JupyterProtocol

/// The thread on which a shell's interpreter lives.
final class Evaluator: Sendable {
  private enum Order: Sendable {
    case run(Execution)
    case stop
  }

  private let orders = BlockingQueue<Order>()
  private let ended = DispatchSemaphore(value: 0)
  private let shellID: String?
  private let shell: Shell
  private let outbox: Outbox
  private let desk: InputDesk
  private let board: SnapshotBoard
  private let comms: CommRegistry
  private let spill: SpillFolder

  /// Starts the thread; the interpreter is made there, and its first snapshot is published at once.
  ///
  /// - Throws: ``KernelError`` when the thread cannot be started.
  init(
    shellID: String?, shell: Shell, outbox: Outbox, desk: InputDesk, board: SnapshotBoard, comms: CommRegistry,
    spill: SpillFolder
  ) throws(KernelError) {
    self.shellID = shellID
    self.shell = shell
    self.outbox = outbox
    self.desk = desk
    self.board = board
    self.comms = comms
    self.spill = spill
    try KernelThread.start("evaluator", stackSize: KernelThread.largeStack) { [self] in
      let interpreter = shell.makeInterpreter()
      board.publish(interpreter.publishSnapshot())
      while case .run(let execution) = orders.pop() { run(execution, with: interpreter) }
      ended.signal()
    }
  }

  /// Hands over a cell.
  func run(_ execution: Execution) {
    orders.push(.run(execution))
  }

  /// Lets the thread end after the running cell.
  func stop() {
    orders.push(.stop)
  }

  /// Waits for the end of the thread.
  func waitForEnd(until deadline: DispatchTime) {
    _ = ended.wait(timeout: deadline)
  }

  private func run(_ execution: Execution, with interpreter: any Interpreter) {
    let channel = CellChannel(
      execution, shellID: shellID, interrupt: shell.interrupt, outbox: outbox, desk: desk, comms: comms, spill: spill)
    let status: ExecuteReply.Status
    switch interpreter.execute(execution.cell, output: channel) {
    case .completed:
      let answers = answers(to: execution.request.userExpressions, with: interpreter, output: channel)
      status = .completed(userExpressions: answers, payload: [])
    case .failed(let error):
      let content = ErrorContent(error)
      channel.fail(content)
      status = .failed(content)
    }
    board.publish(interpreter.publishSnapshot())
    let (payload, resultText) = channel.close()
    outbox.post(.finished(status.adding(payload), resultText: resultText, shellID: shellID))
  }

  private func answers(
    to expressions: [(name: String, expression: String)], with interpreter: any Interpreter, output: CellChannel
  ) -> [String: JSONValue] {
    var answers: [String: JSONValue] = [:]
    for (name, expression) in expressions {
      answers[name] =
        switch interpreter.evaluate(expression: expression, output: output) {
        case .success(let bundle):
          ["status": "ok", "data": .object(bundle.data), "metadata": .object(bundle.metadata)]
        case .failure(let error): ErrorContent(error).reply
        }
    }
    return answers
  }
}

extension ErrorContent {
  /// The members of an interpreter's error.
  init(_ error: ExecutionError) {
    self.init(name: error.name, message: error.message, traceback: error.traceback)
  }
}

extension ExecuteReply.Status {
  /// The status with what goes to the front end beside the outputs; a failed cell has no payload.
  func adding(_ payload: [JSONValue]) -> Self {
    if case .completed(let answers, _) = self { .completed(userExpressions: answers, payload: payload) } else { self }
  }
}
