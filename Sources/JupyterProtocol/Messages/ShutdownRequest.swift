/// Asks the kernel to end.
package struct ShutdownRequest: RequestContent {
  package static let type = "shutdown_request"

  /// The front end starts another one after it.
  package let restart: Bool

  /// Reads the members of the content.
  ///
  /// - Throws: ``ContentError`` for the first member that is missing or of another type.
  package init(_ json: JSONValue) throws(ContentError) {
    restart = try json.flag("restart", default: false)
  }
}
