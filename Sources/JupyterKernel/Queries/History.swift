package import JupyterProtocol

/// A cell that has ended: its number in its shell, its text, and its result as text.
package struct HistoryLine: Sendable {
  let line: Int
  let input: String
  let output: String?
  let shellID: String?

  /// A cell of a shell; the main one has no id.
  package init(line: Int, input: String, output: String?, shellID: String? = nil) {
    self.line = line
    self.input = input
    self.output = output
    self.shellID = shellID
  }
}

/// The cells that this process and earlier ones have run.
///
/// Every shell is a session with a number of its own, which it gets with its first cell.
package struct History: Sendable {
  private let folder: HistoryFolder?
  private var sessions: [String?: Session] = [:]
  private var count = 0
  /// Sessions that have ended and are in no folder.
  private var closed: [Int: [HistoryReply.Entry]] = [:]

  private struct Session {
    let number: Int
    var entries: [HistoryReply.Entry] = []
    let file: HistoryFolder.File?
  }

  /// A history without cells of its own. Nil keeps it in memory alone.
  package init(folder: String?) {
    self.folder = folder.map(HistoryFolder.init)
  }

  /// Keeps a cell.
  package mutating func append(_ line: HistoryLine) {
    var session = sessions.removeValue(forKey: line.shellID) ?? newSession()
    let entry = HistoryReply.Entry(
      session: session.number, line: line.line, input: line.input, output: line.output)
    session.entries.append(entry)
    session.file?.append(entry)
    sessions[line.shellID] = session
  }

  /// Ends the session of a shell; its cells are read from the folder from then on, if there is one.
  mutating func close(shellID: String?) {
    guard let session = sessions.removeValue(forKey: shellID), session.file == nil else { return }
    closed[session.number] = session.entries
  }

  /// The cells that a request of a shell asks for, oldest first.
  package func entries(for access: HistoryRequest.Access, shellID: String?) -> [HistoryReply.Entry] {
    switch access {
    case .tail(let count): return newest(max(count, 0)) { _ in true }
    case .range(let session, let start, let stop):
      guard let number = number(of: session, shellID) else { return [] }
      return entries(of: number).filter { $0.line >= start && $0.line < stop ?? .max }
    case .search(let pattern, let count, let unique):
      let pattern = Array(pattern.unicodeScalars)
      var seen: Set<String> = []
      return newest(max(count ?? .max, 0)) { entry in
        Self.matches(Array(entry.input.unicodeScalars), pattern) && (!unique || seen.insert(entry.input).inserted)
      }
    }
  }

  private mutating func newSession() -> Session {
    if let (number, file) = folder?.makeFile() { return Session(number: number, file: file) }
    count += 1
    return Session(number: count, file: nil)
  }

  /// The numbers of all sessions, in order.
  private var numbers: [Int] {
    Set((folder?.sessions() ?? []) + sessions.values.map(\.number) + closed.keys).sorted()
  }

  /// The last cells that fit, oldest first; sessions are read from the newest on, as far as it takes.
  private func newest(_ count: Int, where fits: (HistoryReply.Entry) -> Bool) -> [HistoryReply.Entry] {
    var found: [HistoryReply.Entry] = []
    for number in numbers.reversed() {
      for entry in entries(of: number).reversed() {
        if found.count >= count { return found.reversed() }
        if fits(entry) { found.append(entry) }
      }
    }
    return found.reversed()
  }

  private func entries(of number: Int) -> [HistoryReply.Entry] {
    sessions.values.first { $0.number == number }?.entries ?? closed[number]
      ?? folder?.entries(ofSession: number) ?? []
  }

  /// The number of the session that a request means: 0 is that of its shell, -1 the one before it.
  private func number(of session: Int, _ shellID: String?) -> Int? {
    if session > 0 { return session }
    let own = sessions[shellID]?.number
    if session == 0 { return own }
    let earlier = numbers.filter { $0 < own ?? .max }
    // Of the least number there is no opposite.
    return session >= -earlier.count ? earlier[earlier.count + session] : nil
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
