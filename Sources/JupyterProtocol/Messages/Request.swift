/// What a front end asks on the shell or control channel.
package enum Request: Sendable {
  /// Run a cell.
  case execute(ExecuteRequest)
  /// What can be written here?
  case complete(CompleteRequest)
  /// What is this?
  case inspect(InspectRequest)
  /// Can this be run as it stands?
  case isComplete(IsCompleteRequest)
  /// Which cells were run?
  case history(HistoryRequest)
  /// Who is the kernel?
  case kernelInfo
  /// Which ports has it?
  case connect
  /// Which comms of a target are open? Of all targets where it is nil.
  case commInfo(target: String?)
  /// Open a comm.
  case commOpen(CommOpen)
  /// Take what is said on a comm.
  case commMessage(CommMessage)
  /// Close a comm.
  case commClose(CommClose)
  /// Stop the running cell.
  case interrupt
  /// End.
  case shutdown(ShutdownRequest)
  /// Make a subshell.
  case createSubshell
  /// End a subshell.
  case deleteSubshell(DeleteSubshellRequest)
  /// Which subshells are there?
  case listSubshells
  /// What does the kernel use?
  case usage
  /// Show variables.
  case debug(DebugRequest)
  /// A type that is not known or needs no answer; front ends still wait for busy and idle.
  case other

  /// Reads a message.
  ///
  /// - Throws: ``ContentError`` when the type is known and a member is missing or of another type.
  package init(_ message: Message) throws(ContentError) {
    let content = message.content
    self =
      switch message.header.type {
      case ExecuteRequest.type: .execute(try ExecuteRequest(content))
      case CompleteRequest.type: .complete(try CompleteRequest(content))
      case InspectRequest.type: .inspect(try InspectRequest(content))
      case IsCompleteRequest.type: .isComplete(try IsCompleteRequest(content))
      case HistoryRequest.type: .history(try HistoryRequest(content))
      case "kernel_info_request": .kernelInfo
      case "connect_request": .connect
      case "comm_info_request": .commInfo(target: content["target_name"]?.stringValue)
      case CommOpen.type: .commOpen(try CommOpen(content))
      case CommMessage.type: .commMessage(try CommMessage(content))
      case CommClose.type: .commClose(try CommClose(content))
      case "interrupt_request": .interrupt
      case ShutdownRequest.type: .shutdown(try ShutdownRequest(content))
      case "create_subshell_request": .createSubshell
      case DeleteSubshellRequest.type: .deleteSubshell(try DeleteSubshellRequest(content))
      case "list_subshell_request": .listSubshells
      case "usage_request": .usage
      case DebugRequest.type: .debug(try DebugRequest(content))
      default: .other
      }
  }
}
