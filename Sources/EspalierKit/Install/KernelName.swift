import ArgumentParser

/// The name of a kernelspec: ASCII letters, digits, `-`, `.` and `_`, in lower case as Jupyter compares it.
struct KernelName: CustomStringConvertible {
  let text: String

  /// The name as an argument gives it.
  ///
  /// - Throws: `ValidationError` where Jupyter would refuse it.
  init(argument: String) throws {
    let name = argument.lowercased()
    guard Self.isName(name) else {
      throw ValidationError("expected letters, digits, '-', '.' and '_'")
    }
    text = name
  }

  /// The name under which front ends find an application's kernel unless told otherwise.
  ///
  /// - Precondition: the application keeps to what ``KernelApplication/commandName`` allows.
  init(of application: any KernelApplication.Type) {
    text = application.commandName
    precondition(Self.isName(text), "'\(text)': expected lower-case letters, digits, '-', '.' and '_'")
  }

  var description: String { text }

  /// Whether a text may be a name; "." and ".." are folders that exist already.
  private static func isName(_ text: String) -> Bool {
    text.contains { $0 != "." } && text.utf8.allSatisfy(isAllowed)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
    default: false
    }
  }
}
