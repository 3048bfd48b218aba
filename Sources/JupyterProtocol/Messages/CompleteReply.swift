/// Answers ``CompleteRequest``.
package struct CompleteReply: MessageContent {
  package static let type = "complete_reply"

  /// A candidate: its text, the kind of thing, its signature, a sentence about it.
  package typealias Match = (text: String, type: String, signature: String, summary: String)

  /// The candidates, best first.
  package let matches: [Match]
  /// The code points that a candidate replaces.
  package let range: Range<Int>

  /// Candidates for a range of code points.
  package init(matches: [Match], range: Range<Int>) {
    self.matches = matches
    self.range = range
  }

  package var json: JSONValue {
    let start = JSONValue.int(range.lowerBound)
    let end = JSONValue.int(range.upperBound)
    let typed = matches.map { match -> JSONValue in
      [
        "text": .string(match.text), "type": .string(match.type), "signature": .string(match.signature),
        "documentation": .string(match.summary), "start": start, "end": end,
      ]
    }
    return [
      "status": "ok", "matches": .array(matches.map { .string($0.text) }), "cursor_start": start, "cursor_end": end,
      "metadata": ["_jupyter_types_experimental": .array(typed)],
    ]
  }
}
