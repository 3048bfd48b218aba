import CZeroMQ
import JupyterProtocol
import Testing

extension KernelTests {
  @Suite struct InputTests {
    @Test(
      "a question goes to the front end that runs the cell, and its answer to the cell",
      arguments: ["name", "password"])
    func asks(_ prompt: String) throws {
      let frontEnd = try MockFrontEnd()
      let id = frontEnd.execute("ask \(prompt)", ["allow_stdin": true])
      let question = try frontEnd.receive(on: frontEnd.stdin)
      #expect(question.header.type == "input_request")
      #expect(question.parentID == id)
      #expect(question.content == ["prompt": .string(prompt), "password": .bool(prompt == "password")])
      frontEnd.send("input_reply", ["value": "Ada"], on: frontEnd.stdin)
      #expect(try frontEnd.shown(until: id).map(\.summary).contains("stream answer: Ada\n"))
    }

    @Test("a question waits for a front end whose stdin channel comes late")
    func lateStdin() throws {
      let frontEnd = try MockFrontEnd()
      let identity = Array("late".utf8)
      let shell = try TestSocket(
        ZMQ_DEALER, MockFrontEnd.address(.shell, of: frontEnd.connection), identity: identity)
      let id = frontEnd.send("execute_request", ["code": "ask name", "allow_stdin": true], on: shell)
      // The cell asks, and nobody of that name is there.
      #expect(throws: TestSocket.Failure.nothingCame) { try frontEnd.receive(on: frontEnd.stdin, milliseconds: 50) }
      let stdin = try TestSocket(
        ZMQ_DEALER, MockFrontEnd.address(.stdin, of: frontEnd.connection), identity: identity)
      let question = try frontEnd.receive(on: stdin)
      #expect(question.header.type == "input_request" && question.parentID == id)
      frontEnd.send("input_reply", ["value": "Ada"], on: stdin)
      #expect(try frontEnd.shown(until: id).map(\.summary).contains("stream answer: Ada\n"))
    }

    @Test("an answer without its text is passed over, and the cell goes on waiting")
    func damagedAnswer() throws {
      let frontEnd = try MockFrontEnd()
      let id = frontEnd.execute("ask name", ["allow_stdin": true])
      _ = try frontEnd.receive(on: frontEnd.stdin)
      frontEnd.send("input_reply", ["text": "Ada"], on: frontEnd.stdin)
      frontEnd.send("input_reply", ["value": "Bob"], on: frontEnd.stdin)
      #expect(try frontEnd.shown(until: id).map(\.summary).contains("stream answer: Bob\n"))
    }

    @Test("where input is not allowed the cell learns it at once and nothing is asked")
    func notAllowed() throws {
      let frontEnd = try MockFrontEnd()
      #expect(try frontEnd.finish("ask name").reply["ename"] == "NotAllowed")
      #expect(throws: TestSocket.Failure.nothingCame) { try frontEnd.receive(on: frontEnd.stdin, milliseconds: 50) }
    }

    @Test("a shutdown ends a cell that waits for its user")
    func shutdown() throws {
      let frontEnd = try MockFrontEnd()
      frontEnd.execute("ask name", ["allow_stdin": true])
      _ = try frontEnd.receive(on: frontEnd.stdin)
      frontEnd.send("shutdown_request", ["restart": false], on: frontEnd.control)
      #expect(frontEnd.waitForEnd() == .ended(0))
    }
  }
}
