import FoundationEssentials
import JupyterKernel
import JupyterProtocol
import TestSupport
import Testing

extension KernelTests {
  @Suite struct SubshellTests {
    private static func create(_ frontEnd: MockFrontEnd) throws -> String {
      let id = frontEnd.send("create_subshell_request", [:], on: frontEnd.control)
      let reply = try frontEnd.reply(to: id, on: frontEnd.control).content
      return try #require(reply["subshell_id"]?.stringValue)
    }

    private static func list(_ frontEnd: MockFrontEnd) throws -> JSONValue? {
      let id = frontEnd.send("list_subshell_request", [:], on: frontEnd.control)
      return try frontEnd.reply(to: id, on: frontEnd.control).content["subshell_id"]
    }

    @Test("a subshell runs while the main shell is busy, with a count of its own and the names of all")
    func runsBeside() throws {
      let frontEnd = try MockFrontEnd()
      _ = try frontEnd.finish("let shared")
      let subshell = try Self.create(frontEnd)
      let busy = frontEnd.execute("hang")
      let beside = frontEnd.execute("cell", subshell: subshell)
      #expect(try frontEnd.reply(to: beside, on: frontEnd.shell).content["execution_count"] == 1)
      #expect(
        try frontEnd.shown(until: beside).filter { $0.parentID == beside }.map(\.summary).contains(
          "execute_result 1 -"))
      let declaring = frontEnd.execute("let another", subshell: subshell)
      #expect(try frontEnd.reply(to: declaring, on: frontEnd.shell).content["execution_count"] == 2)
      frontEnd.send("interrupt_request", [:], on: frontEnd.control)
      #expect(try frontEnd.reply(to: busy, on: frontEnd.shell).content["execution_count"] == 2)
      let completion = frontEnd.send("complete_request", ["code": "a", "cursor_pos": 1], on: frontEnd.shell)
      #expect(try frontEnd.reply(to: completion, on: frontEnd.shell).content["matches"] == ["shared", "another"])
    }

    @Test("an error in a subshell leaves the cells of the main shell alone")
    func errorsStay() throws {
      let frontEnd = try MockFrontEnd()
      let subshell = try Self.create(frontEnd)
      let busy = frontEnd.execute("pause")
      let waiting = frontEnd.execute("cell")
      let failing = frontEnd.execute("fail", subshell: subshell)
      #expect(try frontEnd.reply(to: failing, on: frontEnd.shell).content["status"] == "error")
      #expect(try frontEnd.reply(to: busy, on: frontEnd.shell).content["status"] == "ok")
      #expect(try frontEnd.reply(to: waiting, on: frontEnd.shell).content["status"] == "ok")
    }

    @Test("an interrupt stops the cells of all shells")
    func interruptIsForAll() throws {
      let frontEnd = try MockFrontEnd()
      let subshell = try Self.create(frontEnd)
      let cells = [frontEnd.execute("hang"), frontEnd.execute("hang", subshell: subshell)]
      var hanging = 0
      while hanging < 2 {
        if try frontEnd.receive(on: frontEnd.iopub).content["text"] == "hanging\n" { hanging += 1 }
      }
      frontEnd.send("interrupt_request", [:], on: frontEnd.control)
      for cell in cells {
        let reply = try frontEnd.reply(to: cell, on: frontEnd.shell)
        #expect(reply.content["ename"] == "Interrupted")
      }
    }

