import CZeroMQ
import FoundationEssentials
import JupyterKernel
import JupyterProtocol
import TestSupport
import Testing

extension KernelTests {
  /// JEP 66, from the launcher's side.
  @Suite struct RegistrationTests {
    private struct Launcher {
      let socket: TestSocket
      let launch: LaunchFile
      let signer = MessageSigner(key: "secret")
      let folder: TemporaryFolder

      init() throws {
        folder = try TemporaryFolder()
        let prefix = folder.path + "/registration"
        socket = try TestSocket(listening: ZMQ_ROUTER, "ipc://\(prefix)-1")
        launch = .registration(
          try RegistrationInfo([
            "kernel_id": "k-1", "transport": "ipc", "registration_ip": .string(prefix), "registration_port": 1,
            "signature_scheme": "hmac-sha256", "key": "secret",
          ]))
      }

      func acknowledge(_ frames: [[UInt8]], key: String = "secret") {
        let receipt = Array("ACK".utf8)
        socket.send([frames[0], frames[1], MessageSigner(key: key).signature(of: [receipt]), receipt])
      }
    }

    @Test("the kernel tells its ports, writes a connection file, and serves after the receipt")
    func registers() throws {
      let launcher = try Launcher()
      let file = launcher.folder.path + "/kernel-k-1.json"
      let run = KernelRun(launcher.launch, connectionFile: file)
      let frames = try launcher.socket.receive()
      #expect(frames.count == 4)
      #expect(frames[1] == Array("<IDS|MSG>".utf8))
      #expect(launcher.signer.verifies(frames[2], of: [frames[3]]))
      let content = try JSONValue(parsing: frames[3])
      #expect(content["kernel_id"] == "k-1")
      let connection = try ConnectionInfo(readingFile: file)
      for channel in ["shell", "iopub", "stdin", "control", "hb"] {
        #expect(content[channel + "_port"]?.stringValue.flatMap { Int($0) } ?? 0 > 0)
      }
      launcher.acknowledge(frames)
      let frontEnd = try MockFrontEnd(joining: connection, run: run)
      #expect(try frontEnd.finish("x").reply["status"] == "ok")
      frontEnd.send("shutdown_request", [:], on: frontEnd.control)
      #expect(run.wait() == .ended(0))
      #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test("a receipt with another key ends the kernel")
    func wrongReceipt() throws {
      let launcher = try Launcher()
      let run = KernelRun(launcher.launch)
      launcher.acknowledge(try launcher.socket.receive(), key: "other")
      guard case .failed(let error) = run.wait() else {
        Issue.record("the kernel took a forged receipt")
        return
      }
      #expect(error.code == .registration)
    }

    @Test(
      "a registration file that cannot be used is refused by the name of its member",
      arguments: [
        ("kernel_id", ["registration_port": 1, "registration_ip": "127.0.0.1"]),
        ("kernel_id", ["kernel_id": "../x", "registration_port": 1, "registration_ip": "127.0.0.1"]),
        ("registration_port", ["kernel_id": "k", "registration_port": 70000, "registration_ip": "127.0.0.1"]),
        ("registration_ip", ["kernel_id": "k", "registration_port": "12"]),
      ] as [(String, JSONValue)])
    func unusable(_ member: String, _ json: JSONValue) {
      let error = #expect(throws: ConnectionError.self) { try RegistrationInfo(json) }
      #expect(error?.code == .member(member))
    }
  }
}
