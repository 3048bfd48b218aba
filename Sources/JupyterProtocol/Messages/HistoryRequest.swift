/// Asks for cells that were run.
package struct HistoryRequest: RequestContent {
  package static let type = "history_request"

  /// Which cells.
  package enum Access: Sendable, Hashable {
    /// The last `count`.
    case tail(count: Int)
    /// Those numbered from `start` to below `stop` in a session; 0 is the present session, -1 the one before it.
    case range(session: Int, start: Int, stop: Int?)
    /// Those whose text matches a pattern with `*` and `?`, the last `count` of them; each text once if `unique`.
    case search(pattern: String, count: Int?, unique: Bool)
  }

  /// Which cells.
  package let access: Access
  /// With their results.
  package let output: Bool

  /// Reads the members of the content.
  ///
  /// - Throws: ``ContentError`` for the first member that is missing or of another type.
  package init(_ json: JSONValue) throws(ContentError) {
    output = try json.flag("output", default: false)
    let count = json["n"]?.intValue
    switch try json.text("hist_access_type") {
    case "tail":
      access = .tail(count: count ?? 10)
    case "range":
      access = .range(
        session: try json.integer("session", default: 0), start: try json.integer("start", default: 1),
        stop: json["stop"]?.intValue)
    case "search":
      access = .search(
        pattern: json["pattern"]?.stringValue ?? "*", count: count, unique: try json.flag("unique", default: false))
    case let other:
      throw ContentError(member: "hist_access_type", expected: "'tail', 'range' or 'search'", found: "'\(other)'")
    }
  }
}
