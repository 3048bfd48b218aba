import Archives
import Glibc
import Tensors

/// Fetches files with the program `curl` in a child process.
///
/// It knows certificates, proxies and redirections as the user's machine is set up for them, and nothing has to be
/// linked for what most sessions never do.
struct Curl {
  /// How a transfer ended.
  enum Outcome {
    case complete
    /// The server cannot go on where an earlier transfer stopped.
    case cannotResume
    case failed(String)
  }

  /// The program, looked up in `PATH`.
  static let program = "curl"
  /// Microseconds between looks at the child.
  private static let pause: useconds_t = 20_000

  let checkpoint: Checkpoint

  /// Fetches a file, going on where an earlier transfer stopped.
  /// - Parameters:
  ///   - path: where to; what is there is taken for the beginning.
  ///   - limit: bytes that the file has; a server that sends more is stopped.
  ///   - report: is told now and then how many bytes there are.
  /// - Throws: `DownloadError.noProgram`, `.program`; `Interrupted`, with what has come kept.
  func fetch(_ url: String, to path: String, limit: Int, report: (Int) -> Void) throws -> Outcome {
    let messages = path + ".log"
    defer { unlink(messages) }
    let child = try start(
      [
        Self.program, "--disable", "--fail", "--location", "--silent", "--show-error", "--proto", "=http,https",
        "--connect-timeout", "30", "--speed-limit", "1", "--speed-time", "60", "--continue-at", "-", "--output", path,
        url,
      ], messages: messages)
    var status: Int32 = 0
    do {
      while waitpid(child, &status, WNOHANG) == 0 {
        try checkpoint.check()
        let count = Self.size(of: path)
        report(count)
        if count > limit { kill(child, SIGKILL) }
        usleep(Self.pause)
      }
    } catch {
      kill(child, SIGKILL)
      while waitpid(child, &status, 0) < 0, errno == EINTR { continue }
      throw error
    }
    report(Self.size(of: path))
    // An ended child has its signal in the low bits, else its exit code above them.
    switch (status & 0x7f, status >> 8 & 0xff) {
    case (0, 0): return .complete
    // 33: no ranges. 36: a range out of place.
    case (0, 33), (0, 36): return .cannotResume
    case (0, let code): return .failed("\(url): \(Self.words(in: messages) ?? "curl ended with code \(code)")")
    case (let signal, _): return .failed("\(url): curl was ended by signal \(signal)")
    }
  }

  /// The length of a file; 0 where there is none.
  static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  private func start(_ command: [String], messages: String) throws(DownloadError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, messages, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // A group of its own keeps the terminal's interrupt away, and no signal stays blocked as in the calling thread.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    let status = posix_spawnp(&child, command[0], &actions, &attributes, &arguments, environ)
    if status == ENOENT { throw .noProgram(command[0]) }
    if status != 0 { throw .program(command[0], cause: String(cString: strerror(status))) }
    return child
  }

  /// What curl says of a failure, without the code that stands before it.
  private static func words(in path: String) -> String? {
    guard let bytes = try? FileBytes.read(path, checkpoint: .none) else { return nil }
    let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").last.map(String.init) ?? ""
    let words = line.firstIndex(of: ")").map { line[line.index(after: $0)...] } ?? line[...]
    return words.isEmpty ? nil : String(words.drop { $0 == " " })
  }
}
