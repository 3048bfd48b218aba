/// The members that every report of an error has.
package struct ErrorContent: Sendable, Hashable {
  /// The kind of error.
  package let name: String
  /// What happened.
  package let message: String
  /// The rendered lines.
  package let traceback: [String]

  /// An error of a kind.
  package init(name: String, message: String, traceback: [String] = []) {
    self.name = name
    self.message = message
    self.traceback = traceback
  }

  /// `ename`, `evalue` and `traceback`.
  package var members: [String: JSONValue] {
    ["ename": .string(name), "evalue": .string(message), "traceback": .array(traceback.map { .string($0) })]
  }

  /// The members with the status that marks them in a reply.
  package var reply: JSONValue {
    .object(members.merging(["status": "error"]) { _, new in new })
  }
}