    @Test("subshells are listed, deleted with what they run, and then unknown")
    func deletion() throws {
      let frontEnd = try MockFrontEnd()
      #expect(try Self.list(frontEnd) == [])
      let names = [try Self.create(frontEnd), try Self.create(frontEnd)]
      #expect(try Self.list(frontEnd) == .array(names.map { .string($0) }))
      let cells = [frontEnd.execute("hang", subshell: names[0]), frontEnd.execute("say a", subshell: names[0])]
      let deletion = frontEnd.send("delete_subshell_request", ["subshell_id": .string(names[0])], on: frontEnd.control)
      #expect(try frontEnd.reply(to: deletion, on: frontEnd.control).content["status"] == "ok")
      for cell in cells {
        #expect(
          try frontEnd.reply(to: cell, on: frontEnd.shell).content["status"] == "error")
      }
      #expect(try Self.list(frontEnd) == [.string(names[1])])
      let late = frontEnd.execute("x", subshell: names[0])
      let reply = try frontEnd.reply(to: late, on: frontEnd.shell).content
      #expect(reply["status"] == "error")
      #expect(reply["evalue"]?.stringValue?.contains(names[1]) == true)
      let again = frontEnd.send("delete_subshell_request", ["subshell_id": .string(names[0])], on: frontEnd.control)
      #expect(try frontEnd.reply(to: again, on: frontEnd.control).content["ename"] == "UnknownSubshell")
    }

    @Test("questions of several shells are told apart by the answers' parents")
    func questions() throws {
      let frontEnd = try MockFrontEnd()
      let subshell = try Self.create(frontEnd)
      let asking = ["allow_stdin": JSONValue.bool(true)]
      let first = frontEnd.execute("ask one", asking)
      let firstQuestion = try frontEnd.receive(on: frontEnd.stdin)
      let second = frontEnd.execute("ask two", asking, subshell: subshell)
      let secondQuestion = try frontEnd.receive(on: frontEnd.stdin)
      #expect(firstQuestion.parentID == first)
      #expect(secondQuestion.parentID == second)
      frontEnd.answer(secondQuestion, "2")
      #expect(
        try frontEnd.shown(until: second).contains { $0.parentID == second && $0.content["text"] == "answer: 2\n" })
      frontEnd.answer(firstQuestion, "1")
      #expect(try frontEnd.shown(until: first).contains { $0.content["text"] == "answer: 1\n" })
    }

    @Test("what is asked on control never fails for a subshell that does not exist")
    func controlKnowsNoSubshells() throws {
      let frontEnd = try MockFrontEnd()
      let cell = frontEnd.execute("hang")
      while try frontEnd.receive(on: frontEnd.iopub).content["text"] != "hanging\n" {}
      for type in ["create_subshell_request", "usage_request", "interrupt_request"] {
        let id = frontEnd.send(type, [:], on: frontEnd.control, subshell: "nobody")
        #expect(try frontEnd.reply(to: id, on: frontEnd.control).content["status"] != "error")
      }
      #expect(try frontEnd.reply(to: cell, on: frontEnd.shell).content["ename"] == "Interrupted")
      let late = frontEnd.send(
        "complete_request", ["code": "x", "cursor_pos": 1], on: frontEnd.shell, subshell: "nobody")
      #expect(try frontEnd.reply(to: late, on: frontEnd.shell).header.type == "complete_reply")
    }

    @Test("subshells that come and go leave no descriptor behind")
    func descriptors() throws {
      let folder = try TemporaryFolder()
      let frontEnd = try MockFrontEnd(environment: KernelEnvironment(historyFolder: folder.path))
      func cycle() throws {
        let subshell = try Self.create(frontEnd)
        _ = try frontEnd.reply(to: frontEnd.execute("x", subshell: subshell), on: frontEnd.shell)
        let id = frontEnd.send("delete_subshell_request", ["subshell_id": .string(subshell)], on: frontEnd.control)
        _ = try frontEnd.reply(to: id, on: frontEnd.control)
        // Behind the order to close.
        let history = frontEnd.send("history_request", ["hist_access_type": "tail"], on: frontEnd.shell)
        _ = try frontEnd.reply(to: history, on: frontEnd.shell)
      }
      func count() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
      try cycle()
      let before = try count()
      for _ in 0..<10 { try cycle() }
      #expect(try count() <= before + 2)
    }

    @Test("every subshell is a session of the history")
    func history() throws {
      let frontEnd = try MockFrontEnd()
      let subshell = try Self.create(frontEnd)
      for (code, shell) in [("main", nil), ("side", subshell)] {
        _ = try frontEnd.reply(to: frontEnd.execute(code, subshell: shell), on: frontEnd.shell)
      }
      for (shell, expected) in [(nil, "main"), (subshell, "side")] {
        let id = frontEnd.send(
          "history_request", ["hist_access_type": "range", "session": 0], on: frontEnd.shell, subshell: shell)
        let history = try frontEnd.reply(to: id, on: frontEnd.shell).content["history"]
        #expect(history?.arrayValue?.compactMap { $0.arrayValue?.last } == [.string(expected)])
      }
    }
  }
}
