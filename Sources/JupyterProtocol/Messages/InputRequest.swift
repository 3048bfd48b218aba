/// Asks the user for a line of text.
package struct InputRequest: MessageContent {
  package static let type = "input_request"

  /// What to show in front of the input.
  package let prompt: String
  /// The text is not shown as it is typed.
  package let password: Bool

  /// A question to the user.
  package init(prompt: String, password: Bool) {
    self.prompt = prompt
    self.password = password
  }

  package var json: JSONValue { ["prompt": .string(prompt), "password": .bool(password)] }
}
