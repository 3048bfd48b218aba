import Dispatch
import Glibc
import JupyterProtocol

/// The thread that front ends talk to: it owns the shell, control, stdin and IOPub sockets and never computes.
///
/// Requests that need no language are answered here; cells go to the evaluator of their shell one at a time, language
/// queries to their thread.
final class Front {
  /// How long a running cell may take to notice a shutdown, in milliseconds.
  private static let farewell = 200
  /// How long a question waits for a front end whose stdin channel is still connecting, in milliseconds.
  private static let questionRetry = 5
  /// From here on output leaves memory behind that is worth giving back, in bytes.
  private static let flood = 256 << 10
  /// How long messages wait for room before they are tried again, in milliseconds.
  private static let stallRetry = 5
  /// A pause in which cells are handed to the history, in milliseconds.
  private static let historyPause = 20
  /// How many requests are taken from one socket before the others get their turn, so that an interrupt never waits for
  /// a crowd.
  private static let turn = 64

  let shellSocket: Socket
  let control: Socket
  let stdin: Socket
  let iopub: Socket
  let connection: ConnectionInfo
  let kernelInfoWhenIdle: KernelInfoReply
  let kernelInfoWhenBusy: KernelInfoReply
  let makeShell: @Sendable () -> Shell
  let queries: QueryThread
  let comms: CommRegistry
  let board = SnapshotBoard()
  let spill: SpillFolder
  /// A server that drops what exceeds its limits stands before the front ends.
  let isServed: Bool
  let outbox: Outbox
  private let wakes: WakePipe
  private let signals: WakePipe
  private let faults: FaultReport
  private let parentWatch: ParentWatch?

  let signer: MessageSigner
  var factory = MessageFactory(username: "kernel")
  var replayGuard = ReplayGuard()
  var usage = UsageMeter()
  /// The main shell, then the subshells in order of creation.
  var shells: [ShellQueue] = []
  /// What waits to be sent, in order.
  var backlog = Backlog()
  /// Cells that have ended and are not in the history yet.
  var unsaved: [HistoryLine] = []
  /// How much has been sent since memory was last given back, in bytes.
  private var sentBytes = 0
  /// The number of messages that were dropped.
  var droppedCount = 0
  /// The number of answers of the variable inspector.
  var debugSequence = 0
  /// Messages for IOPub that a subscriber has no room for, and since when, in nanoseconds.
  var stalled: [[[UInt8]]] = []
  var stalledSince: UInt64 = 0
  /// What was shown before anybody subscribed; nil from then on.
  var early: [[[UInt8]]]? = []
  var isEnding = false

  /// Binds the sockets and starts the threads.
  ///
  /// - Throws: ``KernelError`` when a socket cannot be bound or a thread not be started.
  init(_ kernel: Kernel, signals: WakePipe, faults: FaultReport, in context: MessagingContext) throws(KernelError) {
    var connection = kernel.connection
    func bind(_ kind: Socket.Kind, _ channel: ConnectionInfo.Channel) throws(KernelError) -> Socket {
      let (socket, port) = try Socket.bound(kind, to: channel, of: connection, in: context)
      connection.setPort(port, of: channel)
      return socket
    }
    shellSocket = try bind(.router, .shell)
    control = try bind(.router, .control)
    stdin = try bind(.router, .stdin)
    try stdin.demandPeers()
    iopub = try bind(.publisher, .iopub)
    connection.setPort(try Heartbeat(connection, in: context).port, of: .heartbeat)
    self.connection = connection
    self.signals = signals
    self.faults = faults
    kernelInfoWhenIdle = KernelInfoReply(kernel.description, .idle)
    kernelInfoWhenBusy = KernelInfoReply(kernel.description, .busy)
    makeShell = kernel.makeShell
    spill = SpillFolder(notebook: kernel.environment.notebook)
    isServed = kernel.environment.isServed
    backlog = Backlog(pace: isServed ? Pace() : nil)
    signer = MessageSigner(key: connection.key)
    parentWatch = ParentWatch(environmentValue: kernel.environment.parentProcess)
    wakes = try WakePipe()
    outbox = Outbox(waking: wakes)
    comms = CommRegistry(targets: kernel.commTargets)
    queries = try QueryThread(board: board, outbox: outbox, history: History(folder: kernel.environment.historyFolder))
    shells = [try newShell(id: nil)]
  }

