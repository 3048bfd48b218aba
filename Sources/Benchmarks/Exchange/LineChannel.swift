import Glibc

/// One end of a stream socket, read and written by lines.
final class LineChannel {
  private let descriptor: Int32
  private var pending: [UInt8] = []

  /// Takes over the descriptor.
  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Ends the conversation: the other side reads the end of its input.
  func close() { _ = Glibc.close(descriptor) }

  /// Sends all of the text; false where the other side has gone.
  func write(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// The next line without its end; nil where there is none.
  func readLine() -> String? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending.removeSubrange(...end)
        return line
      }
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      pending += buffer[..<count]
    }
  }
}
