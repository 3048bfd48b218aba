import Tensors

extension [Int] {
  /// Disjoint random parts of labelled rows, each with the classes in the shares of what is left, exact to one row a
  /// class.
  ///
  /// The rows of each class are shuffled by the stream `split` (index: the class); each part in turn takes from every
  /// class its share rounded down, then one more from the classes with the largest remainders, lower classes first.
  /// Rows stay in their original order within a part.
  /// - Precondition: the counts are not negative and add up to at most `count`; labels are below `classes`.
  /// - Complexity: O(count · log count + classes).
  func stratifiedParts(_ counts: [Int], classes: Int, seed: Int) -> [[Int]] {
    precondition(counts.allSatisfy { $0 >= 0 } && counts.reduce(0, +) <= count)
    var rows = [[Int]](repeating: [], count: classes)
    for (row, label) in enumerated() { rows[label].append(row) }
    var pools = rows.enumerated().map { label, rows in
      var stream = RandomStream(seed: seed, name: "split", index: label)
      return stream.permutation(of: rows.count).map { rows[$0] }
    }
    return counts.map { wanted in
      let left = pools.reduce(0) { $0 + $1.count }
      var shares = pools.map { left == 0 ? 0 : wanted * $0.count / left }
      let remainders = pools.indices.map { left == 0 ? 0 : wanted * pools[$0].count % left }
      let ranked = pools.indices.sorted { (-remainders[$0], $0) < (-remainders[$1], $1) }
      for label in ranked.prefix(wanted - shares.reduce(0, +)) { shares[label] += 1 }
      var part: [Int] = []
      for label in pools.indices {
        part += pools[label].suffix(shares[label])
        pools[label].removeLast(shares[label])
      }
      return part.sorted()
    }
  }
}
