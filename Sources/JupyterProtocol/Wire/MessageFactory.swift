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
    session = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
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
    let date = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)].map(padded).joined(separator: "-")
    let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0)) }.joined(separator: ":")
    let microseconds = String(1_000_000 + now.tv_nsec / 1000).dropFirst()
    return "\(date)T\(time).\(microseconds)Z"
  }

  private static func padded(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }
}
