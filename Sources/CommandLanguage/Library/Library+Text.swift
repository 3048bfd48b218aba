extension Library {
  static let textMembers: [LibraryMember] = [
    row(.string, "uppercased() -> String", "in capital letters") { _, a in .string(try a[0].string().uppercased()) },
    row(.string, "lowercased() -> String", "in small letters") { _, a in .string(try a[0].string().lowercased()) },
    row(.string, "hasPrefix(_ prefix: String) -> Bool", "whether it starts with a text") { _, a in
      .bool(try a[0].string().hasPrefix(try a[1].string()))
    },
    row(.string, "hasSuffix(_ suffix: String) -> Bool", "whether it ends with a text") { _, a in
      .bool(try a[0].string().hasSuffix(try a[1].string()))
    },
    row(.string, "contains(_ other: String) -> Bool", "whether a text is in it") { _, a in
      let (text, other) = (try a[0].string(), try a[1].string())
      return .bool(other.isEmpty ? true : text.contains(other))
    },
    row(
      .string,
      "split(separator: Character, maxSplits: Int = 9223372036854775807, "
        + "omittingEmptySubsequences: Bool = true) -> [String]",
      "the parts between separators"
    ) { _, a in
      guard let separator = try a[1].string().first else { return .array([a[0]]) }
      let limit = try Dynamic.length(a[2])
      let parts = try a[0].string().split(
        separator: separator, maxSplits: limit, omittingEmptySubsequences: try a[3].bool())
      return .array(parts.map { .string(String($0)) })
    },
    row(.string, "prefix(_ length: Int) -> String", "the first characters") { _, a in
      .string(String(try a[0].string().prefix(try Dynamic.length(a[1]))))
    },
    row(.string, "suffix(_ length: Int) -> String", "the last characters") { _, a in
      .string(String(try a[0].string().suffix(try Dynamic.length(a[1]))))
    },
    row(.string, "dropFirst(_ count: Int = 1) -> String", "all but the first characters") { _, a in
      .string(String(try a[0].string().dropFirst(try Dynamic.length(a[1]))))
    },
    row(.string, "dropLast(_ count: Int = 1) -> String", "all but the last characters") { _, a in
      .string(String(try a[0].string().dropLast(try Dynamic.length(a[1]))))
    },
    row(.string, "filter(_ isIncluded: (Character) -> Bool) -> String", "the characters for which a function holds") {
      call, a in
      let function = try a[1].function()
      return .string(try a[0].string().filter { try call.machine.apply(function, .string(String($0))).bool() })
    },
    row(.string, "description: String", "the text itself") { _, a in a[0] },
    changing(.string, "append(_ other: String)", "adds a text at the end") { _, value, a in
      guard case .string(var text) = value else { return .void }
      value = .void
      text += try a[0].string()
      value = .string(text)
      return .void
    },
    changing(.string, "removeLast() -> Character", "takes out the last character") { _, value, _ in
      guard case .string(var text) = value, let last = text.popLast() else { throw RuntimeFault.emptied("removeLast") }
      value = .string(text)
      return .string(String(last))
    },
    row(.character, "isLetter: Bool", "whether it is a letter") { _, a in .bool(try character(a[0]).isLetter) },
    row(.character, "isNumber: Bool", "whether it is a number") { _, a in .bool(try character(a[0]).isNumber) },
    row(.character, "isWhitespace: Bool", "whether it is space") { _, a in .bool(try character(a[0]).isWhitespace) },
    row(.character, "isUppercase: Bool", "whether it is a capital") { _, a in .bool(try character(a[0]).isUppercase) },
    row(.character, "isLowercase: Bool", "whether it is a small letter") { _, a in
      .bool(try character(a[0]).isLowercase)
    },
    row(.character, "isPunctuation: Bool", "whether it is punctuation") { _, a in
      .bool(try character(a[0]).isPunctuation)
    },
    row(.character, "wholeNumberValue: Int?", "the number that a digit stands for") { _, a in
      .optional(try character(a[0]).wholeNumberValue.map { .int($0) })
    },
    row(.character, "asciiValue: Int?", "the ASCII code") { _, a in
      .optional(try character(a[0]).asciiValue.map { .int(Int($0)) })
    },
    row(.character, "uppercased() -> String", "in capital letters") { _, a in .string(try a[0].string().uppercased()) },
    row(.character, "lowercased() -> String", "in small letters") { _, a in .string(try a[0].string().lowercased()) },
    row(.any, "description: String", "the value as text") { _, a in .string(a[0].description) },
  ]

  private static func character(_ value: Value) throws -> Character { try value.string().first ?? " " }
}
