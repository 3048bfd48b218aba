import CZeroMQ
import Dispatch
import Glibc
import JupyterKernel
import JupyterProtocol
import Synchronization

/// A front end over real sockets, with a kernel of its own that runs the echo language.
final class MockFrontEnd {
  /// The outcome of the kernel's `run`.
  enum Outcome: Sendable, Equatable {
    case running
    case ended(Int32)
    case failed(KernelError)
  }

  let connection: ConnectionInfo
  let signer: MessageSigner
  let shell: TestSocket
  let control: TestSocket
  let stdin: TestSocket
  let iopub: TestSocket
  private var factory = MessageFactory(username: "tester")
  private var replies: [String: Message] = [:]
  private let run: KernelRun
  private let folder: String

  /// Starts a kernel on sockets in a folder of their own and subscribes to all it shows.
  convenience init(key: String = "secret", environment: KernelEnvironment = KernelEnvironment()) throws {
    let folder = try Self.temporaryFolder()
    var connection = ConnectionInfo(transport: .ipc, ip: folder + "/kernel", key: key)
    for (number, channel) in ConnectionInfo.Channel.allCases.enumerated() {
      connection.setPort(number + 1, of: channel)
    }
    try self.init(connection, folder: folder, run: KernelRun(connection, environment: environment))
  }

  /// Starts a kernel on ports of the system's choice and learns them from the connection file.
  static func onFreePorts(ip: String) throws -> MockFrontEnd {
    let folder = try temporaryFolder()
    let file = folder + "/connection.json"
    let asked = ConnectionInfo(transport: .tcp, ip: ip, key: "secret")
    let run = KernelRun(asked, connectionFile: file)
    while access(file, F_OK) != 0, run.outcome == .running { usleep(1000) }
    return try MockFrontEnd(try ConnectionInfo(readingFile: file), folder: folder, run: run)
  }

  /// Joins a kernel that runs.
  convenience init(joining connection: ConnectionInfo, run: KernelRun) throws {
    try self.init(connection, folder: try Self.temporaryFolder(), run: run)
  }

  private init(_ connection: ConnectionInfo, folder: String, run: KernelRun) throws {
    self.connection = connection
    self.folder = folder
    self.run = run
    signer = MessageSigner(key: connection.key)
    let identity = Array("tester".utf8)
    shell = try TestSocket(ZMQ_DEALER, Self.address(.shell, of: connection), identity: identity)
    control = try TestSocket(ZMQ_DEALER, Self.address(.control, of: connection), identity: identity)
    stdin = try TestSocket(ZMQ_DEALER, Self.address(.stdin, of: connection), identity: identity)
    iopub = try TestSocket(ZMQ_SUB, Self.address(.iopub, of: connection))
    iopub.subscribe(to: "")
    let welcome = try receive(on: iopub)
    let starting = try receive(on: iopub)
    guard welcome.header.type == "iopub_welcome", starting.content["execution_state"] == "starting" else {
      throw TestSocket.Failure.nothingCame
    }
  }

  deinit {
    send("shutdown_request", [:], on: control)
    _ = waitForEnd()
    for entry in 1...5 { unlink("\(folder)/kernel-\(entry)") }
    unlink(folder + "/connection.json")
    rmdir(folder)
  }

  static func address(_ channel: ConnectionInfo.Channel, of connection: ConnectionInfo) -> String {
    let port = connection.port(of: channel)
    return connection.transport == .ipc ? "ipc://\(connection.ip)-\(port)" : "tcp://\(connection.ip):\(port)"
  }

  /// Waits for the kernel's end, at most five seconds.
  func waitForEnd() -> Outcome { run.wait() }

  // MARK: - Messages

  /// A request that has not been sent.
  func request(_ type: String, _ content: JSONValue, metadata: JSONValue = [:], subshell: String? = nil) -> Message {
    var header = factory.header(type: type)
    if let subshell, var members = try? JSONValue(parsing: header.bytes).objectValue {
      members["subshell_id"] = .string(subshell)
      header = (try? MessageHeader(parsing: JSONValue.object(members).compactBytes)) ?? header
    }
    return Message(identities: [], header: header, metadata: metadata, content: content)
  }

