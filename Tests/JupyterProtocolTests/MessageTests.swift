import JupyterProtocol
import Testing

@Suite struct MessageTests {
  private static let signer = MessageSigner(key: "secret")

  private static func message() throws -> Message {
    let header = Array(#"{ "msg_type":"execute_request", "msg_id" : "7","session":"s","extra":[1.50] }"#.utf8)
    return Message(
      identities: [[1, 2], [0xFF]], header: try MessageHeader(parsing: header), content: ["code": "é"],
      buffers: [[0, 0xFF], []])
  }

  @Test("a message survives its way over the wire, its header byte for byte")
  func roundTrip() throws {
    let sent = try Self.message()
    let received = try Message(frames: sent.frames(signer: Self.signer), signer: Self.signer)
    #expect(received.identities == sent.identities)
    #expect(received.header.bytes == sent.header.bytes)
    #expect(received.header.id == "7")
    #expect(received.header.type == "execute_request")
    #expect(received.parentHeader == Array("{}".utf8))
    #expect(received.content == sent.content)
    #expect(received.buffers == sent.buffers)
    #expect(received.signature.count == 64)
  }

  @Test("a changed byte in any signed frame is noticed", arguments: 3..<8)
  func tampered(_ index: Int) throws {
    var frames = try Self.message().frames(signer: Self.signer)
    #expect(frames.count == 10)
    frames[index][0] ^= 1
    #expect(throws: WireError.wrongSignature) { try Message(frames: frames, signer: Self.signer) }
  }

  @Test("another key, a short signature and none are refused")
  func wrongKey() throws {
    let frames = try Self.message().frames(signer: MessageSigner(key: "other"))
    #expect(throws: WireError.wrongSignature) { try Message(frames: frames, signer: Self.signer) }
    for signature in [[], [0x30], Array(frames[3].dropLast())] {
      var damaged = frames
      damaged[3] = signature
      #expect(throws: WireError.wrongSignature) { try Message(frames: damaged, signer: Self.signer) }
    }
  }

  @Test("without a key messages carry no signature, and any is accepted")
  func unsigned() throws {
    let open = MessageSigner(key: "")
    let frames = try Self.message().frames(signer: open)
    #expect(frames[3].isEmpty)
    #expect(try Message(frames: frames, signer: open).content["code"] == "é")
    let signed = try Self.message().frames(signer: Self.signer)
    #expect(throws: Never.self) { try Message(frames: signed, signer: open) }
  }

  @Test("frames that end too early are refused, wherever they are cut", arguments: 0..<8)
  func truncated(_ count: Int) throws {
    let frames = Array(try Self.message().frames(signer: Self.signer)[..<count])
    let expected = count < 3 ? WireError.missingDelimiter : .truncated(frames: count - 3)
    #expect(throws: expected) { try Message(frames: frames, signer: Self.signer) }
  }

  @Test(
    "parts that are no JSON objects are refused by name",
    arguments: [
      (0, "7", WireError.notAnObject(.header)), (0, "{}", .headerMember("msg_id")),
      (0, #"{"msg_id":"1","msg_type":2}"#, .headerMember("msg_type")), (1, "null", .notAnObject(.parentHeader)),
      (2, "[]", .notAnObject(.metadata)), (3, "\"x\"", .notAnObject(.content)),
      (3, "{", .notJSON(.content, JSONError.unexpectedEnd(at: 1))),
    ])
  func badParts(_ part: Int, _ text: String, _ error: WireError) throws {
    var parts = [#"{"msg_id":"1","msg_type":"t"}"#, "{}", "{}", "{}"].map { Array($0.utf8) }
    parts[part] = Array(text.utf8)
    let frames = [Array("<IDS|MSG>".utf8), Self.signer.signature(of: parts)] + parts
    #expect(throws: error) { try Message(frames: frames, signer: Self.signer) }
  }

  @Test("a signature is admitted once, until 65,536 others have come")
  func replay() {
    var seen = ReplayGuard()
    func admits(_ number: Int) -> Bool { seen.admit(Self.signer.signature(of: [Array(String(number).utf8)])) }
    #expect((0..<65_536).allSatisfy(admits))
    let again = [0, 65_535, 65_536, 0, 65_536].map(admits)
    #expect(again == [false, false, true, true, false])
  }

  @Test("a factory never repeats an id, and each has a session of its own")
  func factory() {
    var first = MessageFactory(username: "kernel")
    let ids = (0..<100).map { _ in first.header(type: "status").id }
    #expect(Set(ids).count == ids.count)
    #expect(first.session != MessageFactory(username: "kernel").session)
    #expect(MessageFactory.timestamp().wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/) != nil)
  }
}

extension JSONError {
  fileprivate static func unexpectedEnd(at offset: Int) -> JSONError {
    do {
      _ = try JSONValue(parsing: String(repeating: "{", count: offset))
    } catch {
      return error
    }
    preconditionFailure("an open brace was read as a document")
  }
}
