import Glibc

/// A program measured beside ours: a Python script that answers every line on its standard input with one line on its
/// standard output, seconds first, then what it computed.
///
/// It stays alive between runs, so that both sides can take turns without paying for its start.
final class Peer {
  /// The versions of what the script runs on.
  let versions: String
  private let script: String
  private let process: pid_t
  private let channel: LineChannel

  /// Starts the script and waits until it has imported its modules.
  /// - Parameters:
  ///   - threads: how many threads it may use.
  ///   - clock: what it times its runs with.
  ///   - folder: where it finds arrays by name.
  /// - Throws: `PeerError.noInterpreter`, `.notInstalled` where a module is missing, `.ended`.
  init(_ python: String, script: String, threads: Int, clock: Clock, folder: String) throws(PeerError) {
    self.script = script
    let arguments = [python, "-uB", script, String(threads), clock.rawValue, folder]
    (process, channel) = try Peer.start(arguments)
    switch channel.readLine()?.split(separator: " ", maxSplits: 1).map(String.init) {
    case .some(let words) where words.count == 2 && words[0] == "ready": versions = words[1]
    case .some(let words) where words.count == 2 && words[0] == "missing":
      versions = ""
      throw .notInstalled(script: script, cause: words[1])
    default:
      versions = ""
      throw .ended(script: script, request: "start")
    }
  }

  deinit {
    channel.close()
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR { continue }
  }

  /// Makes one run.
  /// - Throws: `PeerError` where the script ends, refuses or answers something else than numbers.
  func run(_ request: String) throws(PeerError) -> Measurement {
    guard channel.write(request + "\n"), let answer = channel.readLine() else {
      throw .ended(script: script, request: request)
    }
    if answer.hasPrefix("error ") {
      throw .refused(script: script, request: request, cause: String(answer.dropFirst("error ".count)))
    }
    let numbers = answer.split(separator: " ").map { Double($0) }
    guard let seconds = numbers.first ?? nil, !numbers.contains(nil) else {
      throw .unreadable(script: script, answer: answer)
    }
    return Measurement(seconds: seconds, values: numbers.dropFirst().compactMap(\.self))
  }

  private static func start(_ arguments: [String]) throws(PeerError) -> (pid_t, LineChannel) {
    var ends: [Int32] = [0, 0]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw .noInterpreter(program: arguments[0], code: errno, cause: String(cString: strerror(errno)))
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    var words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, arguments[0], &actions, nil, &words, environ)
    close(ends[1])
    guard code == 0 else {
      close(ends[0])
      throw .noInterpreter(program: arguments[0], code: code, cause: String(cString: strerror(code)))
    }
    return (process, LineChannel(ends[0]))
  }
}
