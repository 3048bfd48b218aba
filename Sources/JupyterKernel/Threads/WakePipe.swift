import Glibc

/// A pipe whose reading end can be polled; writing to it is allowed from any thread and from a signal handler.
package final class WakePipe: Sendable {
  package let readEnd: Int32
  let writeEnd: Int32

  /// An empty pipe; neither end ever waits, and children do not inherit it.
  ///
  /// - Throws: ``KernelError`` when the process has no descriptors left.
  package init() throws(KernelError) {
    var ends: [Int32] = [0, 0]
    if pipe(&ends) != 0 {
      throw KernelError(code: .system, message: "cannot make a pipe", cause: String(cString: strerror(errno)))
    }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Makes the reading end ready. A full pipe is ready already.
  package func wake() {
    Self.write(0, to: writeEnd)
  }

  /// Writes one byte; touches nothing that a signal handler may not.
  static func write(_ byte: UInt8, to descriptor: Int32) {
    var byte = byte
    while Glibc.write(descriptor, &byte, 1) < 0, errno == EINTR {}
  }

  /// Takes the bytes that wait.
  package func drain() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(readEnd, &bytes, bytes.count)
    return count > 0 ? Array(bytes[..<count]) : []
  }
}
