/// The content of a message that the kernel sends.
package protocol MessageContent: Sendable {
  /// The message type in the header.
  static var type: String { get }
  /// The message type of this content, for contents whose type is not known statically.
  var messageType: String { get }
  /// The members of the content.
  var json: JSONValue { get }
  /// The content as it is sent: ``json``, unless a type knows a shorter way.
  var bytes: [UInt8] { get }
  /// Marks beside the content; none unless a type has its own.
  var metadata: JSONValue { get }
  /// About how many bytes the content takes when it is sent.
  var weight: Int { get }
}

extension MessageContent {
  /// The type's own.
  package var messageType: String { Self.type }

  /// The members, written.
  package var bytes: [UInt8] { json.compactBytes }

  /// Small, unless a type holds text or figures.
  package var weight: Int { 200 }

  /// No marks.
  package var metadata: JSONValue { [:] }
}

/// The content of a message that a front end sends.
package protocol RequestContent: Sendable {
  /// The message type in the header.
  static var type: String { get }
  /// Reads the members; those that are unknown are passed over, those that may be missing have defaults.
  init(_ json: JSONValue) throws(ContentError)
}

/// A member of a request that is missing or of another type.
package struct ContentError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The member's name.
  package let member: String
  /// What it must be.
  package let expected: String
  /// What it is, as JSON; nil where it is missing.
  package let found: String?

  /// An error about a member of any part of a request.
  package init(member: String, expected: String, found: String?) {
    self.member = member
    self.expected = expected
    self.found = found
  }

  /// The error in words.
  package var description: String {
    "'\(member)' must be \(expected), found \(found ?? "nothing")"
  }
}

extension JSONValue {
  /// A member that must be text.
  func text(_ name: String) throws(ContentError) -> String {
    guard let text = self[name]?.stringValue else { throw error(name, expected: "a string") }
    return text
  }

  /// A member that must be an integer.
  func integer(_ name: String) throws(ContentError) -> Int {
    guard let number = self[name]?.intValue else { throw error(name, expected: "an integer") }
    return number
  }

  /// A member that is an integer where it is given.
  func integer(_ name: String, default value: Int) throws(ContentError) -> Int {
    if self[name] == nil || self[name] == .null { value } else { try integer(name) }
  }

  /// A member that is a boolean where it is given.
  func flag(_ name: String, default value: Bool) throws(ContentError) -> Bool {
    if self[name] == nil || self[name] == .null { return value }
    guard let flag = self[name]?.boolValue else { throw error(name, expected: "true or false") }
    return flag
  }

  private func error(_ name: String, expected: String) -> ContentError {
    ContentError(member: name, expected: expected, found: self[name].map { String($0.compactText.prefix(40)) })
  }
}