  /// Answers a question of the kernel.
  func answer(_ question: Message, _ value: String) {
    var message = request("input_reply", ["value": .string(value)])
    message.parentHeader = question.header.bytes
    stdin.send(message.frames(signer: signer))
  }

  /// Sends a request and returns its id.
  @discardableResult
  func send(
    _ type: String, _ content: JSONValue, on socket: TestSocket, metadata: JSONValue = [:], subshell: String? = nil
  ) -> String {
    let message = request(type, content, metadata: metadata, subshell: subshell)
    socket.send(message.frames(signer: signer))
    return message.header.id
  }

  /// Sends an execute_request and returns its id.
  @discardableResult
  func execute(_ code: String, _ options: [String: JSONValue] = [:], subshell: String? = nil) -> String {
    let content = options.merging(["code": .string(code)]) { _, new in new }
    return send("execute_request", .object(content), on: shell, subshell: subshell)
  }

  /// The next message on a socket, its signature checked.
  func receive(on socket: TestSocket, milliseconds: Int32 = 10_000) throws -> Message {
    try Message(frames: socket.receive(milliseconds: milliseconds), signer: signer)
  }

  /// The answer to a request; other answers before it are kept for those who ask for them.
  func reply(to id: String, on socket: TestSocket) throws -> Message {
    while true {
      if let kept = replies.removeValue(forKey: id) { return kept }
      let message = try receive(on: socket)
      if let parent = message.parentID { replies[parent] = message }
    }
  }

  /// What is shown from now on, up to the idle status of a request.
  func shown(until id: String) throws -> [Message] {
    var messages: [Message] = []
    while true {
      let message = try receive(on: iopub)
      messages.append(message)
      if message.parentID == id, message.content["execution_state"] == "idle" { return messages }
    }
  }

  /// Runs a cell to its end: what it shows, in short, and its reply.
  func finish(_ code: String, _ options: [String: JSONValue] = [:]) throws -> (shown: [String], reply: JSONValue) {
    let id = execute(code, options)
    let shown = try shown(until: id).map { message in
      message.parentID == id ? message.summary : "another request's \(message.summary)"
    }
    return (shown, try reply(to: id, on: shell).content)
  }

  /// Whether nothing more is shown for a while.
  func isQuiet(milliseconds: Int32 = 120) -> Bool {
    (try? receive(on: iopub, milliseconds: milliseconds)) == nil
  }

  private static func temporaryFolder() throws -> String {
    var template = Array("/tmp/kernel-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TestSocket.Failure.cannotOpen }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// A kernel that runs on a thread of its own.
final class KernelRun: Sendable {
  private let state = Mutex(MockFrontEnd.Outcome.running)
  private let ended = DispatchSemaphore(value: 0)

  convenience init(
    _ connection: ConnectionInfo, connectionFile: String? = nil, environment: KernelEnvironment = KernelEnvironment()
  ) {
    self.init(.connection(connection), connectionFile: connectionFile, environment: environment)
  }

  init(_ launch: LaunchFile, connectionFile: String? = nil, environment: KernelEnvironment = KernelEnvironment()) {
    let kernel = Kernel(
      launch, connectionFile: connectionFile, description: EchoInterpreter.description, environment: environment,
      commTargets: ["known": { _ in { [$0, "again"] } }], makeShell: EchoInterpreter.shells())
    DispatchQueue(label: "kernel").async { [self] in
      let outcome: MockFrontEnd.Outcome
      do throws(KernelError) {
        outcome = .ended(try kernel.run())
      } catch {
        outcome = .failed(error)
      }
      state.withLock { $0 = outcome }
      ended.signal()
    }
  }

  var outcome: MockFrontEnd.Outcome { state.withLock { $0 } }

  func wait() -> MockFrontEnd.Outcome {
    if outcome == .running { _ = ended.wait(timeout: .now() + .seconds(5)) }
    return outcome
  }
}

extension Message {
  /// The type with what tells it apart.
  var summary: String {
    let detail =
      content["execution_state"] ?? content["text"] ?? content["data"]?["text/plain"] ?? content["ename"]
      ?? content["code"] ?? content["wait"]
    return detail.map { "\(header.type) \($0.stringValue ?? $0.compactText)" } ?? header.type
  }
}
