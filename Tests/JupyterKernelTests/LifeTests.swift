import CZeroMQ
import Glibc
import JupyterKernel
import JupyterProtocol
import TestSupport
import Testing

extension KernelTests {
  @Suite struct LifeTests {
    @Test("every subscriber is welcomed, also to a topic that another has, and only the first sees the start")
    func subscribers() throws {
      let frontEnd = try MockFrontEnd()
      let address = MockFrontEnd.address(.iopub, of: frontEnd.connection)
      for topic in ["", "", "stream"] {
        let second = try TestSocket(ZMQ_SUB, address)
        second.subscribe(to: topic)
        let welcome = try frontEnd.receive(on: second)
        #expect(welcome.header.type == "iopub_welcome")
        #expect(welcome.identities == [Array(topic.utf8)])
        #expect(welcome.content == ["subscription": .string(topic)])
        #expect(welcome.parentHeader == Array("{}".utf8))
        let id = frontEnd.execute("say a")
        #expect(try frontEnd.receive(on: second).summary == (topic.isEmpty ? "status busy" : "stream a\n"))
        _ = try frontEnd.reply(to: id, on: frontEnd.shell)
      }
    }

    @Test("what is shown before the first subscription arrives is kept for it, in order")
    func early() throws {
      let folder = try TemporaryFolder()
      var connection = ConnectionInfo(transport: .ipc, ip: folder.path + "/kernel", key: "")
      for (number, channel) in ConnectionInfo.Channel.allCases.enumerated() {
        connection.setPort(number + 1, of: channel)
      }
      let run = KernelRun(connection)
      let shell = try TestSocket(ZMQ_DEALER, MockFrontEnd.address(.shell, of: connection))
      var factory = MessageFactory(username: "early")
      let signer = MessageSigner(key: "")
      for code in ["say a\nb", "c"] {
        let request = Message(
          identities: [], header: factory.header(type: "execute_request"), content: ["code": .string(code)])
        shell.send(request.frames(signer: signer))
      }
      for _ in 0..<2 { _ = try shell.receive() }
      let iopub = try TestSocket(ZMQ_SUB, MockFrontEnd.address(.iopub, of: connection))
      iopub.subscribe(to: "")
      let shown = try (0..<11).map { _ in try Message(frames: iopub.receive(), signer: signer).summary }
      #expect(
        shown == [
          "iopub_welcome", "status starting", "status busy", "execute_input say a\nb", "stream a\n",
          "execute_result say a\nb", "status idle", "status busy", "execute_input c", "execute_result c", "status idle",
        ])
      kill(getpid(), SIGTERM)
      #expect(run.wait() == .ended(0))
    }

    @Test("the heartbeat sends back what comes, also while a cell runs")
    func heartbeat() throws {
      let frontEnd = try MockFrontEnd()
      frontEnd.execute("hang")
      let heart = try TestSocket(ZMQ_REQ, MockFrontEnd.address(.heartbeat, of: frontEnd.connection))
      for beat in [[], [0, 0xFF], Array("ping".utf8)] as [[UInt8]] {
        heart.send([beat])
        #expect(try heart.receive() == [beat])
      }
    }

    @Test("ports that the system chose are written to the connection file", arguments: ["127.0.0.1"])
    func freePorts(_ ip: String) throws {
      let frontEnd = try MockFrontEnd.onFreePorts(ip: ip)
      let ports = ConnectionInfo.Channel.allCases.map { frontEnd.connection.port(of: $0) }
      #expect(Set(ports).count == 5)
      #expect(!ports.contains(0))
      #expect(try frontEnd.finish("x").shown.contains("execute_result x"))
    }

    @Test("an address in use ends the start with what was tried")
    func addressInUse() throws {
      let frontEnd = try MockFrontEnd.onFreePorts(ip: "127.0.0.1")
      guard case .failed(let error) = KernelRun(frontEnd.connection).wait() else {
        Issue.record("two kernels listen on one address")
        return
      }
      #expect(error.code == .socket)
      #expect(error.message.contains("tcp://127.0.0.1:\(frontEnd.connection.port(of: .shell)) for shell"))
    }

    @Test(
      "a shutdown is answered to all, ends a running cell and the kernel, and leaves no sockets",
      arguments: [false, true])
    func shutdown(_ restart: Bool) throws {
      let frontEnd = try MockFrontEnd()
      frontEnd.execute("hang")
      while try frontEnd.receive(on: frontEnd.iopub).summary != "stream hanging\n" {}
      let id = frontEnd.send("shutdown_request", ["restart": .bool(restart)], on: frontEnd.control)
      let content: JSONValue = ["status": "ok", "restart": .bool(restart)]
      #expect(try frontEnd.reply(to: id, on: frontEnd.control).content == content)
      let shown = try frontEnd.shown(until: id).filter { $0.parentID == id }
      #expect(shown.map(\.header.type) == ["status", "shutdown_reply", "status"])
      #expect(frontEnd.waitForEnd() == .ended(0))
      for channel in 1...5 { #expect(access("\(frontEnd.connection.ip)-\(channel)", F_OK) != 0) }
    }

    @Test("a cell that does not heed interrupts cannot keep the kernel from ending")
    func stubborn() throws {
      let frontEnd = try MockFrontEnd()
      frontEnd.execute("say a\nstubborn")
      while try frontEnd.receive(on: frontEnd.iopub).summary != "stream a\n" {}
      frontEnd.send("shutdown_request", ["restart": false], on: frontEnd.control)
      // The wait is shorter than the cell.
      #expect(frontEnd.waitForEnd() == .ended(0))
    }

    @Test("a SIGTERM ends the kernel as a shutdown does")
    func terminated() throws {
      let frontEnd = try MockFrontEnd()
      #expect(try frontEnd.finish("x").reply["status"] == "ok")
      kill(getpid(), SIGTERM)
      #expect(frontEnd.waitForEnd() == .ended(0))
    }

    @Test("a kernel whose parent dies ends at once")
    func orphaned() throws {
      var parent: pid_t = 0
      let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("60"), nil]
      defer { arguments.forEach { free($0) } }
      try #require(posix_spawnp(&parent, "sleep", nil, nil, arguments, nil) == 0)
      let frontEnd = try MockFrontEnd(environment: KernelEnvironment(parentProcess: String(parent)))
      #expect(try frontEnd.finish("x").reply["status"] == "ok")
      kill(parent, SIGKILL)
      waitpid(parent, nil, 0)
      #expect(frontEnd.waitForEnd() == .ended(0))
    }
  }
}
