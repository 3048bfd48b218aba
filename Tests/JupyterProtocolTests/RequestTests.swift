import JupyterProtocol
import Testing

@Suite struct RequestTests {
  private static func request(_ type: String, _ content: JSONValue) throws -> Request {
    let header = JSONValue.object(["msg_id": "1", "msg_type": .string(type)])
    return try Request(
      Message(identities: [], header: try MessageHeader(parsing: header.compactBytes), content: content))
  }

  @Test("an execute_request with its code only has the protocol's defaults")
  func executeDefaults() throws {
    guard case .execute(let request) = try Self.request("execute_request", ["code": "1"]) else {
      Issue.record("another request")
      return
    }
    #expect(!request.silent)
    #expect(request.storeHistory)
    #expect(!request.allowStdin)
    #expect(request.stopOnError)
    #expect(request.userExpressions.isEmpty)
  }

  @Test("a silent cell is never stored, and expressions are sorted by name")
  func silent() throws {
    let request = try ExecuteRequest([
      "code": "", "silent": true, "store_history": true, "user_expressions": ["b": "2", "a": "1", "c": 3],
    ])
    #expect(!request.storeHistory)
    #expect(request.userExpressions.map(\.name) == ["a", "b"])
  }

  @Test(
    "cursors count code points and stay within the text",
    arguments: [(-5, 0), (0, 0), (2, 2), (3, 3), (4, 3), (Int.max, 3), (Int.min, 0)])
  func cursor(_ asked: Int, _ given: Int) throws {
    #expect(try CompleteRequest(["code": "a😀b", "cursor_pos": .int(asked)]).cursor == given)
    #expect(try InspectRequest(["code": "a😀b", "cursor_pos": .int(asked)]).cursor == given)
  }

  @Test("without a cursor a completion is at the end, in code points and not in characters")
  func noCursor() throws {
    #expect(try CompleteRequest(["code": "e\u{301}"]).cursor == 2)
  }

  @Test(
    "a member that is missing or of another type is named",
    arguments: [
      ("execute_request", [:], "code"), ("execute_request", ["code": "1", "silent": 1], "silent"),
      ("complete_request", ["code": "1", "cursor_pos": "x"], "cursor_pos"),
      ("complete_request", ["code": "1", "cursor_pos": 1e300], "cursor_pos"), ("inspect_request", ["code": 1], "code"),
      ("is_complete_request", [:], "code"), ("history_request", ["hist_access_type": "all"], "hist_access_type"),
      ("comm_open", [:], "comm_id"), ("comm_msg", [:], "comm_id"), ("comm_close", ["comm_id": 1], "comm_id"),
      ("debug_request", ["seq": 1], "command"), ("delete_subshell_request", [:], "subshell_id"),
      ("shutdown_request", ["restart": "no"], "restart"),
    ] as [(String, JSONValue, String)])
  func refuses(_ type: String, _ content: JSONValue, _ member: String) {
    let error = #expect(throws: ContentError.self) { try Self.request(type, content) }
    #expect(error?.member == member)
  }

  @Test("an unknown type is no error", arguments: ["", "execute_reply", "input_reply"])
  func unknown(_ type: String) throws {
    guard case .other = try Self.request(type, [:]) else {
      Issue.record("'\(type)' was taken for a known request")
      return
    }
  }
}
