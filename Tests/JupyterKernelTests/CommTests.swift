import JupyterProtocol
import Testing

extension KernelTests {
  @Suite struct CommTests {
    private static func say(_ data: JSONValue, on comm: String, _ frontEnd: MockFrontEnd) throws -> [String] {
      let id = frontEnd.send("comm_msg", ["comm_id": .string(comm), "data": data], on: frontEnd.shell)
      return try frontEnd.shown(until: id).filter { $0.parentID == id }.map { message in
        message.content["data"].map { "\(message.header.type) \($0.compactText)" } ?? message.summary
      }
    }

    private static func open(_ frontEnd: MockFrontEnd) throws -> JSONValue? {
      let id = frontEnd.send("comm_info_request", [:], on: frontEnd.shell)
      return try frontEnd.reply(to: id, on: frontEnd.shell).content["comms"]
    }

    @Test("a comm to an unknown target is closed at once")
    func unknownTarget() throws {
      let frontEnd = try MockFrontEnd()
      let id = frontEnd.send("comm_open", ["comm_id": "c", "target_name": "nobody"], on: frontEnd.shell)
      let shown = try frontEnd.shown(until: id)
      #expect(shown.map(\.header.type) == ["status", "comm_close", "status"])
      #expect(shown[1].content["comm_id"] == "c")
      #expect(try Self.open(frontEnd) == [:])
    }

    @Test("a comm to a known target is answered until it is closed")
    func knownTarget() throws {
      let frontEnd = try MockFrontEnd()
      let id = frontEnd.send("comm_open", ["comm_id": "c", "target_name": "known"], on: frontEnd.shell)
      #expect(try frontEnd.shown(until: id).map(\.header.type) == ["status", "status"])
      #expect(try Self.open(frontEnd) == ["c": ["target_name": "known"]])
      #expect(
        try Self.say("hello", on: "c", frontEnd)
          == ["status busy", "comm_msg \"hello\"", "comm_msg \"again\"", "status idle"])
      frontEnd.send("comm_close", ["comm_id": "c"], on: frontEnd.shell)
      #expect(try Self.open(frontEnd) == [:])
      #expect(try Self.say("hello", on: "c", frontEnd) == ["status busy", "status idle"])
    }

    @Test("a cell opens a comm and says more on it, and the front end is answered while another cell runs")
    func openedByCell() throws {
      let frontEnd = try MockFrontEnd()
      let id = frontEnd.execute("open e\ntell e")
      let shown = try frontEnd.shown(until: id).dropFirst(2).dropLast()
      #expect(shown.map(\.header.type) == ["comm_open", "comm_msg"])
      #expect(shown.first?.content == ["comm_id": "e", "target_name": "echoes", "data": ["said": "e"]])
      #expect(shown.first?.metadata == ["version": "1"])
      let busy = frontEnd.execute("hang")
      while try frontEnd.receive(on: frontEnd.iopub).content["text"] != "hanging\n" {}
      #expect(try Self.say([1], on: "e", frontEnd) == ["status busy", "comm_msg [1]", "status idle"])
      frontEnd.send("interrupt_request", [:], on: frontEnd.control)
      _ = try frontEnd.shown(until: busy)
    }
  }
}
