import Glibc

/// The formats of C and Foundation, as `String(format:)` takes them.
enum TextFormat {
  /// A format with its values put in.
  /// - Throws: a fault when a conversion is unknown, or a value is missing, left over or of another type.
  static func filled(_ format: String, _ values: [Value]) throws -> String {
    var result = ""
    var rest = format[...]
    var used = 0
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      let conversion = try Conversion(&rest, from: rest.index(after: percent))
      if conversion.letter == "%" {
        result += "%"
        continue
      }
      guard used < values.count else {
        throw fault("the format wants more than the \(values.count) value\(values.count == 1 ? "" : "s") given")
      }
      result += try conversion.text(values[used])
      used += 1
    }
    result += rest
    guard used == values.count else { throw fault("the format wants \(used) values, found \(values.count)") }
    return result
  }

  private static func fault(_ message: String, mend: String? = nil) -> RuntimeFault {
    RuntimeFault("invalid-format", message, mend: mend)
  }

  /// One conversion, such as `%-8.3f`.
  private struct Conversion {
    var flags: String
    var width: Int
    var precision: Int?
    var letter: Character

    /// Reads what follows a percent sign and leaves the rest.
    init(_ rest: inout Substring, from start: String.Index) throws {
      rest = rest[start...]
      func take(_ isPart: (Character) -> Bool) -> String {
        let part = rest.prefix(while: isPart)
        rest = rest.dropFirst(part.count)
        return String(part)
      }
      flags = take("-+ #0".contains)
      width = try Conversion.number(take(Conversion.isDigit))
      if rest.first == "." {
        rest = rest.dropFirst()
        precision = try Conversion.number(take(Conversion.isDigit))
      }
      _ = take("lhqzjtL".contains)
      guard let letter = rest.popFirst() else {
        throw TextFormat.fault("the format ends after '%'", mend: "write '%%'")
      }
      self.letter = letter
    }

    private static func isDigit(_ character: Character) -> Bool { "0123456789".contains(character) }

    private static func number(_ digits: String) throws -> Int {
      if digits.isEmpty { return 0 }
      guard let number = Int(digits), number <= 1_000 else {
        throw TextFormat.fault("a width or precision of a format is at most 1000, found \(digits)")
      }
      return number
    }

    func text(_ value: Value) throws -> String {
      switch letter {
      case "d", "i", "u", "x", "X", "o":
        guard case .int(let number) = value else { throw mismatch("an 'Int'", value) }
        return printed("l\(letter == "i" ? "d" : letter)", number)
      case "c":
        guard case .int(let number) = value, let scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init) else {
          throw mismatch("the number of a character", value)
        }
        return padded(String(Character(scalar)))
      case "f", "F", "e", "E", "g", "G", "a", "A":
        switch value {
        case .double(let number): return printed(String(letter), number)
        case .float(let number): return printed(String(letter), Double(number))
        default: throw mismatch("a 'Double'", value)
        }
      case "@": return padded(value.description)
      case "s":
        throw TextFormat.fault("'%s' is not a conversion of a 'String'", mend: "write '%@'")
      default:
        throw TextFormat.fault(
          "'%\(letter)' is not a conversion", mend: "there is %d, %x, %f, %e, %g and %@; '%%' stands for '%'")
      }
    }

    private func mismatch(_ expected: String, _ value: Value) -> RuntimeFault {
      TextFormat.fault(
        "'%\(letter)' wants \(expected), found '\(value.typeText)'",
        mend: letter == "d" || letter == "i" ? "write '%f' for a 'Double', '%@' for any value" : nil)
    }

    private func padded(_ text: String) -> String {
      let text = precision.map { String(text.prefix($0)) } ?? text
      let space = String(repeating: " ", count: max(0, width - text.count))
      return flags.contains("-") ? text + space : space + text
    }

    private func printed(_ conversion: String, _ value: some CVarArg) -> String {
      let format =
        "%" + flags + (width > 0 ? String(width) : "") + (precision.map { ".\($0)" } ?? "") + conversion
      // A number of 309 digits before the point and 1000 behind it is the longest.
      var bytes = [CChar](repeating: 0, count: 2_048)
      let length = withVaList([value]) { vsnprintf(&bytes, bytes.count, format, $0) }
      return String(
        decoding: bytes.prefix(Int(max(0, min(length, 2_047)))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
