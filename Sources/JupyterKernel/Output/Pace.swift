/// Keeps what is shown below the limits of Jupyter servers, which drop what exceeds them: 1,000 messages and 1 MB of
/// stream text a second, both averaged over a window of three seconds (`ServerApp.iopub_msg_rate_limit`,
/// `iopub_data_rate_limit`, `rate_limit_window`). A server begins to count anew when a request is done.
///
/// A message larger than the whole window goes out alone: it could only be dropped later as well.
package struct Pace {
  private static let window: UInt64 = 3_000_000_000
  // Nine tenths of what a window may hold: the server's clock is not ours.
  private static let messageLimit = 2700
  private static let byteLimit = 2_700_000

  private var sent: [(time: UInt64, bytes: Int)] = []
  private var first = 0
  private var bytes = 0

  /// A pace before the first message.
  package init() {}

  /// How long a message must wait, in nanoseconds; 0 for one that was let through and is counted.
  package mutating func admit(bytes size: Int, at now: UInt64) -> UInt64 {
    forget(before: now)
    let count = sent.count - first
    if count == 0 || count < Self.messageLimit && bytes + size <= Self.byteLimit {
      sent.append((now, size))
      bytes += size
      return 0
    }
    return sent[first].time + Self.window - now
  }

  /// Begins to count anew.
  package mutating func reset() { self = Pace() }

  private mutating func forget(before now: UInt64) {
    while first < sent.count, sent[first].time + Self.window <= now {
      bytes -= sent[first].bytes
      first += 1
    }
    if first > 4096 {
      sent.removeFirst(first)
      first = 0
    }
  }
}
