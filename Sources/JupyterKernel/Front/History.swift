import JupyterProtocol

/// The cells that this session has run, in memory.
struct History {
  /// The number of the present session; requests may also call it 0.
  static let session = 1

  private var entries: [HistoryReply.Entry] = []

  /// Keeps a cell with its number and its result as text.
  mutating func append(line: Int, input: String, output: String?) {
    entries.append(HistoryReply.Entry(session: Self.session, line: line, input: input, output: output))
  }

  /// The cells that a request asks for, oldest first.
  func entries(for access: HistoryRequest.Access) -> [HistoryReply.Entry] {
    switch access {
    case .tail(let count):
      return entries.suffix(max(count, 0))
    case .range(let session, let start, let stop):
      if session != 0 && session != Self.session { return [] }
      return entries.filter { $0.line >= start && $0.line < stop ?? .max }
    case .search(let pattern, let count, let unique):
      let pattern = Array(pattern.unicodeScalars)
      var found = entries.filter { Self.matches(Array($0.input.unicodeScalars), pattern) }
      if unique { found = Self.lastOfEach(found) }
      return count.map { found.suffix(max($0, 0)) } ?? found
    }
  }

  private static func lastOfEach(_ entries: [HistoryReply.Entry]) -> [HistoryReply.Entry] {
    var seen: Set<String> = []
    return entries.reversed().filter { seen.insert($0.input).inserted }.reversed()
  }

  /// Whether a whole text matches a pattern in which `*` stands for any text and `?` for any character.
  ///
  /// - Complexity: O(*n m*) at worst: only the last `*` is ever retried.
  static func matches(_ text: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
    var position = 0
    var place = 0
    var star: (place: Int, position: Int)?
    while position < text.count {
      if place < pattern.count, pattern[place] == "*" {
        star = (place, position)
        place += 1
      } else if place < pattern.count, pattern[place] == "?" || pattern[place] == text[position] {
        position += 1
        place += 1
      } else if let (starPlace, starPosition) = star {
        star = (starPlace, starPosition + 1)
        place = starPlace + 1
        position = starPosition + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
  }
}
