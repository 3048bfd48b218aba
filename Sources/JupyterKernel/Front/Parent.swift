import JupyterProtocol

/// The request that a message answers: on which channel it came, from whom, and its header.
struct Parent: Sendable {
  /// The channels on which requests come.
  enum Channel: Sendable {
    case shell
    case control
  }

  let channel: Channel
  let identities: [[UInt8]]
  let header: MessageHeader

  init(_ message: Message, channel: Channel) {
    self.channel = channel
    identities = message.identities
    header = message.header
  }
}
