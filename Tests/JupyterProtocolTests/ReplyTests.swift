import JupyterProtocol
import Testing

@Suite struct ReplyTests {
  private static func members(_ content: any MessageContent) -> Set<String> {
    Set((content.json.objectValue ?? [:]).keys)
  }

  @Test("an execute_reply has its count in both cases, and an error nothing but its own members")
  func execute() {
    let ok = ExecuteReply(.completed(userExpressions: [:], payload: []), executionCount: 3)
    #expect(Self.members(ok) == ["status", "execution_count", "user_expressions", "payload"])
    let failed = ExecuteReply(.failed(ErrorContent(name: "E", message: "m", traceback: ["t"])), executionCount: 3)
    #expect(Self.members(failed) == ["status", "execution_count", "ename", "evalue", "traceback"])
    #expect(failed.json["status"] == "error")
  }

  @Test("an inspect_reply has all four members whether something was found or not")
  func inspect() {
    for bundle in [nil, MimeBundle(text: "x")] {
      #expect(Self.members(InspectReply(bundle)) == ["status", "found", "data", "metadata"])
      #expect(InspectReply(bundle).json["found"] == .bool(bundle != nil))
    }
  }

  @Test("a complete_reply tells the kinds and signatures of its matches")
  func complete() throws {
    let json = CompleteReply(matches: [("train", "function", "(Network)", "Trains.")], range: 2..<4).json
    #expect(json["matches"] == ["train"])
    #expect(json["cursor_start"] == 2)
    #expect(json["cursor_end"] == 4)
    let typed = try #require(json["metadata"]?["_jupyter_types_experimental"]?.arrayValue)
    let expected: JSONValue = [
      "text": "train", "type": "function", "signature": "(Network)", "documentation": "Trains.", "start": 2, "end": 4,
    ]
    #expect(typed == [expected])
  }

  @Test("an indent is told for an incomplete text only")
  func isComplete() {
    #expect(IsCompleteReply(status: "complete").json == ["status": "complete"])
    #expect(IsCompleteReply(status: "incomplete", indent: "  ").json == ["status": "incomplete", "indent": "  "])
  }

  @Test("a history_reply has pairs of input and output where outputs were asked for")
  func history() {
    let entry = HistoryReply.Entry(session: 1, line: 2, input: "x", output: nil)
    #expect(HistoryReply([entry], output: false).json["history"] == [[1, 2, "x"]])
    #expect(HistoryReply([entry], output: true).json["history"] == [[1, 2, ["x", .null]]])
  }

  @Test("a kernel_info_reply has every member that clients rely on")
  func kernelInfo() {
    let reply = KernelInfoReply(
      implementation: "i", version: "1", languageInfo: [:], banner: "b", helpLinks: [("t", "u")],
      supportedFeatures: ["kernel subshells"], state: .busy)
    #expect(
      Self.members(reply) == [
        "status", "protocol_version", "implementation", "implementation_version", "language_info", "banner",
        "help_links", "supported_features", "debugger", "execution_state",
      ])
    #expect(reply.json["execution_state"] == "busy")
    #expect(reply.json["help_links"] == [["text": "t", "url": "u"]])
  }

  @Test("display data names its id in the transient member, updates always do")
  func display() {
    #expect(DisplayData(MimeBundle(text: "x"), displayID: nil).json["transient"] == [:])
    #expect(UpdateDisplayData(MimeBundle(text: "x"), displayID: "d").json["transient"] == ["display_id": "d"])
    #expect(UpdateDisplayData.type == "update_display_data")
  }
}
