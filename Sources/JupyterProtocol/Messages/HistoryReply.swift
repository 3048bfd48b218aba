/// Answers ``HistoryRequest``.
package struct HistoryReply: MessageContent {
  package static let type = "history_reply"

  /// A cell that was run: the session and number, its text, and its result as text where there was one.
  package struct Entry: Sendable, Hashable {
    /// The session.
    package let session: Int
    /// The cell's number.
    package let line: Int
    /// The source text.
    package let input: String
    /// The result as text.
    package let output: String?

    /// A cell of a session.
    package init(session: Int, line: Int, input: String, output: String?) {
      self.session = session
      self.line = line
      self.input = input
      self.output = output
    }
  }

  /// The cells, oldest first.
  package let entries: [Entry]
  /// With their results.
  package let output: Bool

  /// An answer with cells.
  package init(_ entries: [Entry], output: Bool) {
    self.entries = entries
    self.output = output
  }

  package var json: JSONValue {
    let history = entries.map { entry -> JSONValue in
      let input = JSONValue.string(entry.input)
      let text = output ? [input, entry.output.map { .string($0) } ?? .null] : input
      return [.int(entry.session), .int(entry.line), text]
    }
    return ["status": "ok", "history": .array(history)]
  }
}
