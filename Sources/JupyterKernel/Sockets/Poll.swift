internal import CZeroMQ
import Glibc

/// Waits on several sockets and file descriptors at once.
struct Poll {
  private var items: [zmq_pollitem_t] = []

  /// Adds a socket and returns its index.
  mutating func add(_ socket: Socket) -> Int {
    items.append(zmq_pollitem_t(socket: socket.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0))
    return items.count - 1
  }

  /// Adds a file descriptor and returns its index.
  mutating func add(_ descriptor: Int32) -> Int {
    items.append(zmq_pollitem_t(socket: nil, fd: descriptor, events: Int16(ZMQ_POLLIN), revents: 0))
    return items.count - 1
  }

  /// Waits until something can be read, at most `milliseconds`, or without end for nil. A signal ends the wait too.
  ///
  /// - Throws: ``KernelError`` when libzmq cannot poll.
  mutating func wait(milliseconds: Int?) throws(KernelError) {
    for index in items.indices { items[index].revents = 0 }
    if zmq_poll(&items, Int32(items.count), milliseconds ?? -1) < 0, zmq_errno() != EINTR {
      throw Socket.failure("cannot wait for messages")
    }
  }

  /// Whether the last wait found something to read, or an end, at an index.
  func isReady(_ index: Int) -> Bool { items[index].revents != 0 }
}
