/// Why frames are no message of this connection. Such frames are dropped; nobody is answered.
package enum WireError: Error, Sendable, Hashable, CustomStringConvertible {
  /// No frame is the delimiter that ends the identities.
  case missingDelimiter
  /// Fewer frames than a message has follow the delimiter.
  case truncated(frames: Int)
  /// The signature belongs to other frames or to another key.
  case wrongSignature
  /// The signature has been seen before.
  case replayed
  /// A frame holds no JSON document.
  case notJSON(Part, JSONError)
  /// A frame holds JSON, but no object.
  case notAnObject(Part)
  /// The header lacks a member or it is no text.
  case headerMember(String)

  /// The frames that hold JSON.
  package enum Part: String, Sendable, Hashable {
    /// Who sends what.
    case header
    /// The header of the message answered.
    case parentHeader = "parent header"
    /// Marks for and from front ends.
    case metadata
    /// The message itself.
    case content
  }

  /// The error in words, for the kernel's log.
  package var description: String {
    switch self {
    case .missingDelimiter: "message without the delimiter \(Message.delimiterText)"
    case .truncated(let frames): "message truncated: expected 5 frames after the delimiter, found \(frames)"
    case .wrongSignature: "message with a wrong signature"
    case .replayed: "message with a signature seen before"
    case .notJSON(let part, let error): "message whose \(part.rawValue) is \(error)"
    case .notAnObject(let part): "message whose \(part.rawValue) is no JSON object"
    case .headerMember(let name): "message whose header lacks the text '\(name)'"
    }
  }
}
