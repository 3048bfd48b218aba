extension Library {
  /// Members of texts that find or move places.
  static let textIndexMembers: [LibraryMember] = [
    row(.string, "startIndex: String.Index", "the place of the first character") { _, a in
      let text = try a[0].string()
      return TextIndex(text.startIndex, in: text).value
    },
    row(.string, "endIndex: String.Index", "the place behind the last character") { _, a in
      let text = try a[0].string()
      return TextIndex(text.endIndex, in: text).value
    },
    row(.string, "indices: [String.Index]", "the places of the characters") { _, a in
      let text = try a[0].string()
      return .array(text.indices.map { TextIndex($0, in: text).value })
    },
    row(.string, "index(after index: String.Index) -> String.Index", "the place of the next character") { _, a in
      let text = try a[0].string()
      let place = try place(a[1], in: text)
      guard place < text.endIndex else { throw RuntimeFault.behindEnd }
      return TextIndex(text.index(after: place), in: text).value
    },
    row(.string, "index(before index: String.Index) -> String.Index", "the place of the character before") { _, a in
      let text = try a[0].string()
      let place = try place(a[1], in: text)
      guard place > text.startIndex else { throw RuntimeFault.behindEnd }
      return TextIndex(text.index(before: place), in: text).value
    },
    row(
      .string, "index(_ index: String.Index, offsetBy distance: Int) -> String.Index",
      "a place some characters further, or back"
    ) { _, a in
      let text = try a[0].string()
      let (start, distance) = (try place(a[1], in: text), try a[2].int())
      let limit = distance < 0 ? text.startIndex : text.endIndex
      guard let place = text.index(start, offsetBy: distance, limitedBy: limit) else { throw RuntimeFault.behindEnd }
      return TextIndex(place, in: text).value
    },
    row(
      .string, "index(_ index: String.Index, offsetBy distance: Int, limitedBy limit: String.Index) -> String.Index?",
      "a place some characters further, or back; nil behind a limit"
    ) { _, a in
      let text = try a[0].string()
      let (start, distance) = (try place(a[1], in: text), try a[2].int())
      let limit = try place(a[3], in: text)
      // A limit on the other side holds nothing back; the ends of the text still do.
      let isAhead = distance < 0 ? limit <= start : limit >= start
      let end = distance < 0 ? text.startIndex : text.endIndex
      guard let place = text.index(start, offsetBy: distance, limitedBy: isAhead ? limit : end) else {
        if isAhead { return .none }
        throw RuntimeFault.behindEnd
      }
      return .some(TextIndex(place, in: text).value)
    },
    row(
      .string, "distance(from start: String.Index, to end: String.Index) -> Int",
      "the number of characters between two places"
    ) { _, a in
      let text = try a[0].string()
      return .int(text.distance(from: try place(a[1], in: text), to: try place(a[2], in: text)))
    },
    row(.string, "firstIndex(of character: Character) -> String.Index?", "the place of the first equal character") {
      _, a in
      let (text, character) = (try a[0].string(), try a[1].string().first)
      return .optional(text.firstIndex { $0 == character }.map { TextIndex($0, in: text).value })
    },
    row(.string, "lastIndex(of character: Character) -> String.Index?", "the place of the last equal character") {
      _, a in
      let (text, character) = (try a[0].string(), try a[1].string().first)
      return .optional(text.lastIndex { $0 == character }.map { TextIndex($0, in: text).value })
    },
    row(
      .string, "firstIndex(where predicate: (Character) -> Bool) -> String.Index?",
      "the place of the first character for which a function holds"
    ) { call, a in
      let (text, function) = (try a[0].string(), try a[1].function())
      let found = try text.firstIndex { try call.machine.apply(function, .string(String($0))).bool() }
      return .optional(found.map { TextIndex($0, in: text).value })
    },
    row(
      .string, "lastIndex(where predicate: (Character) -> Bool) -> String.Index?",
      "the place of the last character for which a function holds"
    ) { call, a in
      let (text, function) = (try a[0].string(), try a[1].function())
      let found = try text.lastIndex { try call.machine.apply(function, .string(String($0))).bool() }
      return .optional(found.map { TextIndex($0, in: text).value })
    },
    row(.string, "firstRange(of other: String) -> Range<String.Index>?", "where a text first stands in it") { _, a in
      let (text, other) = (try a[0].string(), try a[1].string())
      return .optional(text.firstRange(of: other).map { range($0, in: text) })
    },
    row(.string, "range(of other: String) -> Range<String.Index>?", "where a text first stands in it") { _, a in
      let (text, other) = (try a[0].string(), try a[1].string())
      return .optional(other.isEmpty ? nil : text.firstRange(of: other).map { range($0, in: text) })
    },
    row(.string, "ranges(of other: String) -> [Range<String.Index>]", "where a text stands in it") { _, a in
      let (text, other) = (try a[0].string(), try a[1].string())
      return .array(text.ranges(of: other).map { range($0, in: text) })
    },
    row(.string, "suffix(from start: String.Index) -> String", "the text from a place on: 's[i...]'") { _, a in
      let text = try a[0].string()
      return .string(String(text[try place(a[1], in: text)...]))
    },
    row(.string, "prefix(upTo end: String.Index) -> String", "the text before a place: 's[..<i]'") { _, a in
      let text = try a[0].string()
      return .string(String(text[..<(try place(a[1], in: text))]))
    },
    row(.string, "prefix(through end: String.Index) -> String", "the text up to a place, which counts: 's[...i]'") {
      _, a in
      let text = try a[0].string()
      let end = try place(a[1], in: text)
      guard end < text.endIndex else { throw RuntimeFault.behindEnd }
      return .string(String(text[...end]))
    },
  ]

  /// The place that an index stands for in a text.
  static func place(_ value: Value, in text: String) throws -> String.Index {
    guard let index = TextIndex.from(value) else {
      throw RuntimeFault.type(expected: TextIndex.typeName, found: value.typeText)
    }
    return try index.place(in: text)
  }

  /// The places between the bounds of a range of indices.
  static func places(_ value: Value, in text: String) throws -> Range<String.Index> {
    switch value {
    case .range(.indices(let range)):
      return try range.lowerBound.place(in: text)..<range.upperBound.place(in: text)
    case .range(.closedIndices(let range)):
      let end = try range.upperBound.place(in: text)
      guard end < text.endIndex else { throw RuntimeFault.behindEnd }
      return try range.lowerBound.place(in: text)..<text.index(after: end)
    default: throw RuntimeFault.type(expected: "a range of places in the text", found: value.typeText)
    }
  }

  private static func range(_ range: Range<String.Index>, in text: String) -> Value {
    .range(.indices(TextIndex(range.lowerBound, in: text)..<TextIndex(range.upperBound, in: text)))
  }
}
