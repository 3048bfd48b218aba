/// The text of a value as the result of a cell: as `print` writes it where that is short, otherwise its beginning, its
/// end and its count, in a few lines. Strings are in quotes and functions shown by their types.
///
/// - Complexity: O(what is shown), however large the value is.
package struct ValueText {
  /// The columns of a line.
  private let width: Int

  /// Texts in lines of `width` columns.
  package init(width: Int = 76) { self.width = width }

  /// The lines of a sequence that is shown a line an element.
  private static let shownElements = 9
  /// The lines that numbers and words fill before the middle is left out.
  private static let filledLines = 6
  /// The bytes of a string that are shown.
  private static let shownText = 4000

  /// The value in a few lines.
  package func text(_ value: Value) -> String {
    switch value {
    case .string(let text): return ValueText.literal(text)
    case .foreign(let object): return object.displayText
    case .function(let function): return broken(ValueText.signature(of: function))
    case .range, .type: return value.description
    // What the domain has to show is looked at; that it is optional, its type says.
    case .some(.foreign(let object)): return object.displayText
    case .some(let wrapped):
      return whole(value, width) ?? "Optional(\(indented(ValueText(width: width - 10).text(wrapped), by: 9)))"
    default: return whole(value, width) ?? block(value)
    }
  }

  /// The value in one line of about `room` columns.
  package func line(_ value: Value, room: Int) -> String {
    let room = max(4, room)
    return whole(value, room) ?? elided(value, room)
  }

  // MARK: Lines

  private func block(_ value: Value) -> String {
    switch value {
    case .array(let elements):
      return sequence(elements.count, "element", value) { elements[$0] }
    case .set(let entries):
      let shown = entries.prefix(ValueText.shownElements).map(\.key)
      if let text = filled(value) { return text }
      guard shown.contains(where: \.isComposite) else { return elided(value, width) }
      return opened("[", shown.map { line($0, room: width - 2) }, shown.count < entries.count ? "…" : nil, "]")
        + counted(entries.count, "element")
    case .dictionary(let entries):
      let shown = entries.prefix(ValueText.shownElements).map { entry in
        let key = line(entry.key, room: width / 2)
        return key + ": " + line(entry.value, room: max(16, width - key.count - 4))
      }
      return opened("[", shown, shown.count < entries.count ? "…" : nil, "]")
        + (shown.count < entries.count ? counted(entries.count, "key") : "")
    case .tuple(let tuple): return parts("", tuple.labels, tuple.values)
    case .instance(let instance) where !instance.type.isEnumeration:
      return parts(instance.type.name, instance.type.storedNames, instance.fields)
    default: return elided(value, width)
    }
  }

  /// Elements line by line, or in filled lines where they are short.
  private func sequence(_ count: Int, _ unit: String, _ whole: Value, _ element: (Int) -> Value) -> String {
    if let text = filled(whole) { return text }
    guard (0..<min(count, 8)).contains(where: { element($0).isComposite }) else { return ends(count, unit, element) }
    let head = count <= ValueText.shownElements ? count : ValueText.shownElements - 4
    let tail = count <= ValueText.shownElements ? 0 : 3
    let note = tail > 0 ? counted(count, unit) : ""
    var lines = (0..<head).map { line(element($0), room: width - 2) }
    if tail > 0 { lines.append("…") }
    lines += (count - tail..<count).map { line(element($0), room: width - 2 - ($0 == count - 1 ? note.count : 0)) }
    return opened("[", lines, nil, "]") + note
  }

  /// The first and the last elements in two lines or so, and how many there are.
  private func ends(_ count: Int, _ unit: String, _ element: (Int) -> Value) -> String {
    var head: [String] = [], tail: [String] = []
    var used = 0
    while used < width, head.count + tail.count < count {
      head.append(line(element(head.count), room: width / 2))
      used += (head.last?.count ?? 0) + 2
    }
    while used < 3 * width / 2, tail.count < 5, head.count + tail.count < count {
      tail.append(line(element(count - 1 - tail.count), room: width / 2))
      used += (tail.last?.count ?? 0) + 2
    }
    guard head.count + tail.count < count else { return wrapped(head + tail.reversed()) }
    return wrapped(head + ["…"] + tail.reversed()) + counted(count, unit)
  }

  /// The whole value broken between the elements of its outermost level; nil where it is longer than a few lines, or has
  /// structure that lines would hide.
  private func filled(_ value: Value) -> String? {
    let elements: [Value]
    switch value {
    case .array(let all) where all.count <= width * ValueText.filledLines / 3: elements = all
    case .set(let entries) where entries.count <= width * ValueText.filledLines / 3: elements = entries.map(\.key)
    default: return nil
    }
    guard !elements.contains(where: \.isComposite), whole(value, width * ValueText.filledLines) != nil else {
      return nil
    }
    return wrapped(elements.map { line($0, room: width) })
  }

  /// Elements in brackets, broken into lines between them.
  private func wrapped(_ pieces: [String]) -> String {
    var lines = [""]
    for (index, text) in pieces.enumerated() {
      let piece = text + (index < pieces.count - 1 ? "," : "]")
      if lines[lines.count - 1].count + piece.count + 1 > width, !lines[lines.count - 1].isEmpty { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? (lines.count == 1 ? "[" : " ") : " ") + piece
    }
    return lines.joined(separator: "\n")
  }

  private func parts(_ name: String, _ labels: [String?], _ values: [Value]) -> String {
    let lines = zip(labels, values).prefix(20).map { label, value in
      let label = label.map { "\($0): " } ?? ""
      return label + line(value, room: max(16, width - name.count - label.count - 2))
    }
    return opened("\(name)(", lines, lines.count < values.count ? "…" : nil, ")")
  }

  /// Lines between brackets, each after the first set below it.
  private func opened(_ opening: String, _ lines: [String], _ last: String?, _ closing: String) -> String {
    let margin = String(repeating: " ", count: opening.count)
    var text = opening
    for (index, line) in lines.enumerated() {
      if index > 0 { text += "\n" + margin }
      text += line
      // What stands for the elements between needs no comma.
      if line != "…", index < lines.count - 1 || last != nil { text += "," }
    }
    return text + (last.map { "\n" + margin + $0 } ?? "") + closing
  }

  private func indented(_ text: String, by columns: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\n" + String(repeating: " ", count: columns))
  }

  private func counted(_ count: Int, _ unit: String) -> String {
    " (\(ValueText.grouped(count)) \(unit)\(count == 1 ? "" : "s"))"
  }

  // MARK: One line

  /// The whole text of the value; nil where it is longer than `room`.
  private func whole(_ value: Value, _ room: Int) -> String? {
    var text = ""
    return write(value, &text, room) ? text : nil
  }

  /// Writes until the text is full; false when it is.
  private func write(_ value: Value, _ text: inout String, _ room: Int) -> Bool {
    func list(_ opening: String, _ closing: String, _ parts: some Sequence<(String, Value)>) -> Bool {
      text += opening
      var isFirst = true
      for (label, part) in parts {
        text += (isFirst ? "" : ", ") + label
        isFirst = false
        guard text.utf8.count <= 4 * room, write(part, &text, room) else { return false }
      }
      text += closing
      return true
    }
    switch value {
    case .array(let elements): guard list("[", "]", elements.lazy.map { ("", $0) }) else { return false }
    case .set(let entries): guard list("[", "]", entries.lazy.map { ("", $0.key) }) else { return false }
    case .dictionary(let entries) where entries.count > 0:
      var isFirst = true
      text += "["
      for (key, value) in entries {
        text += isFirst ? "" : ", "
        isFirst = false
        guard write(key, &text, room) else { return false }
        text += ": "
        guard write(value, &text, room) else { return false }
      }
      text += "]"
    case .tuple(let tuple):
      let labels = tuple.labels.map { $0.map { "\($0): " } ?? "" }
      guard list("(", ")", zip(labels, tuple.values)) else { return false }
    case .some(let wrapped): guard list("Optional(", ")", [("", wrapped)]) else { return false }
    case .instance(let instance):
      guard list(instance.opening, instance.closing, instance.labelled) else { return false }
    case .string(let string):
      guard string.utf8.count <= 4 * room else { return false }
      text += string.debugDescription
    case .function(let function): text += ValueText.signature(of: function)
    case .foreign(let object): text += object.previewText
    default: text += value.literalText
    }
    return text.utf8.count <= room || text.count <= room
  }

  /// A beginning and an end in one line of about `room` columns.
  private func elided(_ value: Value, _ room: Int) -> String {
    switch value {
    case .array(let elements):
      return elided("[", elements.count, "]", room) { line(elements[$0], room: $1) }
    case .set(let entries): return front("[", entries.lazy.map { ("", $0.key) }, entries.count, "]", room)
    case .dictionary(let entries):
      let pairs = entries.lazy.map { (line($0.key, room: room / 4) + ": ", $0.value) }
      return front("[", pairs, entries.count, "]", room)
    case .tuple(let tuple):
      let labels = tuple.labels.map { $0.map { "\($0): " } ?? "" }
      return front("(", zip(labels, tuple.values), tuple.values.count, ")", room, isCounted: false)
    case .instance(let instance):
      return front(
        instance.opening, instance.labelled, instance.fields.count, instance.closing, room, isCounted: false)
    case .some(let wrapped):
      return room < 14 ? "Optional(…)" : "Optional(" + line(wrapped, room: room - 10) + ")"
    case .string(let string): return ValueText.beginning(of: string, max(1, room - 3))
    default: return ValueText.cut(whole(value, 4 * room) ?? value.literalText, room)
    }
  }

  /// `[0, 1, …, 9998, 9999] (10,000)`
  private func elided(
    _ opening: String, _ count: Int, _ closing: String, _ room: Int, _ element: (Int, Int) -> String
  ) -> String {
    let note = room >= width ? counted(count, "element") : " (\(ValueText.grouped(count)))"
    guard room > note.count + 12 else { return "\(opening)…\(closing)\(note)" }
    let budget = room - note.count - 5
    let share = max(8, budget / 3)
    var head: [String] = [], tail: [String] = []
    var used = 0
    // Two thirds for the beginning, the rest for the end.
    while head.count < count {
      let piece = element(head.count, share)
      guard used + piece.count + 2 <= budget * 2 / 3 || head.isEmpty else { break }
      head.append(piece)
      used += piece.count + 2
    }
    while head.count + tail.count < count, tail.count < max(head.count - 1, 1) {
      let piece = element(count - 1 - tail.count, share)
      guard used + piece.count + 2 <= budget else { break }
      tail.append(piece)
      used += piece.count + 2
    }
    let isWhole = head.count + tail.count == count
    let pieces = head + (isWhole ? [] : ["…"]) + tail.reversed()
    return opening + pieces.joined(separator: ", ") + closing + (isWhole ? "" : note)
  }

  /// Parts from the first on, as many as there is room for.
  private func front(
    _ opening: String, _ parts: some Sequence<(String, Value)>, _ count: Int, _ closing: String, _ room: Int,
    isCounted: Bool = true
  ) -> String {
    let note = isCounted ? " (\(ValueText.grouped(count)))" : ""
    let budget = room - opening.count - note.count - 4
    var text = opening
    var shown = 0
    for (label, value) in parts {
      guard budget > 0 else { break }
      let left = max(8, (budget - text.count) / max(1, min(count - shown, 3)))
      let piece = label + line(value, room: max(8, left - label.count))
      guard shown == 0 || text.count + piece.count + 2 <= budget else { break }
      text += (shown > 0 ? ", " : "") + piece
      shown += 1
    }
    if shown < count { text += shown > 0 ? ", …" : "…" }
    return text + closing + (shown < count ? note : "")
  }

  // MARK: Words

  /// `area(of: [Double], scale: Double) -> Double`; a closure by its type.
  private static func signature(of function: FunctionValue) -> String { function.signature ?? "\(function.type)" }

  /// A signature that is longer than a line with a line for each parameter.
  private func broken(_ signature: String) -> String {
    guard signature.count > width else { return signature }
    var text = ""
    var depth = 0
    var isQuoted = false
    // The parameters end where the first bracket closes; those of the result stay in its line.
    var isOver = false
    for character in signature {
      if character == "\"" { isQuoted.toggle() }
      if character == " ", text.hasSuffix("\n  ") { continue }
      if isQuoted || isOver {
        text.append(character)
        continue
      }
      if character == ")" || character == "]" { depth -= 1 }
      if character == ")", depth == 0 {
        text += "\n"
        isOver = true
      }
      text.append(character)
      if character == "(" || character == "[" { depth += 1 }
      if depth == 1, character == "," || character == "(" { text += "\n  " }
    }
    return text
  }

  /// A string in quotes; one of several lines as such a literal, and of a long one the beginning.
  private static func literal(_ string: String) -> String {
    let isLong = string.utf8.count > shownText
    let shown = isLong ? String(string.prefix(shownText)) : string
    let note = isLong ? " (\(grouped(string.utf8.count)) bytes)" : ""
    guard shown.contains(where: \.isNewline) else {
      return isLong ? beginning(of: string, shownText / 10) : shown.debugDescription
    }
    var lines = shown.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(String(line).debugDescription.dropFirst().dropLast()).replacing("\\\"", with: "\"")
    }
    let most = 40
    let isCut = isLong || lines.count > most
    if lines.count > most { lines = lines.prefix(most) + ["…"] } else if isLong { lines[lines.count - 1] += "…" }
    return "\"\"\"\n" + lines.joined(separator: "\n") + "\n\"\"\""
      + (isCut && note.isEmpty ? " (\(grouped(string.utf8.count)) bytes)" : note)
  }

  private static func beginning(of string: String, _ room: Int) -> String {
    let note = "\" (\(grouped(string.utf8.count)) bytes)"
    let room = max(4, room - note.count)
    let literal = String(string.prefix(room)).debugDescription.dropLast()
    return cut(String(literal), room) + (literal.count <= room ? "…" : "") + note
  }

  private static func cut(_ text: String, _ room: Int) -> String {
    guard let end = text.index(text.startIndex, offsetBy: room, limitedBy: text.endIndex), end < text.endIndex else {
      return text
    }
    return text.prefix(room - 1) + "…"
  }

  private static func grouped(_ count: Int) -> String {
    var digits = String(count)
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return digits
  }
}

