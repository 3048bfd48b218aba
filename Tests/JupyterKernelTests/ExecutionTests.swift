import JupyterProtocol
import Testing

extension KernelTests {
  @Suite struct ExecutionTests {
    @Test(
      "busy comes first, then the input, the outputs in order, and idle last with nothing after it",
      arguments: [
        ("value", ["execute_result value"]),
        (
          "say a\nwarn b\nshow c\nsay d\nchange e",
          ["stream a\n", "stream b\n", "display_data c", "stream d\n", "update_display_data e"]
        ),
        ("say a\nclear wait\nsay b", ["stream a\n", "clear_output true", "stream b\n"]),
        ("say a\nfail\nsay b", ["stream a\n", "error Failure"]), ("page x", []),
      ])
    func order(_ code: String, _ outputs: [String]) throws {
      let frontEnd = try MockFrontEnd()
      let (shown, reply) = try frontEnd.finish(code)
      #expect(shown == ["status busy", "execute_input \(code)"] + outputs + ["status idle"])
      #expect(reply["status"] == (code.contains("fail") ? "error" : "ok"))
      #expect(reply["execution_count"] == 1)
      #expect(frontEnd.isQuiet())
    }

    @Test("every message carries the request's header byte for byte, unknown members included")
    func parents() throws {
      let frontEnd = try MockFrontEnd()
      let header = Array(
        #"{"msg_id":"m-1", "session":"s","msg_type":"execute_request","future":{"b":1.50,"a":"é"}}"#.utf8)
      let message = Message(identities: [], header: try MessageHeader(parsing: header), content: ["code": "say a\nx"])
      frontEnd.shell.send(message.frames(signer: frontEnd.signer))
      let shown = try frontEnd.shown(until: "m-1")
      #expect(shown.count == 5)
      #expect(shown.allSatisfy { $0.parentHeader == header })
      #expect(shown.allSatisfy { $0.identities.count == 1 })
      #expect(shown[2].identities == [Array("stream.stdout".utf8)])
      #expect(try frontEnd.reply(to: "m-1", on: frontEnd.shell).parentHeader == header)
      #expect(Set(shown.map(\.header.session)).count == 1)
      #expect(Set(shown.map(\.header.id)).count == shown.count)
    }

    @Test("a silent cell shows and counts nothing, its error is only replied, and the next cell runs")
    func silent() throws {
      let frontEnd = try MockFrontEnd()
      let (shown, reply) = try frontEnd.finish("say a\nvalue", ["silent": true, "store_history": true])
      #expect(shown == ["status busy", "status idle"])
      #expect(reply["execution_count"] == 0)
      let failing = frontEnd.execute("fail", ["silent": true])
      let next = frontEnd.execute("cell")
      #expect(try frontEnd.shown(until: failing).map(\.summary) == ["status busy", "status idle"])
      #expect(try frontEnd.reply(to: failing, on: frontEnd.shell).content["ename"] == "Failure")
      #expect(try frontEnd.shown(until: next).map(\.summary).contains("execute_result 1 -"))
    }

    @Test("a cell that is not stored shows its outputs and does not count")
    func notStored() throws {
      let frontEnd = try MockFrontEnd()
      #expect(try frontEnd.finish("a").reply["execution_count"] == 1)
      let (shown, reply) = try frontEnd.finish("b", ["store_history": false])
      #expect(shown == ["status busy", "execute_input b", "execute_result b", "status idle"])
      #expect(reply["execution_count"] == 1)
      #expect(try frontEnd.finish("c").reply["execution_count"] == 2)
    }

    @Test("an error keeps the cells that wait from running, and other requests are still served")
    func stopOnError() throws {
      let frontEnd = try MockFrontEnd()
      let failing = frontEnd.execute("hang\n")
      let waiting = (0..<3).map { frontEnd.execute("say \($0)") }
      let information = frontEnd.send("kernel_info_request", [:], on: frontEnd.shell)
      #expect(try frontEnd.reply(to: information, on: frontEnd.shell).content["status"] == "ok")
      frontEnd.send("interrupt_request", [:], on: frontEnd.control)
      #expect(try frontEnd.reply(to: failing, on: frontEnd.shell).content["ename"] == "Interrupted")
      for id in waiting {
        let reply = try frontEnd.reply(to: id, on: frontEnd.shell)
        #expect(reply.content["status"] == "error")
        #expect(reply.content["execution_count"] == 1)
      }
      let shown = try frontEnd.shown(until: waiting[2])
      for id in waiting {
        #expect(shown.filter { $0.parentID == id }.map(\.summary) == ["status busy", "status idle"])
      }
      #expect(try frontEnd.finish("cell").shown.contains("execute_result 2 -"))
    }

    @Test("cells sent at once behind one that fails are not run, however fast it fails")
    func stopOnErrorAtOnce() throws {
      let frontEnd = try MockFrontEnd()
      for _ in 0..<50 {
        let ids = ["fail", "say a", "say b"].map { frontEnd.execute($0) }
        let replies = try ids.map { try frontEnd.reply(to: $0, on: frontEnd.shell).content["ename"] }
        #expect(replies[0] == "Failure")
        // A cell that arrives after the failed one's answer has left runs: its sender could have known.
        #expect(replies[2] == replies[1] || replies[1] == "ExecutionAborted")
      }
    }

    @Test("with stop_on_error false the cells that wait run")
    func goOnAfterError() throws {
      let frontEnd = try MockFrontEnd()
      let failing = frontEnd.execute("fail", ["stop_on_error": false])
      let next = frontEnd.execute("say a")
      #expect(try frontEnd.reply(to: failing, on: frontEnd.shell).content["status"] == "error")
      #expect(try frontEnd.reply(to: next, on: frontEnd.shell).content["status"] == "ok")
    }

    @Test("user expressions are answered one by one, and only after a cell that succeeded")
    func userExpressions() throws {
      let frontEnd = try MockFrontEnd()
      let asked: [String: JSONValue] = ["user_expressions": ["good": "1 + 1", "bad": "fail"]]
      let answers = try frontEnd.finish("x", asked).reply["user_expressions"]
      #expect(answers?["good"] == ["status": "ok", "data": ["text/plain": "1 + 1"], "metadata": [:]])
      #expect(answers?["bad"]?["status"] == "error")
      #expect(answers?["bad"]?["ename"] == "Failure")
      #expect(try frontEnd.finish("fail", asked).reply["user_expressions"] == nil)
    }

    @Test("what is paged comes with the reply")
    func payload() throws {
      let frontEnd = try MockFrontEnd()
      let payload = try frontEnd.finish("page help").reply["payload"]
      #expect(payload == [["source": "page", "data": ["text/plain": "help"], "start": 0]])
    }

    @Test("a cell knows its name in the notebook")
    func cellID() throws {
      let frontEnd = try MockFrontEnd()
      let id = frontEnd.send(
        "execute_request", ["code": "cell"], on: frontEnd.shell, metadata: ["cellId": "abc", "other": [1]])
      #expect(try frontEnd.shown(until: id).map(\.summary).contains("execute_result 1 abc"))
    }

    @Test("what a thread of a cell shows after its end is dropped, never shown after idle")
    func late() throws {
      let frontEnd = try MockFrontEnd()
      for _ in 0..<20 {
        let shown = try frontEnd.finish("later").shown
        #expect(shown.last == "status idle")
        #expect(!shown.contains { $0.hasPrefix("another") })
      }
      #expect(frontEnd.isQuiet())
    }

    @Test("text is shown while the cell runs on, what follows closely too")
    func streaming() throws {
      let frontEnd = try MockFrontEnd()
      frontEnd.execute("say a\npause\nsay b\nsay c\nhang")
      var text = ""
      while text != "a\nb\nc\nhanging\n" {
        let message = try frontEnd.receive(on: frontEnd.iopub)
        if message.header.type == "stream" { text += message.content["text"]?.stringValue ?? "" }
      }
    }

    @Test("100,000 printed lines are all there before idle, in order and in few messages")
    func flood() throws {
      let frontEnd = try MockFrontEnd()
      let id = frontEnd.execute("flood")
      let texts = try frontEnd.shown(until: id).filter { $0.header.type == "stream" }.compactMap {
        $0.content["text"]?.stringValue
      }
      let lines = texts.joined().split(separator: "\n")
      #expect(lines.count == 100_000)
      #expect(lines.enumerated().allSatisfy { $1 == "line \($0)" })
      // One message in 50 ms; a machine that takes a minute over this has another fault.
      #expect(texts.count < 1200, "\(texts.count) messages")
      #expect(frontEnd.isQuiet())
    }
  }
}
