import Glibc

/// Starts threads with stacks of a size that the system's defaults do not offer.
package enum KernelThread {
  /// What the evaluator gets: reserved, not used until it is needed.
  package static let largeStack = 512 << 20
  /// What the other threads get.
  package static let smallStack = 1 << 20

  /// Runs `body` on a thread of its own, which ends with it.
  ///
  /// - Throws: ``KernelError`` when the system has no room for the thread, also after halving a large stack to 8 MB.
  package static func start(
    _ name: String, stackSize: Int = smallStack, _ body: @escaping @Sendable () -> Void
  ) throws(KernelError) {
    let box = Unmanaged.passRetained(Box(name, body))
    var size = stackSize
    var status = create(box, stackSize: size)
    while status == EAGAIN, size > 8 << 20 {
      size /= 2
      status = create(box, stackSize: size)
    }
    if status != 0 {
      box.release()
      throw KernelError(
        code: .system, message: "cannot start the \(name) thread", cause: String(cString: strerror(status)))
    }
  }

  private final class Box {
    let name: String
    let body: @Sendable () -> Void

    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }

    func run() {
      // Profilers and debuggers show it; the C library's function for this is hidden from Swift.
      let descriptor = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
      if descriptor >= 0 {
        _ = write(descriptor, name, name.utf8.count)
        close(descriptor)
      }
      body()
    }
  }

  private static func create(_ box: Unmanaged<Box>, stackSize: Int) -> Int32 {
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    pthread_attr_init(attributes)
    defer {
      pthread_attr_destroy(attributes)
      attributes.deallocate()
    }
    pthread_attr_setdetachstate(attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(attributes, stackSize)
    var thread: pthread_t = 0
    let entry: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
      // A thread that has used up its stack can still say so.
      let signalStack = SignalStack()
      if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().run() }
      _ = consume signalStack
      return nil
    }
    return pthread_create(&thread, attributes, entry, box.toOpaque())
  }
}
