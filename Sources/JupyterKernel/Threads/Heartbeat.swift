import Dispatch
import JupyterProtocol
import Synchronization

/// Sends back every byte that comes on the heartbeat channel, on a thread of its own, so that front ends know the
/// process lives.
struct Heartbeat {
  /// The port it listens on.
  let port: Int

  /// Starts the thread; it ends when the context is stopped.
  ///
  /// - Throws: ``KernelError`` when the channel cannot be bound.
  init(_ connection: ConnectionInfo, in context: MessagingContext) throws(KernelError) {
    let ready = DispatchSemaphore(value: 0)
    let bound = Bound()
    try KernelThread.start("heartbeat") {
      do throws(KernelError) {
        let (socket, port) = try Socket.bound(.reply, to: .heartbeat, of: connection, in: context)
        bound.port.withLock { $0 = .success(port) }
        ready.signal()
        while let frames = socket.receive(waiting: true) { socket.send(frames) }
      } catch {
        bound.port.withLock { $0 = .failure(error) }
        ready.signal()
      }
    }
    ready.wait()
    port = try bound.port.withLock { $0 }?.get() ?? 0
  }

  private final class Bound: Sendable {
    let port = Mutex<Result<Int, KernelError>?>(nil)
  }
}
