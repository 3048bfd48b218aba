internal import CZeroMQ
import Glibc

/// The ZeroMQ context that all sockets of a kernel share.
///
/// Unchecked because libzmq promises that a context may be used from any thread.
final class MessagingContext: @unchecked Sendable {
  let handle: UnsafeMutableRawPointer

  init() throws(KernelError) {
    guard let handle = zmq_ctx_new() else { throw Socket.failure("cannot make a ZeroMQ context") }
    self.handle = handle
  }

  /// Ends the context: every thread that waits on a socket is woken, and when the sockets are closed and what they
  /// still had to send is out, or their linger time over, the call returns. No socket may be made after it.
  func terminate() {
    while zmq_ctx_term(handle) != 0, zmq_errno() == EINTR {}
  }
}
