/// Tells a new subscriber that its subscription stands.
package struct IOPubWelcome: MessageContent {
  package static let type = "iopub_welcome"

  /// The topic subscribed to.
  package let subscription: String

  /// The welcome to a topic.
  package init(subscription: String) {
    self.subscription = subscription
  }

  package var json: JSONValue { ["subscription": .string(subscription)] }
}
