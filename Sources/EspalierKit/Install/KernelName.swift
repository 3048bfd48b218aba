import ArgumentParser

/// The name of a kernelspec: ASCII letters, digits, `-`, `.` and `_`, in lower case as Jupyter compares it.
struct KernelName: CustomStringConvertible {
  /// The name under which front ends find the kernel unless told otherwise.
  static let standard = KernelName(valid: "espalier")

  let text: String

  /// The name as an argument gives it.
  ///
  /// - Throws: `ValidationError` where Jupyter would refuse it.
  init(argument: String) throws {
    let name = argument.lowercased()
    // "." and ".." are folders that exist already.
    guard name.contains(where: { $0 != "." }), name.utf8.allSatisfy(Self.isAllowed) else {
      throw ValidationError("expected letters, digits, '-', '.' and '_'")
    }
    text = name
  }

  private init(valid text: String) {
    self.text = text
  }

  var description: String { text }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
    default: false
    }
  }
}
