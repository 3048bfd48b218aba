/// Tells all front ends whether a request is being worked on.
package struct StatusMessage: MessageContent {
  package static let type = "status"

  /// The states of a kernel.
  package enum State: String, Sendable, Hashable {
    /// The process is new.
    case starting
    /// The work on the parent has begun.
    case busy
    /// The work on the parent has ended, all its outputs are out.
    case idle
  }

  /// The state.
  package let state: State

  /// The announcement of a state.
  package init(_ state: State) {
    self.state = state
  }

  package var json: JSONValue { ["execution_state": .string(state.rawValue)] }

  package var bytes: [UInt8] { Array("{\"execution_state\":\"\(state.rawValue)\"}".utf8) }
}
