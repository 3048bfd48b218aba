import Glibc
import JupyterProtocol

/// The thread that front ends talk to: it owns the shell, control, stdin and IOPub sockets and never computes.
///
/// Requests that need no language are answered here; cells go to the evaluator one at a time, language queries to their
/// thread.
final class Front {
  /// How long a running cell may take to notice a shutdown, in milliseconds.
  private static let farewell = 200
  /// How long a question waits for a front end whose stdin channel is still connecting, in milliseconds.
  private static let questionRetry = 5

  /// How many requests are taken from one socket before the others get their turn, so that an interrupt never waits for
  /// a crowd.
  private static let turn = 64

  let shell: Socket
  let control: Socket
  let stdin: Socket
  let iopub: Socket
  let connection: ConnectionInfo
  let description: InterpreterDescription
  let evaluator: Evaluator
  let queries: QueryThread
  let desk: InputDesk
  let interrupt: any Interrupting
  private let outbox: Outbox
  private let wakes: WakePipe
  private let signals: WakePipe
  private let parentWatch: ParentWatch?

  let signer: MessageSigner
  var factory = MessageFactory(username: "kernel")
  var replayGuard = ReplayGuard()
  var history = History()
  /// The cells that wait, in order.
  var waiting: [Execution] = []
  /// The cell that the evaluator has, and when it got it.
  var running: (execution: Execution, started: String)?
  /// The number of cells that were counted.
  var executionCount = 0
  /// The id of the last question to a user.
  var questionID: String?
  /// The number of messages that were dropped.
  var droppedCount = 0
  /// A question that found no front end on stdin yet, as it will be sent.
  var waitingQuestion: [[UInt8]]?
  var hasSubscriber = false
  var isEnding = false

  /// Binds the sockets and starts the threads.
  ///
  /// - Throws: ``KernelError`` when a socket cannot be bound or a thread not be started.
  init(_ kernel: Kernel, signals: WakePipe, in context: MessagingContext) throws(KernelError) {
    var connection = kernel.connection
    func bind(_ kind: Socket.Kind, _ channel: ConnectionInfo.Channel) throws(KernelError) -> Socket {
      let (socket, port) = try Socket.bound(kind, to: channel, of: connection, in: context)
      connection.setPort(port, of: channel)
      return socket
    }
    shell = try bind(.router, .shell)
    control = try bind(.router, .control)
    stdin = try bind(.router, .stdin)
    try stdin.demandPeers()
    iopub = try bind(.publisher, .iopub)
    connection.setPort(try Heartbeat(connection, in: context).port, of: .heartbeat)
    self.connection = connection
    self.signals = signals
    description = kernel.description
    interrupt = kernel.interrupt
    signer = MessageSigner(key: connection.key)
    parentWatch = ParentWatch(environmentValue: getenv("JPY_PARENT_PID").map { String(cString: $0) })
    wakes = try WakePipe()
    outbox = Outbox(waking: wakes)
    desk = InputDesk()
    let board = SnapshotBoard()
    queries = try QueryThread(board: board, outbox: outbox)
    evaluator = try Evaluator(outbox: outbox, desk: desk, board: board, makeInterpreter: kernel.makeInterpreter)
  }

  /// Serves until a shutdown is asked for, a SIGTERM comes or the parent dies.
  ///
  /// - Throws: ``KernelError`` when the sockets can no longer be polled.
  func serve() throws(KernelError) {
    var poll = Poll()
    let controlIndex = poll.add(control)
    let shellIndex = poll.add(shell)
    let stdinIndex = poll.add(stdin)
    let iopubIndex = poll.add(iopub)
    let wakeIndex = poll.add(wakes.readEnd)
    let signalIndex = poll.add(signals.readEnd)
    let parentIndex = parentWatch?.descriptor.map { poll.add($0) }
    while !isEnding {
      let pause = sendPosts()
      try poll.wait(milliseconds: waitingQuestion == nil ? pause : min(pause ?? .max, Self.questionRetry))
      askAgain()
      if poll.isReady(signalIndex) { handleSignals() }
      if poll.isReady(wakeIndex) { _ = wakes.drain() }
      if poll.isReady(iopubIndex) { welcomeSubscribers() }
      if poll.isReady(controlIndex) { handleRequests(on: control, .control, limit: Self.turn) }
      if poll.isReady(stdinIndex) { takeAnswers() }
      if poll.isReady(shellIndex) { handleRequests(on: shell, .shell, limit: Self.turn) }
      if let parentIndex, poll.isReady(parentIndex) { isEnding = true }
      if let parentWatch, parentIndex == nil, !parentWatch.parentLives { isEnding = true }
    }
    interruptCell()
    queries.stop()
    evaluator.stop(milliseconds: Self.farewell)
    _ = sendPosts()
  }

  /// Sends what waits in the outbox and returns how long to wait for more, in milliseconds; nil for as long as it
  /// takes.
  private func sendPosts() -> Int? {
    let pollInterval = parentWatch?.descriptor == nil ? parentWatch.map { _ in ParentWatch.interval } : nil
    while true {
      switch outbox.take() {
      case .posts(let posts): posts.forEach(send)
      case .later(let milliseconds): return min(milliseconds, pollInterval ?? .max)
      case .empty: return pollInterval
      }
    }
  }

  private func send(_ post: Post) {
    switch post {
    case .publish(let content, let parent): publish(content, parent: parent)
    case .ask(let request, let parent): ask(request, parent: parent)
    case .answer(let content, let parent):
      reply(content, to: parent)
      publish(StatusMessage(.idle), parent: parent)
    case .finished(let status, let resultText): finish(status, resultText: resultText)
    }
  }

  private func handleSignals() {
    for signal in signals.drain() {
      if Int32(signal) == SIGINT { interruptCell() } else { isEnding = true }
    }
  }

  /// Stops the running cell, wherever it is: computing, or waiting for its user.
  func interruptCell() {
    interrupt.interrupt()
    desk.interrupt()
  }
}
