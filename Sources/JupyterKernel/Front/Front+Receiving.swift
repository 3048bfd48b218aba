import JupyterProtocol

extension Front {
  /// Takes the messages that wait on a socket of requests, at most `limit` of them.
  func handleRequests(on socket: Socket, _ channel: Parent.Channel, limit: Int) {
    var count = 0
    while !isEnding, count < limit, let message = nextMessage(on: socket) {
      if let message { handle(message, Parent(message, channel: channel)) }
      count += 1
    }
  }

  /// Welcomes every new subscriber, and tells the first one that the kernel is new and what it
  /// has shown so far: a client may send its first cell before its subscription has arrived.
  func welcomeSubscribers() {
    while let frames = iopub.receive() {
      guard let event = frames.first, event.first == 1 else { continue }
      guard let topic = String(validating: event.dropFirst(), as: UTF8.self) else { continue }
      let isFirst = early != nil
      let kept = early ?? []
      early = nil
      publish(IOPubWelcome(subscription: topic), topic: topic, parent: nil)
      if isFirst { publish(StatusMessage(.starting), parent: nil) }
      for frames in kept { iopub.send(frames) }
    }
  }

  /// The next message on a socket: nil when none waits, an inner nil for one that was dropped.
  func nextMessage(on socket: Socket) -> Message?? {
    guard let frames = socket.receive() else { return nil }
    do throws(WireError) {
      let message = try Message(frames: frames, signer: signer)
      if signer.isSigning, !replayGuard.admit(message.signature) { throw .replayed }
      return message
    } catch {
      log(error)
      return .some(nil)
    }
  }
}
