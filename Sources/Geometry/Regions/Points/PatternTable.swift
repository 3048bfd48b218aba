/// The distinct rows of packed states among those of many points.
struct PatternTable {
  /// How often each distinct pattern occurs, in the order in which they were met.
  private(set) var counts: [Int] = []
  private var groups: [ContentHash: [Int]] = [:]
  /// The words of each distinct pattern, where they are kept.
  private var words: [UInt64] = []
  private let width: Int
  /// Whether patterns of equal hash are compared word by word.
  let comparesWords: Bool

  /// - Parameters:
  ///   - width: words of a pattern.
  ///   - comparesWords: whether the distinct patterns are kept for it.
  init(width: Int, comparesWords: Bool) {
    self.width = width
    self.comparesWords = comparesWords
  }

  /// Counts a pattern.
  mutating func insert(_ pattern: ArraySlice<UInt64>) {
    var hash = ContentHash()
    pattern.withUnsafeBytes { hash.combine($0) }
    for group in groups[hash] ?? [] where !comparesWords || isEqual(pattern, group) {
      counts[group] += 1
      return
    }
    groups[hash, default: []].append(counts.count)
    counts.append(1)
    if comparesWords { words += pattern }
  }

  private func isEqual(_ pattern: ArraySlice<UInt64>, _ group: Int) -> Bool {
    words[group * width..<(group + 1) * width].elementsEqual(pattern)
  }
}
