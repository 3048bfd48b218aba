import Dispatch
import JupyterProtocol

/// The thread on which the interpreter lives.
final class Evaluator: Sendable {
  private enum Order: Sendable {
    case run(Execution)
    case stop
  }

  private let orders = BlockingQueue<Order>()
  private let ended = DispatchSemaphore(value: 0)
  private let outbox: Outbox
  private let desk: InputDesk
  private let board: SnapshotBoard

  /// Starts the thread; the interpreter is made there, and its first snapshot is published at once.
  ///
  /// - Throws: ``KernelError`` when the thread cannot be started.
  init(
    outbox: Outbox, desk: InputDesk, board: SnapshotBoard, makeInterpreter: @escaping @Sendable () -> any Interpreter
  ) throws(KernelError) {
    self.outbox = outbox
    self.desk = desk
    self.board = board
    try KernelThread.start("evaluator", stackSize: KernelThread.largeStack) { [self] in
      let interpreter = makeInterpreter()
      board.publish(interpreter.publishSnapshot())
      while case .run(let execution) = orders.pop() { run(execution, with: interpreter) }
      ended.signal()
    }
  }

  /// Hands over a cell.
  func run(_ execution: Execution) {
    orders.push(.run(execution))
  }

  /// Lets the thread end after the running cell and waits for it, at most `milliseconds`.
  func stop(milliseconds: Int) {
    orders.push(.stop)
    _ = ended.wait(timeout: .now() + .milliseconds(milliseconds))
  }

  private func run(_ execution: Execution, with interpreter: any Interpreter) {
    let channel = CellChannel(execution, outbox: outbox, desk: desk)
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
    outbox.post([.finished(status.adding(payload), resultText: resultText)])
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
  /// The status with what goes to the pager; a failed cell has no payload.
  func adding(_ payload: [JSONValue]) -> Self {
    if case .completed(let answers, _) = self { .completed(userExpressions: answers, payload: payload) } else { self }
  }
}
