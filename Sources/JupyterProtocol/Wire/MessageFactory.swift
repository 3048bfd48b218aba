internal import CSodium
import Glibc

/// Gives messages their headers: one session a process, numbered message ids, the time.
package struct MessageFactory: Sendable {
  /// The session in every header; new for each factory, so that front ends notice a restart.
  package let session: String
  private let username: String
  private var count = 0

  /// A factory with a session of its own.
  package init(username: String) {
    var bytes = [UInt8](repeating: 0, count: 16)
    randombytes_buf(&bytes, bytes.count)
    session = Hexadecimal.text(bytes)
    self.username = username
  }

  /// A header that no other message has.
  package mutating func header(type: String) -> MessageHeader {
    count += 1
    return MessageHeader(
      id: "\(session)_\(count)", session: session, username: username, type: type, date: Self.timestamp())
  }

  /// A name that nothing else in this process has.
  package mutating func name() -> String {
    count += 1
    return "\(session)-\(count)"
  }

  /// The present time in UTC, ISO 8601 with microseconds.
  package static func timestamp() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var parts = tm()
    gmtime_r(&now.tv_sec, &parts)
    return String(unsafeUninitializedCapacity: 40) { buffer in
      var count = 0
      func write(_ number: Int, digits: Int, then end: Character) {
        var rest = number
        for place in (0..<digits).reversed() {
          buffer[count + place] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
        buffer[count + digits] = end.asciiValue ?? 0
        count += digits + 1
      }
      write(Int(parts.tm_year) + 1900, digits: 4, then: "-")
      write(Int(parts.tm_mon) + 1, digits: 2, then: "-")
      write(Int(parts.tm_mday), digits: 2, then: "T")
      write(Int(parts.tm_hour), digits: 2, then: ":")
      write(Int(parts.tm_min), digits: 2, then: ":")
      write(Int(parts.tm_sec), digits: 2, then: ".")
      write(now.tv_nsec / 1000, digits: 6, then: "Z")
      return count
    }
  }
}
