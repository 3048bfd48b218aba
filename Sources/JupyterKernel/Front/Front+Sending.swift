import Glibc
import JupyterProtocol

extension Front {
  /// Shows something to all front ends, as part of a request's work or of none's.
  func publish(_ content: any MessageContent, parent: Parent?) {
    let topic: String
    if let stream = content as? StreamMessage {
      topic = "stream.\(stream.name)"
    } else {
      topic = "kernel.\(factory.session).\(content.messageType)"
    }
    publish(content, topic: topic, parent: parent)
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
    let frames = message(content, to: identities, parent: parent, metadata: metadata).frames(signer: signer)
    if socket === iopub, let count = early?.count {
      // A publisher without subscribers drops what it is given.
      if count < Self.earlyLimit { early?.append(frames) }
    } else {
      socket.send(frames)
    }
  }

  /// How many messages are kept for the first subscriber.
  private static let earlyLimit = 4096

  /// A message with a header of its own.
  func message(
    _ content: any MessageContent, to identities: [[UInt8]], parent: Parent?, metadata: JSONValue? = nil
  ) -> Message {
    Message(
      identities: identities, header: factory.header(type: content.messageType),
      parentHeader: parent?.header.bytes ?? Message.noParent, metadata: metadata ?? content.metadata,
      content: content.json)
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

/// An error in the place of a reply.
struct Refusal<Reply: MessageContent>: MessageContent {
  static var type: String { Reply.type }

  let json: JSONValue

  init(_ error: ErrorContent) {
    json = error.reply
  }
}
