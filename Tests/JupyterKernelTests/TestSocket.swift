import CZeroMQ

/// A front end's socket. Receiving gives up after a time that no test should need.
final class TestSocket {
  private let context: UnsafeMutableRawPointer
  private let socket: UnsafeMutableRawPointer

  init(_ kind: Int32, _ address: String, identity: [UInt8] = []) throws {
    guard let context = zmq_ctx_new(), let socket = zmq_socket(context, kind) else { throw Failure.cannotOpen }
    self.context = context
    self.socket = socket
    set(ZMQ_LINGER, 0)
    set(ZMQ_RCVHWM, 0)
    set(ZMQ_RECONNECT_IVL, 1)
    if !identity.isEmpty { zmq_setsockopt(socket, ZMQ_ROUTING_ID, identity, identity.count) }
    if zmq_connect(socket, address) != 0 { throw Failure.cannotOpen }
  }

  /// A socket that listens.
  init(listening kind: Int32, _ address: String) throws {
    guard let context = zmq_ctx_new(), let socket = zmq_socket(context, kind) else { throw Failure.cannotOpen }
    self.context = context
    self.socket = socket
    set(ZMQ_LINGER, 0)
    if zmq_bind(socket, address) != 0 { throw Failure.cannotOpen }
  }

  deinit {
    zmq_close(socket)
    zmq_ctx_term(context)
  }

  enum Failure: Error {
    case cannotOpen
    case nothingCame
  }

  func subscribe(to topic: String) {
    zmq_setsockopt(socket, ZMQ_SUBSCRIBE, topic, topic.utf8.count)
  }

  func send(_ frames: [[UInt8]]) {
    for (index, frame) in frames.enumerated() {
      zmq_send(socket, frame, frame.count, index < frames.count - 1 ? ZMQ_SNDMORE : 0)
    }
  }

  /// The next message's frames.
  func receive(milliseconds: Int32 = 10_000) throws -> [[UInt8]] {
    set(ZMQ_RCVTIMEO, milliseconds)
    var frames: [[UInt8]] = []
    while true {
      var part = zmq_msg_t()
      zmq_msg_init(&part)
      defer { zmq_msg_close(&part) }
      if zmq_msg_recv(&part, socket, 0) < 0 { throw Failure.nothingCame }
      frames.append(Array(UnsafeRawBufferPointer(start: zmq_msg_data(&part), count: zmq_msg_size(&part))))
      if zmq_msg_more(&part) == 0 { return frames }
    }
  }

  private func set(_ option: Int32, _ value: Int32) {
    var value = value
    zmq_setsockopt(socket, option, &value, MemoryLayout<Int32>.size)
  }
}
