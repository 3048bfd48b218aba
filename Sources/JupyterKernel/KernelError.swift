/// Why a kernel cannot run: something that its environment refused.
public struct KernelError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of failure.
  public enum Code: Sendable, Hashable {
    /// A socket could not be made, bound or polled.
    case socket
    /// A thread or a pipe could not be made.
    case system
    /// The chosen ports could not be written to the connection file.
    case connectionFile
    /// The launcher did not confirm the registration.
    case registration
  }

  /// The kind of failure.
  public let code: Code
  /// What was attempted.
  public let message: String
  /// What the system said.
  public let cause: String

  /// The message with its cause.
  public var description: String { "\(message): \(cause)" }
}
