/// Where a launcher waits to be told the ports that a kernel has chosen: the content of a registration file (JEP 66).
public struct RegistrationInfo: Sendable, Hashable {
  /// The launcher's name for the kernel.
  public let kernelID: String
  /// The address of the launcher's socket.
  public let endpoint: String
  /// A connection on ports of the kernel's choice, with the launcher's transport, address and key.
  public let connection: ConnectionInfo

  /// Whether a file's members are those of a registration, not of a connection.
  package static func describes(_ json: JSONValue) -> Bool { json["registration_port"] != nil }

  /// The registration that a file's members describe. The address may be called `ip` too.
  ///
  /// - Throws: ``ConnectionError`` that names the member that is missing or cannot be used.
  public init(_ json: JSONValue) throws(ConnectionError) {
    guard let id = json["kernel_id"]?.stringValue, !id.isEmpty, !id.contains("/") else {
      throw Self.unusable("kernel_id", expected: "a name", found: json["kernel_id"])
    }
    let port = json["registration_port"]?.intValue ?? json["registration_port"]?.stringValue.flatMap { Int($0) }
    guard let port, (1...65535).contains(port) else {
      throw Self.unusable("registration_port", expected: "a port from 1 to 65535", found: json["registration_port"])
    }
    guard let ip = json["registration_ip"]?.stringValue ?? json["ip"]?.stringValue, !ip.isEmpty else {
      throw Self.unusable("registration_ip", expected: "an address", found: json["registration_ip"])
    }
    var members = json.objectValue ?? [:]
    for member in ["registration_ip", "registration_port"] { members[member] = nil }
    members["ip"] = .string(ip)
    kernelID = id
    connection = try ConnectionInfo(.object(members))
    endpoint = connection.address(port: port)
  }

  private static func unusable(_ member: String, expected: String, found: JSONValue?) -> ConnectionError {
    ConnectionError(
      code: .member(member),
      message: "registration file, '\(member)': expected \(expected), found '\(found?.compactText ?? "nothing")'")
  }

  /// The frames that tell the launcher the ports of a connection, signed with its key.
  package func announcement(of connection: ConnectionInfo, signer: MessageSigner) -> [[UInt8]] {
    var members: [String: JSONValue] = ["kernel_id": .string(kernelID)]
    for channel in ConnectionInfo.Channel.allCases {
      members[channel.member] = .string(String(connection.port(of: channel)))
    }
    let content = JSONValue.object(members).compactBytes
    return [Message.delimiter, signer.signature(of: [content]), content]
  }

  /// Whether frames are the launcher's receipt, signed with its key.
  package func isReceipt(_ frames: [[UInt8]], signer: MessageSigner) -> Bool {
    guard let end = frames.firstIndex(of: Message.delimiter), frames.count == end + 3 else { return false }
    return signer.verifies(frames[end + 1], of: [frames[end + 2]])
  }
}
