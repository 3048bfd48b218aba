import JupyterProtocol
import Testing

extension KernelTests {
  @Suite struct QueryTests {
    private func ask(_ frontEnd: MockFrontEnd, _ type: String, _ content: JSONValue) throws -> JSONValue {
      let id = frontEnd.send(type, content, on: frontEnd.shell)
      let reply = try frontEnd.reply(to: id, on: frontEnd.shell).content
      #expect(
        try frontEnd.shown(until: id).filter { $0.parentID == id }.map(\.summary) == ["status busy", "status idle"])
      return reply
    }

    @Test("completion, inspection and completeness are answered while a cell runs, from the session before it")
    func whileBusy() throws {
      let frontEnd = try MockFrontEnd()
      try frontEnd.finish("let early").reply.expectOK()
      let id = frontEnd.execute("let late\nhang")
      while try frontEnd.receive(on: frontEnd.iopub).summary != "stream hanging\n" {}
      #expect(try ask(frontEnd, "complete_request", ["code": "e"])["matches"] == ["early"])
      #expect(try ask(frontEnd, "inspect_request", ["code": "early"])["found"] == true)
      #expect(try ask(frontEnd, "is_complete_request", ["code": "x"])["status"] == "complete")
      frontEnd.send("interrupt_request", [:], on: frontEnd.control)
      _ = try frontEnd.shown(until: id)
      #expect(try ask(frontEnd, "complete_request", ["code": "e"])["matches"] == ["early", "late"])
    }

    @Test(
      "cursors count code points and are kept within the text", arguments: [(2, 2, "a😀"), (99, 3, "a😀b"), (-1, 0, "")])
    func cursors(_ asked: Int, _ end: Int, _ prefix: String) throws {
      let frontEnd = try MockFrontEnd()
      try frontEnd.finish("let name").reply.expectOK()
      let reply = try ask(frontEnd, "complete_request", ["code": "a😀b", "cursor_pos": .int(asked)])
      #expect(reply["cursor_end"] == .int(end))
      #expect(
        reply["metadata"]?["_jupyter_types_experimental"]?.arrayValue?.first?["signature"]?.stringValue == prefix)
    }

    @Test("an inspection tells its detail, or that nothing was found")
    func inspection() throws {
      let frontEnd = try MockFrontEnd()
      try frontEnd.finish("let name").reply.expectOK()
      let found = try ask(frontEnd, "inspect_request", ["code": "name", "cursor_pos": 2, "detail_level": 1])
      #expect(found["data"] == ["text/plain": "name 2 1"])
      let nothing = try ask(frontEnd, "inspect_request", ["code": "none"])
      #expect(nothing == ["status": "ok", "found": false, "data": [:], "metadata": [:]])
    }

    @Test(
      "the four states of completeness have their names",
      arguments: [("x", "complete"), ("{", "incomplete"), ("}", "invalid"), ("?", "unknown")])
    func completeness(_ code: String, _ status: String) throws {
      let reply = try ask(try MockFrontEnd(), "is_complete_request", ["code": .string(code)])
      #expect(reply["status"]?.stringValue == status)
      #expect(reply["indent"] == (code == "{" ? "  " : nil))
    }

    @Test("the history has the cells that were stored, by tail, range and search")
    func history() throws {
      let frontEnd = try MockFrontEnd()
      for code in ["alpha", "beta", "say x", "alpha"] { try frontEnd.finish(code).reply.expectOK() }
      _ = try frontEnd.finish("hidden", ["store_history": false])
      func asked(_ content: JSONValue) throws -> JSONValue? { try ask(frontEnd, "history_request", content)["history"] }
      #expect(try asked(["hist_access_type": "tail", "n": 2]) == [[1, 3, "say x"], [1, 4, "alpha"]])
      #expect(
        try asked(["hist_access_type": "range", "session": 0, "start": 2, "stop": 4, "output": true])
          == [[1, 2, ["beta", "beta"]], [1, 3, ["say x", .null]]])
      #expect(try asked(["hist_access_type": "range", "session": 1, "start": 4]) == [[1, 4, "alpha"]])
      #expect(try asked(["hist_access_type": "range", "session": 7, "start": 1]) == [])
      #expect(
        try asked(["hist_access_type": "search", "pattern": "*a"])
          == [[1, 1, "alpha"], [1, 2, "beta"], [1, 4, "alpha"]])
      #expect(try asked(["hist_access_type": "search", "pattern": "al?h*", "unique": true]) == [[1, 4, "alpha"]])
      #expect(try asked(["hist_access_type": "search", "pattern": "*", "n": 1]) == [[1, 4, "alpha"]])
      #expect(try asked(["hist_access_type": "search", "pattern": "b"]) == [])
      #expect(try asked(["hist_access_type": "tail", "n": -1]) == [])
    }

    @Test("the kernel says who it is, on shell and on control, while a cell runs")
    func kernelInfo() throws {
      let frontEnd = try MockFrontEnd()
      frontEnd.execute("hang")
      for socket in [frontEnd.shell, frontEnd.control] {
        let id = frontEnd.send("kernel_info_request", [:], on: socket)
        let content = try frontEnd.reply(to: id, on: socket).content
        content.expectOK()
        #expect(content["implementation"] == "echo")
        #expect(content["implementation_version"] == "1.2.3")
        #expect(content["language_info"]?["file_extension"] == ".echo")
        #expect(content["language_info"]?["pygments_lexer"] == "text")
        #expect(content["protocol_version"] == "5.6")
        #expect(content["help_links"] == [["text": "Echoes", "url": "https://example.org/echo"]])
      }
    }

    @Test("comms are closed at once, for the kernel knows no target")
    func comms() throws {
      let frontEnd = try MockFrontEnd()
      let id = frontEnd.send(
        "comm_open", ["comm_id": "c1", "target_name": "nowhere", "data": [:]], on: frontEnd.shell)
      let shown = try frontEnd.shown(until: id)
      #expect(shown.map(\.header.type) == ["status", "comm_close", "status"])
      #expect(shown[1].content["comm_id"] == "c1")
      #expect(try ask(frontEnd, "comm_info_request", [:]) == ["status": "ok", "comms": [:]])
    }

    @Test("the ports are told to who asks the old way")
    func connect() throws {
      let reply = try ask(try MockFrontEnd(), "connect_request", [:])
      #expect(
        reply == ["status": "ok", "shell_port": 1, "control_port": 2, "stdin_port": 3, "iopub_port": 4, "hb_port": 5])
    }
  }
}
