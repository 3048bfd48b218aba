internal import CZeroMQ
import Glibc

/// Waits on several sockets and file descriptors at once.
///
/// libzmq's own poll asks every socket for its state before and after each wait, which is most of the system calls of a
/// short request. A socket's descriptor becomes readable when its state *changes*, so only sockets that have been used
/// since they were last asked need asking before a wait, and only those whose descriptor is readable after it.
struct Poll {
  private var descriptors: [pollfd] = []
  /// The socket behind each descriptor; nil for a plain one.
  private var sockets: [Socket?] = []
  private var ready: [Bool] = []

  /// Adds a socket and returns its index.
  ///
  /// - Throws: ``KernelError`` with libzmq's words.
  mutating func add(_ socket: Socket) throws(KernelError) -> Int {
    add(try socket.descriptor(), socket)
  }

  /// Adds a file descriptor and returns its index.
  mutating func add(_ descriptor: Int32) -> Int { add(descriptor, nil) }

  private mutating func add(_ descriptor: Int32, _ socket: Socket?) -> Int {
    descriptors.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
    sockets.append(socket)
    ready.append(false)
    return descriptors.count - 1
  }

  /// Waits until something can be read, at most `milliseconds`, or without end for nil. A signal ends the wait too.
  ///
  /// - Returns: Whether anything happened.
  /// - Throws: ``KernelError`` when the system cannot poll.
  @discardableResult
  mutating func wait(milliseconds: Int?) throws(KernelError) -> Bool {
    var isAnyReady = false
    for (index, socket) in sockets.enumerated() {
      ready[index] = socket.map { $0.isUsed && $0.canReceive() } ?? false
      isAnyReady = isAnyReady || ready[index]
    }
    let pause = isAnyReady ? 0 : Int32(clamping: milliseconds ?? -1)
    let count = poll(&descriptors, nfds_t(descriptors.count), pause)
    if count < 0 {
      guard errno == EINTR else {
        throw KernelError(code: .system, message: "cannot wait for messages", cause: String(cString: strerror(errno)))
      }
      return true
    }
    for index in descriptors.indices where descriptors[index].revents != 0 {
      ready[index] = sockets[index].map { $0.canReceive() } ?? true
    }
    return isAnyReady || count > 0
  }

  /// Whether the last wait found something to read, or an end, at an index.
  func isReady(_ index: Int) -> Bool { ready[index] }
}
