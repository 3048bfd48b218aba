extension Library {
  /// Members of texts that give another value.
  static let textMembers: [LibraryMember] = [
    row(.string, "uppercased() -> String", "in capital letters") { _, a in .string(try a[0].string().uppercased()) },
    row(.string, "lowercased() -> String", "in small letters") { _, a in .string(try a[0].string().lowercased()) },
    row(.string, "capitalized: String", "the first letter of every word as a capital") { _, a in
      .string(capitalized(try a[0].string()))
    },
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
      return texts(
        try a[0].string().split(
          separator: separator, maxSplits: limit, omittingEmptySubsequences: try a[3].bool()))
    },
    row(
      .string,
      "split(separator: String, maxSplits: Int = 9223372036854775807, "
        + "omittingEmptySubsequences: Bool = true) -> [String]",
      "the parts between separators"
    ) { _, a in
      let limit = try Dynamic.length(a[2])
      return texts(
        try a[0].string().split(
          separator: try a[1].string(), maxSplits: limit, omittingEmptySubsequences: try a[3].bool()))
    },
    row(
      .string,
      "split(maxSplits: Int = 9223372036854775807, omittingEmptySubsequences: Bool = true, "
        + "whereSeparator isSeparator: (Character) -> Bool) -> [String]",
      "the parts between the characters for which a function holds"
    ) { call, a in
      let function = try a[3].function()
      let limit = try Dynamic.length(a[1])
      return texts(
        try a[0].string().split(maxSplits: limit, omittingEmptySubsequences: try a[2].bool()) {
          try call.machine.apply(function, .string(String($0))).bool()
        })
    },
    row(
      .string, "components(separatedBy separator: String) -> [String]", "the parts between separators, empty ones too"
    ) { _, a in
      let separator = try a[1].string()
      guard !separator.isEmpty else { return .array([a[0]]) }
      return texts(try a[0].string().split(separator: separator, omittingEmptySubsequences: false))
    },
    row(
      .string,
      "replacing(_ other: String, with replacement: String, maxReplacements: Int = 9223372036854775807)"
        + " -> String",
      "with a text replaced wherever it stands"
    ) { _, a in try replaced(a) },
    row(
      .string, "replacingOccurrences(of other: String, with replacement: String) -> String",
      "with a text replaced wherever it stands"
    ) { _, a in try replaced(a) },
    row(.string, "trimmingPrefix(_ prefix: String) -> String", "without a text that it starts with") { _, a in
      .string(String(try a[0].string().trimmingPrefix(try a[1].string())))
    },
    row(.string, "trimmingPrefix(while predicate: (Character) -> Bool) -> String", "from the first that fails on") {
      call, a in
      let function = try a[1].function()
      return .string(String(try a[0].string().drop { try call.machine.apply(function, .string(String($0))).bool() }))
    },
    row(
      .string, "trimmingCharacters(in set: CharacterSet) -> String",
      "without the characters of a set at both ends: .whitespaces, .newlines, .whitespacesAndNewlines, …"
    ) { _, a in
      guard let set = CharacterSet.from(a[1]) else {
        throw RuntimeFault.type(expected: CharacterSet.typeName, found: a[1].typeText)
      }
      return .string(set.trimming(try a[0].string()))
    },
    row(
      .string, "padding(toLength length: Int, withPad pad: String, startingAt start: Int) -> String",
      "cut or filled up to a number of characters"
    ) { _, a in
      let (text, length) = (try a[0].string(), try Dynamic.length(a[1]))
      let (pad, start) = (Array(try a[2].string()), try Dynamic.length(a[3]))
      guard !pad.isEmpty else { throw RuntimeFault("invalid-argument", "'withPad' must not be empty") }
      guard start < pad.count else {
        throw RuntimeFault("invalid-argument", "'startingAt' must be in 0..<\(pad.count), found \(start)")
      }
      let missing = length - text.count
      guard missing > 0 else { return .string(String(text.prefix(length))) }
      guard missing <= Elements.greatestCount else { throw Elements.tooLong(length) }
      return .string(text + String((0..<missing).map { pad[(start + $0) % pad.count] }))
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
    row(.string, "prefix(while predicate: (Character) -> Bool) -> String", "the characters before the first that fails")
    { call, a in
      let function = try a[1].function()
      return .string(String(try a[0].string().prefix { try call.machine.apply(function, .string(String($0))).bool() }))
    },
    row(.string, "drop(while predicate: (Character) -> Bool) -> String", "the characters from the first that fails on")
    { call, a in
      let function = try a[1].function()
      return .string(String(try a[0].string().drop { try call.machine.apply(function, .string(String($0))).bool() }))
    },
    row(.string, "filter(_ isIncluded: (Character) -> Bool) -> String", "the characters for which a function holds") {
      call, a in
      let function = try a[1].function()
      return .string(try a[0].string().filter { try call.machine.apply(function, .string(String($0))).bool() })
    },
    row(.string, "utf8: [Int]", "the bytes of its UTF-8 form") { _, a in
      .array(try a[0].string().utf8.map { .int(Int($0)) })
    },
    row(.string, "utf16: [Int]", "the units of its UTF-16 form") { _, a in
      .array(try a[0].string().utf16.map { .int(Int($0)) })
    },
    row(.string, "unicodeScalars: [Unicode.Scalar]", "the Unicode scalars that its characters are made of") { _, a in
      .array(try a[0].string().unicodeScalars.map { TextScalar(scalar: $0).value })
    },
    row(.string, "description: String", "the text itself") { _, a in a[0] },
    row(.any, "description: String", "the value as text") { _, a in .string(a[0].description) },
    row(.any, "debugDescription: String", "the value as text, a text in quotation marks") { _, a in
      .string(a[0].literalText)
    },
  ]

  private static func texts(_ parts: [Substring]) -> Value { .array(parts.map { .string(String($0)) }) }

  private static func replaced(_ a: [Value]) throws -> Value {
    let limit = a.count > 3 ? try Dynamic.length(a[3]) : .max
    return .string(try a[0].string().replacing(try a[1].string(), with: try a[2].string(), maxReplacements: limit))
  }

  private static func capitalized(_ text: String) -> String {
    var result = ""
    var isInside = false
    for character in text {
      result += isInside ? character.lowercased() : character.uppercased()
      isInside = character.isLetter || (isInside && (character == "'" || character == "’"))
    }
    return result
  }
}
