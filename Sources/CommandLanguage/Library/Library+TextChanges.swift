extension Library {
  /// Methods that change a text.
  static let textChanges: [LibraryMember] = [
    changing(.string, "append(_ other: String)", "adds a text at the end") { _, value, a in
      try editText(&value) { $0 += try a[0].string() }
    },
    changing(.string, "append(_ character: Character)", "adds a character at the end") { _, value, a in
      try editText(&value) { $0 += try a[0].string() }
    },
    changing(.string, "append(contentsOf characters: [Character])", "adds characters at the end") { _, value, a in
      try editText(&value) { $0 += try text(a[0]) }
    },
    changing(.string, "insert(_ character: Character, at index: String.Index)", "puts a character at a place") {
      _, value, a in
      try editText(&value) { $0.insert(contentsOf: try a[0].string(), at: try place(a[1], in: $0)) }
    },
    changing(
      .string, "insert(contentsOf characters: [Character], at index: String.Index)", "puts characters at a place"
    ) { _, value, a in
      try editText(&value) { $0.insert(contentsOf: try text(a[0]), at: try place(a[1], in: $0)) }
    },
    changing(.string, "remove(at index: String.Index) -> Character", "takes out the character at a place") {
      _, value, a in
      try editingText(&value) { text in
        let place = try place(a[0], in: text)
        guard place < text.endIndex else { throw RuntimeFault.behindEnd }
        return .string(String(text.remove(at: place)))
      }
    },
    changing(.string, "removeSubrange(_ range: Range<String.Index>)", "takes out a part") { _, value, a in
      try editText(&value) { $0.removeSubrange(try places(a[0], in: $0)) }
    },
    changing(.string, "removeSubrange(_ range: ClosedRange<String.Index>)", "takes out a part") { _, value, a in
      try editText(&value) { $0.removeSubrange(try places(a[0], in: $0)) }
    },
    changing(
      .string, "replaceSubrange(_ range: Range<String.Index>, with characters: [Character])",
      "puts characters in the place of a part"
    ) { _, value, a in
      try editText(&value) { $0.replaceSubrange(try places(a[0], in: $0), with: try text(a[1])) }
    },
    changing(
      .string, "replaceSubrange(_ range: ClosedRange<String.Index>, with characters: [Character])",
      "puts characters in the place of a part"
    ) { _, value, a in
      try editText(&value) { $0.replaceSubrange(try places(a[0], in: $0), with: try text(a[1])) }
    },
    changing(
      .string, "replace(_ other: String, with replacement: String, maxReplacements: Int = 9223372036854775807)",
      "replaces a text wherever it stands"
    ) { _, value, a in
      try editText(&value) {
        $0.replace(try a[0].string(), with: try a[1].string(), maxReplacements: try Dynamic.length(a[2]))
      }
    },
    changing(.string, "removeFirst() -> Character", "takes out the first character") { _, value, _ in
      try editingText(&value) { text in
        guard !text.isEmpty else { throw emptied("removeFirst") }
        return .string(String(text.removeFirst()))
      }
    },
    changing(.string, "removeFirst(_ count: Int)", "takes out the first characters") { _, value, a in
      try editText(&value) { $0.removeFirst(try Dynamic.removable(a[0], of: $0.count, "removeFirst")) }
    },
    changing(.string, "removeLast() -> Character", "takes out the last character") { _, value, _ in
      try editingText(&value) { text in
        guard let last = text.popLast() else { throw emptied("removeLast") }
        return .string(String(last))
      }
    },
    changing(.string, "removeLast(_ count: Int)", "takes out the last characters") { _, value, a in
      try editText(&value) { $0.removeLast(try Dynamic.removable(a[0], of: $0.count, "removeLast")) }
    },
    changing(.string, "popLast() -> Character?", "takes out the last character, nil when there is none") {
      _, value, _ in
      try editingText(&value) { .optional($0.popLast().map { .string(String($0)) }) }
    },
    changing(.string, "removeAll(keepingCapacity: Bool = false)", "takes out all characters") { _, value, _ in
      value = .string("")
      return .void
    },
    changing(
      .string, "removeAll(where predicate: (Character) -> Bool)", "takes out the characters for which a function holds"
    ) { call, value, a in
      let function = try a[0].function()
      value = .string(
        try value.string().filter { try !call.machine.apply(function, .string(String($0))).bool() })
      return .void
    },
    changing(.string, "reserveCapacity(_ count: Int)", "makes room ahead of time") { _, _, _ in .void },
  ]

  /// A text or a sequence of characters as one text.
  static func text(_ value: Value) throws -> String {
    if case .string(let text) = value { return text }
    return try value.elements().map { try $0.string() }.joined()
  }

  private static func editText(_ value: inout Value, _ body: (inout String) throws -> Void) throws -> Value {
    try editingText(&value) { text in
      try body(&text)
      return .void
    }
  }

  private static func editingText(_ value: inout Value, _ body: (inout String) throws -> Value) throws -> Value {
    guard case .string(var text) = value else { throw RuntimeFault.type(expected: "String", found: value.typeText) }
    value = .void
    defer { value = .string(text) }
    return try body(&text)
  }

  private static func emptied(_ name: String) -> RuntimeFault {
    RuntimeFault("empty-collection", "'\(name)' on an empty text", mend: "look at 'isEmpty' first, or use 'popLast'")
  }
}
