/// Answers `connect_request`: the ports of the kernel.
package struct ConnectReply: MessageContent {
  package static let type = "connect_reply"

  package let json: JSONValue

  /// The ports of a connection.
  package init(_ connection: ConnectionInfo) {
    let ports = ConnectionInfo.Channel.allCases.map { ($0.member, JSONValue.int(connection.port(of: $0))) }
    json = .object(Dictionary(ports) { _, last in last }.merging(["status": "ok"]) { _, new in new })
  }
}
