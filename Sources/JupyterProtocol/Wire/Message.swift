/// A message of the Jupyter protocol, on its way in or out.
package struct Message: Sendable, Hashable {
  /// The routing identities in front: the peer on a ROUTER socket, the topic on a publisher.
  package var identities: [[UInt8]]
  /// Who sends what.
  package var header: MessageHeader
  /// The header of the message that this one answers, byte for byte; `{}` where there is none.
  package var parentHeader: [UInt8]
  /// Marks for and from front ends.
  package var metadata: JSONValue
  /// The message itself.
  package var content: JSONValue
  /// Binary attachments, which no signature covers.
  package var buffers: [[UInt8]]
  /// The id in the parent header, of a message that came; nil where it has none.
  package private(set) var parentID: String?
  /// The signature with which the message came; empty for one that was made here.
  package private(set) var signature: [UInt8] = []

  /// A message of its parts.
  package init(
    identities: [[UInt8]], header: MessageHeader, parentHeader: [UInt8] = Message.noParent, metadata: JSONValue = [:],
    content: JSONValue, buffers: [[UInt8]] = []
  ) {
    self.identities = identities
    self.header = header
    self.parentHeader = parentHeader
    self.metadata = metadata
    self.content = content
    self.buffers = buffers
  }

  /// The parent header of a message that answers none.
  package static let noParent = Array("{}".utf8)

  static let delimiterText = "<IDS|MSG>"
  static let delimiter = Array(delimiterText.utf8)

  /// Takes a message from its frames: identities, delimiter, signature, header, parent header, metadata, content,
  /// buffers.
  ///
  /// - Throws: ``WireError`` when the frames are no message or not signed with the connection's key; nothing is parsed
  ///   before the signature has been checked.
  package init(frames: [[UInt8]], signer: MessageSigner) throws(WireError) {
    guard let end = frames.firstIndex(of: Self.delimiter) else { throw .missingDelimiter }
    let parts = Array(frames[(end + 1)...])
    if parts.count < 5 { throw .truncated(frames: parts.count) }
    if !signer.verifies(parts[0], of: Array(parts[1..<5])) { throw .wrongSignature }
    signature = parts[0]
    identities = Array(frames[..<end])
    header = try MessageHeader(parsing: parts[1])
    parentID = try Self.object(in: parts[2], .parentHeader)["msg_id"]?.stringValue
    parentHeader = parts[2]
    metadata = try Self.object(in: parts[3], .metadata)
    content = try Self.object(in: parts[4], .content)
    buffers = Array(parts[5...])
  }

  /// The frames to send, signed.
  package func frames(signer: MessageSigner) -> [[UInt8]] {
    Self.frames(
      to: identities, header, parentHeader: parentHeader, metadata: metadata.compactBytes,
      content: content.compactBytes, signer: signer) + buffers
  }

  /// The frames of a message whose parts are written already, signed.
  package static func frames(
    to identities: [[UInt8]], _ header: MessageHeader, parentHeader: [UInt8], metadata: [UInt8], content: [UInt8],
    signer: MessageSigner
  ) -> [[UInt8]] {
    let signed = [header.bytes, parentHeader, metadata, content]
    return identities + [delimiter, signer.signature(of: signed)] + signed
  }

  static func object(in bytes: [UInt8], _ part: WireError.Part) throws(WireError) -> JSONValue {
    let json: JSONValue
    do {
      json = try JSONValue(parsing: bytes)
    } catch {
      throw .notJSON(part, error)
    }
    if json.objectValue == nil { throw .notAnObject(part) }
    return json
  }
}
