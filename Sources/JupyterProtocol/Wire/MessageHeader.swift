/// Who sends which kind of message.
package struct MessageHeader: Sendable, Hashable {
  /// The version of the messaging protocol spoken here.
  package static let protocolVersion = "5.6"

  /// The header as it stands on the wire. Answers carry these very bytes as their parent header, unknown members
  /// included.
  package let bytes: [UInt8]
  /// A name that no other message has.
  package let id: String
  /// The sender's session.
  package let session: String
  /// What the content is, such as `execute_request`.
  package let type: String
  /// The subshell that a request is for (JEP 91); nil for the main shell.
  package let subshellID: String?

  /// Reads a header.
  ///
  /// - Throws: ``WireError`` when the bytes are no JSON object with the members that answering needs.
  package init(parsing bytes: [UInt8]) throws(WireError) {
    let json = try Message.object(in: bytes, .header)
    self.bytes = bytes
    id = try Self.text("msg_id", in: json)
    type = try Self.text("msg_type", in: json)
    session = json["session"]?.stringValue ?? ""
    subshellID = json["subshell_id"]?.stringValue
  }

  /// A header for a new message. Written piece by piece, for every message has one: no text in it needs escapes.
  ///
  /// - Precondition: No text holds a quotation mark, a backslash or a control character.
  package init(id: String, session: String, username: String, type: String, date: String) {
    self.id = id
    self.session = session
    self.type = type
    subshellID = nil
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256)
    for (name, text) in [
      ("{\"date\":\"", date), ("\",\"msg_id\":\"", id), ("\",\"msg_type\":\"", type),
      ("\",\"session\":\"", session), ("\",\"username\":\"", username),
      ("\",\"version\":\"", Self.protocolVersion),
    ] {
      bytes += name.utf8
      bytes += text.utf8
    }
    bytes += "\"}".utf8
    self.bytes = bytes
  }

  private static func text(_ name: String, in json: JSONValue) throws(WireError) -> String {
    guard let text = json[name]?.stringValue else { throw .headerMember(name) }
    return text
  }
}
