import Glibc
import JupyterProtocol
import Testing

@Suite struct ConnectionInfoTests {
  private static let members: JSONValue = [
    "transport": "tcp", "ip": "127.0.0.1", "shell_port": 1, "iopub_port": "2", "stdin_port": 3, "control_port": 0,
    "hb_port": 65535, "key": "k", "signature_scheme": "hmac-sha256", "kernel_name": "echo",
  ]

  private static func changed(_ name: String, _ value: JSONValue) -> JSONValue {
    .object((members.objectValue ?? [:]).merging([name: value]) { _, new in new })
  }

  @Test("the members of a connection file are read, ports as numbers or text")
  func reads() throws {
    let connection = try ConnectionInfo(Self.members)
    #expect(connection.transport == .tcp)
    #expect(connection.key == "k")
    #expect(ConnectionInfo.Channel.allCases.map { connection.port(of: $0) } == [1, 0, 3, 2, 65535])
    #expect(connection.curveKeys == nil)
  }

  @Test("a file that is written again keeps the members that are not known, and only its owner can read it")
  func writesBack() throws {
    var template = Array("/tmp/connection-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    close(descriptor)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }

    var connection = try ConnectionInfo(Self.members)
    connection.setPort(4321, of: .control)
    try connection.write(toFile: path)
    let again = try ConnectionInfo(readingFile: path)
    #expect(again.port(of: .control) == 4321)
    #expect(again.json["kernel_name"] == "echo")
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test(
    "a member that cannot be used is named",
    arguments: [
      ("transport", "udp"), ("signature_scheme", "hmac-md5"), ("shell_port", 65536), ("hb_port", -1),
      ("iopub_port", "many"), ("stdin_port", 1.5), ("curve_publickey", "alone"),
    ] as [(String, JSONValue)])
  func refuses(_ name: String, _ value: JSONValue) {
    let error = #expect(throws: ConnectionError.self) { try ConnectionInfo(Self.changed(name, value)) }
    #expect(error?.code == .member(name))
    #expect(error?.description.contains("expected") == true)
  }

  @Test("a file that is missing or no JSON is an error with the path")
  func missing() {
    let absent = #expect(throws: ConnectionError.self) {
      try ConnectionInfo(readingFile: "/nonexistent/connection.json")
    }
    #expect(absent?.code == .file)
    #expect(absent?.message.contains("/nonexistent/connection.json") == true)
    let device = #expect(throws: ConnectionError.self) { try ConnectionInfo(readingFile: "/dev/null") }
    #expect(device?.code == .format)
  }
}
