extension Library {
  /// Members of characters and of Unicode scalars.
  static let characterMembers: [LibraryMember] =
    properties.map { name, summary, property in
      row(.character, "\(name): Bool", summary) { _, a in .bool(property(try character(a[0]))) }
    }
    + [
      row(.character, "wholeNumberValue: Int?", "the number that a digit stands for") { _, a in
        .optional(try character(a[0]).wholeNumberValue.map { .int($0) })
      },
      row(.character, "hexDigitValue: Int?", "the number that a digit to base 16 stands for") { _, a in
        .optional(try character(a[0]).hexDigitValue.map { .int($0) })
      },
      row(.character, "asciiValue: Int?", "the ASCII code") { _, a in
        .optional(try character(a[0]).asciiValue.map { .int(Int($0)) })
      },
      row(.character, "uppercased() -> String", "in capital letters") { _, a in
        .string(try a[0].string().uppercased())
      },
      row(.character, "lowercased() -> String", "in small letters") { _, a in
        .string(try a[0].string().lowercased())
      },
      row(.character, "utf8: [Int]", "the bytes of its UTF-8 form") { _, a in
        .array(try a[0].string().utf8.map { .int(Int($0)) })
      },
      row(.character, "unicodeScalars: [Unicode.Scalar]", "the Unicode scalars that it is made of") { _, a in
        .array(try a[0].string().unicodeScalars.map { TextScalar(scalar: $0).value })
      },
      row(.scalar, "value: Int", "the number of the scalar in Unicode") { _, a in
        .int(Int(try scalar(a[0]).value))
      },
      row(.scalar, "isASCII: Bool", "whether its number is below 128") { _, a in .bool(try scalar(a[0]).isASCII) },
      row(.makeScalar, "init(_ number: Int) -> Unicode.Scalar?", "the scalar of a number; nil when there is none") {
        _, a in
        .optional(UInt32(exactly: try a[0].int()).flatMap(Unicode.Scalar.init).map { TextScalar(scalar: $0).value })
      },
      row(.makeScalar, "init(_ text: String) -> Unicode.Scalar?", "the one scalar of a text; nil when it has more") {
        _, a in
        .optional(Unicode.Scalar(try a[0].string()).map { TextScalar(scalar: $0).value })
      },
      row(.makeCharacter, "init(_ text: String) -> Character", "the one character of a text") { _, a in
        let text = try a[0].string()
        guard text.count == 1 else {
          throw RuntimeFault("type-mismatch", "a 'Character' is one character, found \(text.count)")
        }
        return a[0]
      },
      row(.makeCharacter, "init(_ character: Character) -> Character", "the character itself") { _, a in a[0] },
      row(.makeCharacter, "init(_ scalar: Unicode.Scalar) -> Character", "the character of a Unicode scalar") { _, a in
        .string(String(Character(try scalar(a[0]))))
      },
    ]

  private static let properties: [(String, String, @Sendable (Character) -> Bool)] = [
    ("isLetter", "whether it is a letter", { $0.isLetter }), ("isNumber", "whether it is a number", { $0.isNumber }),
    ("isWholeNumber", "whether it stands for a whole number", { $0.isWholeNumber }),
    ("isHexDigit", "whether it is a digit to base 16", { $0.isHexDigit }),
    ("isWhitespace", "whether it is space", { $0.isWhitespace }),
    ("isNewline", "whether it ends a line", { $0.isNewline }),
    ("isUppercase", "whether it is a capital", { $0.isUppercase }),
    ("isLowercase", "whether it is a small letter", { $0.isLowercase }),
    ("isCased", "whether it is a capital or a small letter", { $0.isCased }),
    ("isPunctuation", "whether it is punctuation", { $0.isPunctuation }),
    ("isSymbol", "whether it is a symbol", { $0.isSymbol }),
    ("isMathSymbol", "whether it is a symbol of mathematics", { $0.isMathSymbol }),
    ("isCurrencySymbol", "whether it stands for a currency", { $0.isCurrencySymbol }),
    ("isASCII", "whether it is of ASCII", { $0.isASCII }),
  ]

  private static func character(_ value: Value) throws -> Character { try value.string().first ?? " " }

  private static func scalar(_ value: Value) throws -> Unicode.Scalar {
    guard let it = TextScalar.from(value) else {
      throw RuntimeFault.type(expected: TextScalar.typeName, found: value.typeText)
    }
    return it.scalar
  }
}

/// A Unicode scalar as cells have it.
struct TextScalar: ForeignValue, Hashable {
  static let typeName = "Unicode.Scalar"
  var scalar: Unicode.Scalar
  var displayText: String { scalar.description }
  var previewText: String { scalar.debugDescription }
}