  /// The shell of those that name none.
  var mainShell: ShellQueue { shells[0] }

  /// Serves until a shutdown is asked for, a SIGTERM comes or the parent dies.
  ///
  /// - Throws: ``KernelError`` when the sockets can no longer be polled.
  func serve() throws(KernelError) {
    var poll = Poll()
    let controlIndex = try poll.add(control)
    let shellIndex = try poll.add(shellSocket)
    let stdinIndex = try poll.add(stdin)
    let iopubIndex = try poll.add(iopub)
    let wakeIndex = poll.add(wakes.readEnd)
    let signalIndex = poll.add(signals.readEnd)
    let faultIndex = poll.add(faults.descriptor)
    let parentIndex = parentWatch?.descriptor.map { poll.add($0) }
    while !isEnding {
      let pause = sendPosts()
      let limits = [pause, hasQuestion ? Self.questionRetry : nil, unsaved.isEmpty ? nil : Self.historyPause]
      if try !poll.wait(milliseconds: limits.compactMap { $0 }.min()) { tidyUp() }
      if poll.isReady(faultIndex) { reportFault(faults) }
      askAgain()
      if poll.isReady(signalIndex) { handleSignals() }
      if poll.isReady(wakeIndex) { _ = wakes.drain() }
      if poll.isReady(iopubIndex) { welcomeSubscribers() }
      if poll.isReady(controlIndex) { handleRequests(on: control, .control, limit: Self.turn) }
      if poll.isReady(stdinIndex) { takeAnswers() }
      if poll.isReady(shellIndex) { handleRequests(on: shellSocket, .shell, limit: Self.turn) }
      if let parentIndex, poll.isReady(parentIndex) { isEnding = true }
      if let parentWatch, parentIndex == nil, !parentWatch.parentLives { isEnding = true }
    }
    end()
  }

  /// Stops what runs, in the little time that is left, and sends what there still is.
  private func end() {
    for shell in shells { abortWaiting(of: shell, because: "the kernel ends") }
    interruptCells()
    let deadline = DispatchTime.now() + .milliseconds(Self.farewell)
    for shell in shells { shell.evaluator.stop() }
    for shell in shells { shell.evaluator.waitForEnd(until: deadline) }
    backlog.pace = nil
    repeat { _ = sendPosts() } while !backlog.isEmpty && stalled.isEmpty
    saveHistory()
    queries.stop(until: DispatchTime.now() + .milliseconds(Self.farewell))
    _ = sendPosts()
  }

  /// Sends what waits and returns how long to wait for more, in milliseconds; nil for as long as it takes.
  private func sendPosts() -> Int? {
    let pollInterval = parentWatch?.descriptor == nil ? parentWatch.map { _ in ParentWatch.interval } : nil
    endPassingOver()
    let delivery = outbox.take()
    delivery.answers.forEach(send)
    for post in backlog.add(delivery.posts) { outbox.unload(posts: 1, bytes: post.weight) }
    let pacing = stalled.isEmpty || retryStalled() ? backlog.drain(send: send) : Self.stallRetry
    return [delivery.pause, pacing, pollInterval].compactMap { $0 }.min()
  }

  private func send(_ post: Post) {
    if post.isOrdered { outbox.unload(posts: 1, bytes: post.weight) }
    sentBytes += post.weight
    switch post {
    case .publish(let content, let parent): publish(content, parent: parent)
    case .ask(let request, let parent, let shellID): ask(request, parent: parent, of: shell(named: shellID))
    case .answer(let content, let parent):
      reply(content, to: parent)
      publish(StatusMessage(.idle), parent: parent)
    case .finished(let status, let resultText, let shellID):
      if let shell = shell(named: shellID) { finish(shell, status, resultText: resultText) }
    }
  }

  /// What is done in a pause: the history is kept, and the memory of a flood of output given back.
  private func tidyUp() {
    saveHistory()
    if sentBytes > Self.flood {
      HeapMemory.giveBack()
      sentBytes = 0
    }
  }

  private func handleSignals() {
    for signal in signals.drain() {
      if Int32(signal) == SIGINT { interruptCells() } else { isEnding = true }
    }
  }

  /// Stops the running cells of all shells: an interrupt is for the process.
  func interruptCells() {
    for shell in shells { shell.interrupt() }
  }
}
