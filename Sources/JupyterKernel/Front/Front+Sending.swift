import Dispatch
import Glibc
import JupyterProtocol

extension Front {
  /// Shows something to all front ends, as part of a request's work or of none's.
  func publish(_ content: any MessageContent, parent: Parent?) {
    if let stream = content as? StreamMessage {
      publish(content, topic: "stream.\(stream.name)", parent: parent)
    } else {
      publish(content, topic: "kernel.\(factory.session).\(content.messageType)", parent: parent)
    }
  }

  /// Shows something to the subscribers of a topic.
  func publish(_ content: any MessageContent, topic: String, parent: Parent?) {
    send(content, to: [Array(topic.utf8)], on: iopub, parent: parent)
  }

  /// Answers a request on the channel on which it came.
  func reply(_ content: any MessageContent, to parent: Parent, metadata: JSONValue = [:]) {
    let socket = parent.channel == .shell ? shellSocket : control
    send(content, to: parent.identities, on: socket, parent: parent, metadata: metadata)
  }

  private func send(
    _ content: any MessageContent, to identities: [[UInt8]], on socket: Socket, parent: Parent?,
    metadata: JSONValue? = nil
  ) {
    let header = factory.header(type: content.messageType)
    let frames = frames(content, header, to: identities, parent: parent, metadata: metadata)
    guard socket === iopub else {
      socket.send(frames)
      return
    }
    if let count = early?.count {
      // A publisher without subscribers drops what it is given.
      if count < Self.earlyLimit { early?.append(frames) }
    } else if !stalled.isEmpty || !iopub.send(frames) {
      if stalled.isEmpty { stalledSince = DispatchTime.now().uptimeNanoseconds }
      stalled.append(frames)
    }
  }

  /// How long a subscriber that takes in nothing may hold what all are shown, and how long it is then passed over before
  /// it may again, in nanoseconds.
  private static let stallLimit: UInt64 = 5_000_000_000
  private static let passedOver: UInt64 = 60_000_000_000

  /// Sends the messages that found no room; a subscriber that has had none for too long loses them.
  ///
  /// - Returns: Whether all have left.
  func retryStalled() -> Bool {
    if DispatchTime.now().uptimeNanoseconds - stalledSince > Self.stallLimit {
      iopub.dropsForFullPeers = true
      // Nothing holds the cells any more, and those who read must not be flooded.
      if backlog.pace == nil { backlog.pace = Pace() }
    }
    let sent = stalled.prefix { iopub.send($0) }.count
    stalled.removeFirst(sent)
    return stalled.isEmpty
  }

  /// Lets a subscriber that was passed over long enough hold the others again.
  func endPassingOver() {
    guard iopub.dropsForFullPeers,
      DispatchTime.now().uptimeNanoseconds - stalledSince > Self.stallLimit + Self.passedOver
    else { return }
    iopub.dropsForFullPeers = false
    if !isServed { backlog.pace = nil }
  }

  /// How many messages are kept for the first subscriber.
  private static let earlyLimit = 4096

  /// The frames of a message, signed.
  func frames(
    _ content: any MessageContent, _ header: MessageHeader, to identities: [[UInt8]], parent: Parent?,
    metadata: JSONValue? = nil
  ) -> [[UInt8]] {
    Message.frames(
      to: identities, header, parentHeader: parent?.header.bytes ?? Message.noParent,
      metadata: (metadata ?? content.metadata).compactBytes, content: content.bytes, signer: signer)
  }

  /// Tells the operator, on the real standard error, why a message was dropped.
  ///
  /// Only so often: if nobody reads standard error, a full pipe would stop this thread.
  func log(_ error: WireError) {
    let limit = 100
    droppedCount += 1
    if droppedCount > limit { return }
    let more = droppedCount == limit ? "; further ones are not reported" : ""
    let line = Array("dropped a \(error.description)\(more)\n".utf8)
    _ = Glibc.write(STDERR_FILENO, line, line.count)
  }
}

/// An error in the place of the reply to a type of request.
struct Refusal: MessageContent {
  static let type = "reply"

  let messageType: String
  let json: JSONValue

  /// The reply to a type that ends in `_request`.
  init(_ error: ErrorContent, of requestType: String) {
    messageType = requestType.dropLast("request".count) + Self.type
    json = error.reply
  }
}
