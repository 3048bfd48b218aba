/// Answers ``ShutdownRequest``, also to the front ends that have not asked.
package struct ShutdownReply: MessageContent {
  package static let type = "shutdown_reply"

  /// Another kernel follows.
  package let restart: Bool

  /// An answer that repeats the request's intention.
  package init(restart: Bool) {
    self.restart = restart
  }

  package var json: JSONValue { ["status": "ok", "restart": .bool(restart)] }
}
