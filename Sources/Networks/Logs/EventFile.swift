import Archives
import Glibc

/// A run as TensorBoard reads it: one event file of scalars.
///
/// Records are framed as TFRecord does (length, masked CRC-32C of it, payload, masked CRC-32C of that), each payload an
/// `Event` message: wall time (field 1), step (2), and either the file version (3) or a summary (5) of values with tag
/// (1) and number (2). The wall time is the step, in seconds, so that the same run gives the same bytes.
public struct EventFile: Hashable, Sendable {
  /// The content of the file.
  public let bytes: [UInt8]

  /// What TensorBoard looks for in a name; the rest is free.
  public static let name = "events.out.tfevents.0.espalier"

  /// The lines of a log in their order; tags are `part/measure`, so that TensorBoard shows a section a part.
  public init(_ log: MetricLog) {
    var bytes = EventFile.record(EventFile.header)
    for line in log.lines {
      var value = ProtocolMessage()
      value.append(1, line.metric.replacingFirst("_", with: "/"))
      value.append(2, Float(line.value))
      var summary = ProtocolMessage()
      summary.append(1, value)
      var event = ProtocolMessage()
      event.append(1, Double(line.step))
      event.append(2, line.step)
      event.append(5, summary)
      bytes += EventFile.record(event)
    }
    self.bytes = bytes
  }

  private static var header: ProtocolMessage {
    var event = ProtocolMessage()
    event.append(1, 0.0)
    event.append(3, "brain.Event:2")
    return event
  }

  private static func record(_ message: ProtocolMessage) -> [UInt8] {
    let length = UInt64(message.bytes.count).littleEndianBytes
    return length + masked(length) + message.bytes + masked(message.bytes)
  }

  /// The check sum as TFRecord stores it: rotated and moved, so that a check sum of check sums is no trap.
  private static func masked(_ bytes: [UInt8]) -> [UInt8] {
    let sum = CRC32C.checksum(bytes)
    return ((sum >> 15 | sum << 17) &+ 0xa282_ead8).littleEndianBytes
  }
}

extension String {
  fileprivate func replacingFirst(_ character: Character, with other: String) -> String {
    guard let place = firstIndex(of: character) else { return self }
    return self[..<place] + other + self[index(after: place)...]
  }
}

extension EventFile {
  /// Writes the file into a folder, which is made where it is missing; one run a folder, as TensorBoard wants it.
  /// - Returns: the path of the file.
  /// - Throws: `ArchiveError.unwritable`.
  @discardableResult
  public func write(in folder: String) throws -> String {
    try AtomicFile.makeFolder(folder)
    let path = folder.hasSuffix("/") ? folder + EventFile.name : "\(folder)/\(EventFile.name)"
    try AtomicFile.write(to: path) { try $0.append(bytes) }
    return path
  }
}
