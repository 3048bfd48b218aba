internal import CZeroMQ
import JupyterProtocol

/// Tells a launcher the ports that the kernel has chosen, and waits for its receipt (JEP 66).
enum Registration {
  /// How long the receipt may take, in milliseconds.
  private static let patience = 10_000

  /// - Throws: ``KernelError`` when no receipt comes in time or before a signal, or one that is not signed with the launcher's key.
  static func register(
    _ connection: ConnectionInfo, with launcher: RegistrationInfo, in context: MessagingContext, until signals: WakePipe
  ) throws(KernelError) {
    let signer = MessageSigner(key: connection.key)
    let socket = try Socket(.dealer, in: context)
    if connection.isVersion6 { try socket.set(ZMQ_IPV6, to: 1) }
    try socket.connect(to: launcher.endpoint)
    socket.send(launcher.announcement(of: connection, signer: signer))
    var poll = Poll()
    _ = try poll.add(socket)
    let signalIndex = poll.add(signals.readEnd)
    // The descriptor also tells of the connection and of what has left.
    let deadline = ContinuousClock.now + .milliseconds(patience)
    var receipt = socket.receive()
    while receipt == nil, ContinuousClock.now < deadline {
      try poll.wait(milliseconds: 100)
      if poll.isReady(signalIndex) { throw refused(launcher, "the kernel was asked to end") }
      receipt = socket.receive()
    }
    guard let frames = receipt else {
      throw refused(launcher, "no receipt within \(patience / 1000) s")
    }
    guard launcher.isReceipt(frames, signer: signer) else { throw refused(launcher, "its receipt is wrongly signed") }
  }

  private static func refused(_ launcher: RegistrationInfo, _ cause: String) -> KernelError {
    KernelError(
      code: .registration, message: "the launcher at \(launcher.endpoint) has not confirmed the ports", cause: cause)
  }
}
