import Glibc
import JupyterProtocol
import Testing

extension KernelTests {
  @Suite struct InterruptTests {
    enum Way: CaseIterable {
      case message
      case signal

      func interrupt(_ frontEnd: MockFrontEnd) throws {
        switch self {
        case .message:
          let id = frontEnd.send("interrupt_request", [:], on: frontEnd.control)
          #expect(try frontEnd.reply(to: id, on: frontEnd.control).content == ["status": "ok"])
        case .signal:
          kill(getpid(), SIGINT)
        }
      }
    }

    @Test("a running cell stops, and the session goes on", arguments: Way.allCases)
    func running(_ way: Way) throws {
      let frontEnd = try MockFrontEnd()
      try frontEnd.finish("let kept").reply.expectOK()
      for _ in 0..<5 {
        let id = frontEnd.execute("hang")
        while try frontEnd.receive(on: frontEnd.iopub).summary != "stream hanging\n" {}
        try way.interrupt(frontEnd)
        let reply = try frontEnd.reply(to: id, on: frontEnd.shell)
        #expect(reply.content["ename"] == "Interrupted")
        let own = try frontEnd.shown(until: id).filter { $0.parentID == id }.map(\.summary)
        #expect(own == ["error Interrupted", "status idle"])
      }
      let completion = frontEnd.send("complete_request", ["code": "k"], on: frontEnd.shell)
      #expect(try frontEnd.reply(to: completion, on: frontEnd.shell).content["matches"] == ["kept"])
    }

    @Test("a cell that waits for its user stops", arguments: Way.allCases)
    func reading(_ way: Way) throws {
      let frontEnd = try MockFrontEnd()
      let id = frontEnd.execute("ask name", ["allow_stdin": true])
      let first = try frontEnd.receive(on: frontEnd.stdin)
      #expect(first.header.type == "input_request")
      try way.interrupt(frontEnd)
      #expect(try frontEnd.reply(to: id, on: frontEnd.shell).content["ename"] == "Interrupted")

      let next = frontEnd.execute("ask name", ["allow_stdin": true])
      let second = try frontEnd.receive(on: frontEnd.stdin)
      // The answer to the first question comes too late, and must not answer the second.
      frontEnd.answer(first, "late")
      frontEnd.answer(second, "new")
      #expect(try frontEnd.shown(until: next).map(\.summary).contains("stream answer: new\n"))
    }

    @Test("an interrupt without a running cell stops none that comes later", arguments: Way.allCases)
    func idle(_ way: Way) throws {
      let frontEnd = try MockFrontEnd()
      try way.interrupt(frontEnd)
      // A signal is delivered when some thread of the process gets its turn, which a busy machine may delay.
      if way == .signal { usleep(200_000) }
      let id = frontEnd.execute("hang")
      while try frontEnd.receive(on: frontEnd.iopub).summary != "stream hanging\n" {}
      #expect(frontEnd.isQuiet())
      frontEnd.send("interrupt_request", [:], on: frontEnd.control)
      #expect(try frontEnd.reply(to: id, on: frontEnd.shell).content["ename"] == "Interrupted")
    }
  }
}

extension JSONValue {
  /// Expects the content of a reply that reports success.
  func expectOK(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(self["status"] == "ok", sourceLocation: sourceLocation)
  }
}
