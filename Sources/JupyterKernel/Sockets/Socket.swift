internal import CZeroMQ
import Glibc

/// A ZeroMQ socket. It belongs to the thread that made it.
final class Socket {
  /// The patterns that a kernel uses.
  enum Kind {
    /// Many peers, each with its identity.
    case router
    /// One message to all subscribers, and their subscriptions come in.
    case publisher
    /// Question and answer.
    case reply
    /// One peer, to which messages go in any order.
    case dealer

    fileprivate var number: Int32 {
      switch self {
      case .router: ZMQ_ROUTER
      case .publisher: ZMQ_XPUB
      case .reply: ZMQ_REP
      case .dealer: ZMQ_DEALER
      }
    }
  }

  /// How long the socket's last messages may take to leave after it is closed, in milliseconds.
  private static let linger: Int32 = 500

  /// How many messages wait for a subscriber that does not read.
  private static let publisherRoom: Int32 = 20_000

  let handle: UnsafeMutableRawPointer
  /// The socket has sent or received since it was last asked for its state, which may have changed unseen.
  private(set) var isUsed = true
  /// The file through which an ipc socket is reached; libzmq leaves it behind.
  var file: String?

  /// A socket without queue limits: nothing that a cell shows is dropped.
  ///
  /// - Throws: ``KernelError`` with libzmq's words.
  init(_ kind: Kind, in context: MessagingContext) throws(KernelError) {
    guard let handle = zmq_socket(context.handle, kind.number) else { throw Self.failure("cannot make a socket") }
    self.handle = handle
    try set(ZMQ_LINGER, to: Self.linger)
    try set(ZMQ_SNDHWM, to: 0)
    try set(ZMQ_RCVHWM, to: 0)
    switch kind {
    case .router: try set(ZMQ_ROUTER_HANDOVER, to: 1)
    // Without it a second subscriber to a topic goes unseen.
    case .publisher:
      try set(ZMQ_XPUB_VERBOSE, to: 1)
      // A subscriber that does not read must neither lose messages nor fill the memory: sending says that it is full.
      try set(ZMQ_SNDHWM, to: Self.publisherRoom)
      try set(ZMQ_XPUB_NODROP, to: 1)
    case .reply, .dealer: break
    }
  }

  deinit {
    // First, because the context's end waits for the closing and for nothing after it.
    if let file { unlink(file) }
    zmq_close(handle)
  }

  /// Whether a publisher drops messages for peers that are full, instead of refusing them for all.
  var dropsForFullPeers = false {
    didSet { if dropsForFullPeers != oldValue { try? set(ZMQ_XPUB_NODROP, to: dropsForFullPeers ? 0 : 1) } }
  }

  /// Sends a message of several frames. A peer that is not there is passed over.
  ///
  /// - Returns: Whether it left; a router that must know its peers says false for one that is not connected, a publisher
  ///   for one that is full.
  @discardableResult
  func send(_ frames: [[UInt8]]) -> Bool {
    isUsed = true
    for (index, frame) in frames.enumerated() {
      let flags = ZMQ_DONTWAIT | (index < frames.count - 1 ? ZMQ_SNDMORE : 0)
      while zmq_send(handle, frame, frame.count, flags) < 0 {
        if zmq_errno() != EINTR { return false }
      }
    }
    return true
  }

  /// Makes a router report messages to peers that are not connected.
  ///
  /// - Throws: ``KernelError`` with libzmq's words.
  func demandPeers() throws(KernelError) { try set(ZMQ_ROUTER_MANDATORY, to: 1) }

  /// The frames of the next message; nil when none waits, or with `waiting` when the context has been stopped.
  func receive(waiting: Bool = false) -> [[UInt8]]? {
    isUsed = true
    var frames: [[UInt8]] = []
    while true {
      var part = zmq_msg_t()
      zmq_msg_init(&part)
      defer { zmq_msg_close(&part) }
      while zmq_msg_recv(&part, handle, waiting ? 0 : ZMQ_DONTWAIT) < 0 {
        if zmq_errno() != EINTR { return nil }
      }
      frames.append(Array(UnsafeRawBufferPointer(start: zmq_msg_data(&part), count: zmq_msg_size(&part))))
      if zmq_msg_more(&part) == 0 { return frames }
    }
  }

  /// Whether a message waits.
  func canReceive() -> Bool {
    isUsed = false
    var events: Int32 = 0
    var size = MemoryLayout<Int32>.size
    return zmq_getsockopt(handle, ZMQ_EVENTS, &events, &size) == 0 && events & ZMQ_POLLIN != 0
  }

  /// The descriptor that becomes readable when the socket's state changes.
  ///
  /// - Throws: ``KernelError`` with libzmq's words.
  func descriptor() throws(KernelError) -> Int32 {
    var descriptor: Int32 = -1
    var size = MemoryLayout<Int32>.size
    if zmq_getsockopt(handle, ZMQ_FD, &descriptor, &size) != 0 { throw Self.failure("cannot poll a socket") }
    return descriptor
  }

  /// Connects to a peer that listens.
  ///
  /// - Throws: ``KernelError`` with libzmq's words.
  func connect(to address: String) throws(KernelError) {
    if zmq_connect(handle, address) != 0 { throw Self.failure("cannot connect to \(address)") }
  }

  func set(_ option: Int32, to value: Int32) throws(KernelError) {
    var value = value
    if zmq_setsockopt(handle, option, &value, MemoryLayout<Int32>.size) != 0 {
      throw Self.failure("cannot set up a socket")
    }
  }

  func set(_ option: Int32, to text: String) throws(KernelError) {
    if zmq_setsockopt(handle, option, text, text.utf8.count) != 0 { throw Self.failure("cannot set up a socket") }
  }

  /// A failure of the last call, in libzmq's words.
  static func failure(_ message: String) -> KernelError {
    KernelError(code: .socket, message: message, cause: String(cString: zmq_strerror(zmq_errno())))
  }
}
