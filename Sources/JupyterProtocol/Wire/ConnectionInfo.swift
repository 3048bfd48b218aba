/// Where a kernel listens and with which key messages are signed: the content of a connection file.
public struct ConnectionInfo: Sendable, Hashable {
  /// How sockets are addressed.
  public enum Transport: String, Sendable, Hashable {
    /// Internet addresses; a port of 0 lets the system choose.
    case tcp
    /// Files named `ip-port`.
    case ipc
  }

  /// The five sockets of a kernel.
  public enum Channel: String, Sendable, Hashable, CaseIterable {
    /// Requests, in order.
    case shell
    /// Requests that overtake: interrupt and shutdown.
    case control
    /// Questions to the user.
    case stdin
    /// Everything shown to all front ends.
    case iopub
    /// Bytes sent back as they come.
    case heartbeat = "hb"

    var member: String { rawValue + "_port" }
  }

  /// How sockets are addressed.
  public var transport: Transport
  /// The address to listen on; for ``Transport/ipc`` the beginning of a path.
  public var ip: String
  /// The key of the signatures; empty for none.
  public var key: String
  /// The CurveZMQ keys in their Z85 form, where the transport is to be encrypted.
  public var curveKeys: CurveKeys?
  private var ports: [Channel: Int]
  /// The members as they were read, so that writing the file again loses none.
  private var members: [String: JSONValue] = [:]

  /// A key pair of CurveZMQ.
  public struct CurveKeys: Sendable, Hashable {
    /// The public key.
    public let publicKey: String
    /// The secret key.
    public let secretKey: String
  }

  /// A connection on free ports of the system's choice.
  public init(transport: Transport = .tcp, ip: String = "127.0.0.1", key: String = "") {
    self.transport = transport
    self.ip = ip
    self.key = key
    ports = [:]
  }

  /// The connection that a connection file's members describe.
  ///
  /// - Throws: ``ConnectionError`` that names the member, for an unknown transport or signature scheme, a port outside
  ///   0...65535, or one Curve key without the other.
  public init(_ json: JSONValue) throws(ConnectionError) {
    guard let members = json.objectValue else {
      throw ConnectionError(code: .format, message: "a connection file holds a JSON object; found something else")
    }
    self.members = members
    let name = members["transport"]?.stringValue ?? Transport.tcp.rawValue
    guard let transport = Transport(rawValue: name) else {
      throw Self.unusable("transport", expected: "tcp or ipc", found: name)
    }
    let scheme = members["signature_scheme"]?.stringValue ?? MessageSigner.scheme
    let key = members["key"]?.stringValue ?? ""
    guard key.isEmpty || scheme == MessageSigner.scheme else {
      throw Self.unusable("signature_scheme", expected: MessageSigner.scheme, found: scheme)
    }
    self.transport = transport
    self.key = key
    ip = members["ip"]?.stringValue ?? "127.0.0.1"
    ports = [:]
    for channel in Channel.allCases {
      ports[channel] = try Self.port(members[channel.member] ?? 0, of: channel)
    }
    curveKeys = try Self.curveKeys(in: members)
  }

  /// The port of a channel; 0 where none has been chosen.
  public func port(of channel: Channel) -> Int {
    ports[channel] ?? 0
  }

  /// Sets the port of a channel.
  public mutating func setPort(_ port: Int, of channel: Channel) {
    ports[channel] = port
  }

  /// Whether the address is one of IPv6.
  package var isVersion6: Bool { transport == .tcp && ip.contains(":") }

  /// The address without a port, as it stands in URLs.
  package var host: String { isVersion6 && !ip.hasPrefix("[") ? "[\(ip)]" : ip }

  /// The address of a port, as sockets connect to it.
  package func address(port: Int) -> String {
    switch transport {
    case .tcp: "tcp://\(host):\(port)"
    case .ipc: "ipc://\(ip)-\(port)"
    }
  }

  /// The members of a connection file, those that were read and are not used here included.
  public var json: JSONValue {
    var members = members
    members["transport"] = .string(transport.rawValue)
    members["ip"] = .string(ip)
    members["key"] = .string(key)
    members["signature_scheme"] = .string(MessageSigner.scheme)
    for channel in Channel.allCases { members[channel.member] = .int(port(of: channel)) }
    return .object(members)
  }

  private static func port(_ json: JSONValue, of channel: Channel) throws(ConnectionError) -> Int {
    // Some launchers write ports as text.
    guard let port = json.intValue ?? json.stringValue.flatMap({ Int($0) }), (0...65535).contains(port) else {
      throw unusable(channel.member, expected: "a port from 0 to 65535", found: json.compactText)
    }
    return port
  }

  private static func curveKeys(in members: [String: JSONValue]) throws(ConnectionError) -> CurveKeys? {
    let keyLength = 40  // 32 bytes in Z85
    switch (members["curve_publickey"]?.stringValue, members["curve_secretkey"]?.stringValue) {
    case (nil, nil):
      return nil
    case (let publicKey?, let secretKey?) where publicKey.utf8.count == keyLength && secretKey.utf8.count == keyLength:
      return CurveKeys(publicKey: publicKey, secretKey: secretKey)
    default:
      throw unusable(
        "curve_publickey", expected: "curve_publickey and curve_secretkey of \(keyLength) characters, or neither",
        found: "one alone or another length")
    }
  }

  private static func unusable(_ member: String, expected: String, found: String) -> ConnectionError {
    ConnectionError(
      code: .member(member), message: "connection file, '\(member)': expected \(expected), found '\(found)'")
  }
}
