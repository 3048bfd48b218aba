import JupyterProtocol

/// The content of `kernel.json`: how front ends start the kernel and what they show of it.
struct KernelSpecification {
  /// The absolute path of the program.
  let binary: String
  /// The name that front ends show.
  let displayName: String
  /// Variables added to the kernel's environment.
  let environment: [String: String]

  /// The language that front ends and notebook files name.
  static let language = "swift"

  /// The members of `kernel.json`.
  ///
  /// `debugger` lights JupyterLab's button for the variable panel, which is all that the kernel serves of a debugger. An
  /// interrupt comes as a message: it reaches the front thread while the evaluator computes, on every system.
  var json: JSONValue {
    [
      "argv": .array(([binary] + Self.arguments).map { .string($0) }),
      "display_name": .string(displayName),
      "env": .object(environment.mapValues { .string($0) }),
      "interrupt_mode": "message",
      "kernel_protocol_version": "5.6.0",
      "language": .string(Self.language),
      "metadata": ["debugger": true, "supported_encryption": ["curve"]],
    ]
  }

  /// The path that a `kernel.json` of a program starts; nil for another program's.
  static func binary(in json: JSONValue, program: String) -> String? {
    let words = json["argv"]?.arrayValue?.compactMap(\.stringValue) ?? []
    guard words.count == arguments.count + 1, Array(words.dropFirst()) == arguments else { return nil }
    return words[0].hasSuffix("/" + program) ? words[0] : nil
  }

  private static let arguments = ["kernel", "{connection_file}"]
}
