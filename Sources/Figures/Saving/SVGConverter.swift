import Glibc

/// Turns SVG into PNG with librsvg's `rsvg-convert` in a child process.
package struct SVGConverter: Sendable {
  /// Why there is no picture.
  package struct Failure: Error, Hashable {
    /// What went wrong, for a sentence that begins with "no PNG:".
    package let reason: String

    /// A failure for a reason.
    package init(reason: String) {
      self.reason = reason
    }
  }

  /// The seconds after which the child is ended.
  package static let timeLimit = 5.0

  /// The program, looked up in `PATH`, and its arguments.
  private let command: [String]
  /// The seconds that the child may take.
  private let limit: Double

  /// A converter; the command reads SVG from its input and writes PNG to its output.
  package init(command: [String] = ["rsvg-convert", "--format=png", "--zoom=2"], limit: Double = timeLimit) {
    precondition(!command.isEmpty, "a command has a name")
    self.command = command
    self.limit = limit
  }

  /// The PNG of an SVG document, at twice its size.
  package func png(_ svg: String) -> Result<[UInt8], Failure> {
    // One socket pair is the child's input and output: unlike a pipe, its end can be written without SIGPIPE.
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      return .failure(Failure(reason: "no connection to \(command[0]): \(Self.cause(errno))"))
    }
    defer { close(ends[0]) }
    let started = start(connection: ends[1])
    close(ends[1])
    switch started {
    case .failure(let failure): return .failure(failure)
    case .success(let child): return converse(Array(svg.utf8), over: ends[0], with: child)
    }
  }

  /// Writes all bytes to a file, also when the system takes them in pieces.
  static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = write(file, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }

  /// The system's words for an error code.
  static func cause(_ code: Int32) -> String {
    String(cString: strerror(code))
  }

  private func start(connection: Int32) -> Result<pid_t, Failure> {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, connection, 0)
    posix_spawn_file_actions_adddup2(&actions, connection, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
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
    guard status == 0 else {
      let reason =
        status == ENOENT
        ? "\(command[0]) is not installed (Debian package librsvg2-bin)"
        : "\(command[0]) does not start: \(Self.cause(status))"
      return .failure(Failure(reason: reason))
    }
    return .success(child)
  }

  /// Sends the document and takes the picture, both as the other side is ready, until it closes or time is up.
  private func converse(_ document: [UInt8], over socket: Int32, with child: pid_t) -> Result<[UInt8], Failure> {
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var sent = 0
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(limit)
    var isInTime = true
    while true {
      let left = clock.now.duration(to: deadline) / .milliseconds(1)
      guard left > 0 else {
        isInTime = false
        break
      }
      let events = sent < document.count ? POLLIN | POLLOUT : POLLIN
      var watched = pollfd(fd: socket, events: Int16(events), revents: 0)
      let ready = poll(&watched, 1, Int32(min(left.rounded(.up), 60_000)))
      if ready < 0, errno != EINTR { break }
      guard ready > 0 else { continue }
      if sent < document.count, watched.revents & Int16(POLLOUT) != 0 {
        sent = send(document, from: sent, over: socket)
        if sent == document.count { shutdown(socket, Int32(SHUT_WR)) }
      }
      guard watched.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 else { continue }
      let count = read(socket, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      output += buffer[..<count]
    }
    if !isInTime { kill(-child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR { continue }
    guard isInTime else {
      return .failure(Failure(reason: "\(command[0]) took longer than \(NumberText.reading(limit)) s"))
    }
    guard status == 0, output.starts(with: [0x89, 0x50, 0x4e, 0x47]) else {
      return .failure(Failure(reason: "\(command[0]) could not draw the figure (status \(status))"))
    }
    return .success(output)
  }

  /// Sends what the socket takes without waiting and returns the next byte to send; all, when nobody reads any more.
  private func send(_ document: [UInt8], from start: Int, over socket: Int32) -> Int {
    let count = document.withUnsafeBytes { bytes in
      Glibc.send(
        socket, bytes.baseAddress?.advanced(by: start), bytes.count - start,
        Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
    }
    if count >= 0 { return start + count }
    return errno == EAGAIN || errno == EINTR ? start : document.count
  }
}
