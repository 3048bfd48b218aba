internal import CZeroMQ
import Glibc
import JupyterProtocol

extension Socket {
  /// A socket of a kernel's channel, bound where the connection says and encrypted if it holds keys.
  ///
  /// - Returns: the socket with its port: the connection's, or the one chosen where that is 0.
  /// - Throws: ``KernelError`` that names the channel and the address.
  static func bound(
    _ kind: Kind, to channel: ConnectionInfo.Channel, of connection: ConnectionInfo, in context: MessagingContext
  ) throws(KernelError) -> (socket: Socket, port: Int) {
    let socket = try Socket(kind, in: context)
    if let keys = connection.curveKeys {
      try socket.set(ZMQ_CURVE_SERVER, to: 1)
      try socket.set(ZMQ_CURVE_PUBLICKEY, to: keys.publicKey)
      try socket.set(ZMQ_CURVE_SECRETKEY, to: keys.secretKey)
    }
    let port = connection.port(of: channel)
    switch connection.transport {
    case .tcp:
      if connection.isVersion6 { try socket.set(ZMQ_IPV6, to: 1) }
      return (socket, try socket.bindTCP(channel, host: connection.host, port: port))
    case .ipc: return (socket, try socket.bindIPC(channel, prefix: connection.ip, port: port))
    }
  }

  private func bindTCP(_ channel: ConnectionInfo.Channel, host: String, port: Int) throws(KernelError) -> Int {
    try bind("tcp://\(host):\(port == 0 ? "*" : String(port))", channel)
    return port == 0 ? try chosenPort() : port
  }

  private func bindIPC(_ channel: ConnectionInfo.Channel, prefix: String, port: Int) throws(KernelError) -> Int {
    var port = port
    if port == 0 {
      port = 1
      while access("\(prefix)-\(port)", F_OK) == 0 { port += 1 }
    }
    try bind("ipc://\(prefix)-\(port)", channel)
    file = "\(prefix)-\(port)"
    return port
  }

  private func bind(_ address: String, _ channel: ConnectionInfo.Channel) throws(KernelError) {
    if zmq_bind(handle, address) != 0 { throw Self.failure("cannot listen on \(address) for \(channel.rawValue)") }
  }

  private func chosenPort() throws(KernelError) -> Int {
    var address = [CChar](repeating: 0, count: 256)
    var length = address.count
    let status = zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, &address, &length)
    let text = String(decoding: address.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard status == 0, let port = text.split(separator: ":").last.flatMap({ Int($0) }) else {
      throw Self.failure("cannot learn the port that was chosen")
    }
    return port
  }
}
