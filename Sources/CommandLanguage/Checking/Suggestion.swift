/// Finds the name that someone meant.
enum Suggestion {
  /// The closest name by edit distance, if one is close enough; ties go to the first in alphabetical order.
  /// - Complexity: O(n m²) for n names of m characters.
  static func closest(to name: String, among names: some Sequence<String>) -> String? {
    let target = Array(name.lowercased().utf8)
    // A name of one or two letters is close to everything.
    guard target.count > 2, target.count <= 64 else { return nil }
    let limit = max(1, target.count / 3)
    var best: (distance: Int, name: String)?
    for candidate in Set(names).sorted() where candidate != name {
      let other = Array(candidate.lowercased().utf8)
      guard abs(other.count - target.count) <= limit else { continue }
      let distance = distance(target, other)
      if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.name
  }

  /// Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment).
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var older: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, older[j - 1] + 1) }
        row.append(cost)
      }
      older = previous
      previous = row
    }
    return previous[b.count]
  }
}