extension Value {
  /// Whether the value has parts or so many words that it deserves a line of its own.
  fileprivate var isComposite: Bool {
    switch self {
    case .array, .set, .dictionary, .tuple, .instance, .foreign, .function: true
    case .some(let wrapped): wrapped.isComposite
    case .string(let text): text.utf8.count > 40
    default: false
    }
  }
}

extension Instance {
  /// What stands before the parts in the text of the value.
  fileprivate var opening: String {
    type.isEnumeration ? type.cases[caseIndex].name + (fields.isEmpty ? "" : "(") : type.name + "("
  }

  fileprivate var closing: String { type.isEnumeration && fields.isEmpty ? "" : ")" }

  /// The parts with their labels.
  fileprivate var labelled: [(String, Value)] {
    let labels: [String?] = type.isEnumeration ? type.cases[caseIndex].payload.map(\.label) : type.storedNames
    return zip(labels, fields).map { label, value in (label.map { "\($0): " } ?? "", value) }
  }
}

extension Value {
  /// The names of a structure's stored properties, or the labels of a tuple, with the values; nil for other values.
  package var columns: [(name: String, value: Value)]? {
    switch self {
    case .tuple(let tuple):
      return tuple.labels.enumerated().map { index, label in (label ?? "\(index)", tuple.values[index]) }
    case .instance(let instance) where !instance.type.isEnumeration:
      return zip(instance.type.storedNames, instance.fields).map { ($0, $1) }
    default: return nil
    }
  }
}
