public import Tensors

/// The correlation of two kinds of numbers, with the probability of one as large by chance.
public struct Correlation: Hashable, Sendable {
  /// How two lists of numbers are compared.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Pearson's correlation of the ranks, tied numbers at their mean rank: any monotone relation counts.
    case spearman
    /// The linear correlation of the numbers themselves.
    case pearson
  }

  /// The correlation, from -1 to 1; the mean over the lists where several were compared.
  public let value: Double
  /// The share of all ways to pair the numbers that correlate as strongly, in either direction.
  public let pValue: Double
  /// The standard error of `pValue` by the number of permutations drawn; 0 where all were visited.
  public let pValueError: Double
  /// Spearman or Pearson.
  public let kind: Kind
  /// Pairs of numbers.
  public let count: Int
  /// Permutations looked at.
  public let permutations: Int
  /// Whether they are all there are.
  public let isExact: Bool
}

extension Correlation: CustomStringConvertible {
  /// Value, kind and probability in words.
  public var description: String {
    "\(kind.rawValue) \(value) over \(count) pairs, two-sided permutation p = \(pValue) "
      + (isExact ? "(all \(permutations) permutations)" : "(\(permutations) permutations drawn)")
  }
}

/// The correlation of two lists of numbers with its permutation p-value.
///
/// Under the hypothesis that the pairing means nothing all n! pairings are equally likely; p is the share of them with
/// a correlation at least as large in magnitude. Up to ten pairs all are visited; beyond, `permutations` are drawn and
/// p = (1 + hits)/(1 + drawn), so that it is never 0.
/// - Parameters:
///   - first: n numbers.
///   - second: as many.
///   - kind: Spearman or Pearson.
///   - permutations: how many to draw for more than ten pairs.
///   - seed: what they are drawn with (stream `permutation`).
///   - checkpoint: where the search looks for an interrupt.
/// - Throws: `ComparisonError` for fewer than 3 pairs, lists of different lengths, a number that is not finite or
///   numbers that are all equal; `Interrupted`.
/// - Complexity: O(n!) for n ≤ 10, about 0.1 s at most; O(n · permutations) beyond.
public func correlation(
  _ first: [Double], _ second: [Double], by kind: Correlation.Kind = .spearman, permutations: Int = 99_999,
  seed: Int = 0, checkpoint: Checkpoint = .none
) throws -> Correlation {
  try correlation(first, lists: [second], by: kind, permutations: permutations, seed: seed, checkpoint: checkpoint)
}

/// The mean correlation of one list of numbers with several, such as a class's dimension with its error under several
/// networks, and its p-value when all lists are permuted alike: lists that say the same count once.
/// - Throws: as for two lists; `ComparisonError.tooFewPairs` without a list.
/// - Complexity: as for two lists.
public func correlation(
  _ first: [Double], lists: [[Double]], by kind: Correlation.Kind = .spearman, permutations: Int = 99_999,
  seed: Int = 0, checkpoint: Checkpoint = .none
) throws -> Correlation {
  let most = 100_000_000
  guard (1...most).contains(permutations) else {
    throw ComparisonError.parameter("permutations", found: permutations, expected: 1...most)
  }
  guard first.count >= 3 else { throw ComparisonError.tooFewPairs(first.count, minimum: 3) }
  guard !lists.isEmpty else { throw ComparisonError.tooFewPairs(0, minimum: 3) }
  let a = try first.standardized(kind, name: "first")
  var b = [Double](repeating: 0, count: a.count)
  for list in lists {
    guard list.count == a.count else { throw ComparisonError.pairs(found: list.count, expected: a.count) }
    DenseVector.add(try list.standardized(kind, name: "second"), times: 1 / Double(lists.count), to: &b)
  }
  let value = min(max(DenseVector.dot(a, b), -1), 1)
  let test = PermutationTest(a: a, b: b, value: value)
  if a.count <= PermutationTest.mostVisited {
    let (hits, all) = try test.visitAll(checkpoint: checkpoint)
    return Correlation(
      value: value, pValue: Double(hits) / Double(all), pValueError: 0, kind: kind, count: a.count, permutations: all,
      isExact: true)
  }
  let hits = try test.draw(permutations, seed: seed, checkpoint: checkpoint)
  let p = Double(hits + 1) / Double(permutations + 1)
  return Correlation(
    value: value, pValue: p, pValueError: (p * (1 - p) / Double(permutations)).squareRoot(), kind: kind,
    count: a.count, permutations: permutations, isExact: false)
}

extension [Double] {
  /// The numbers, or their ranks, shifted to mean 0 and scaled to norm 1: products of two such lists are correlations.
  fileprivate func standardized(_ kind: Correlation.Kind, name: String) throws(ComparisonError) -> [Double] {
    if let index = firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(name, index: index, value: self[index])
    }
    guard let least = self.min(), let most = self.max(), least < most else { throw .constant(name) }
    // Scaled first, so that no square of a large number overflows.
    let reach = Swift.max(abs(least), abs(most))
    let values = kind == .spearman ? ranks : map { $0 / reach }
    let mean = values.reduce(0, +) / Double(count)
    let centered = values.map { $0 - mean }
    let norm = centered.reduce(0.0) { $0 + $1 * $1 }.squareRoot()
    guard norm > 0 else { throw .constant(name) }
    return centered.map { $0 / norm }
  }

  /// Ranks from 1; tied numbers share the mean of theirs.
  private var ranks: [Double] {
    let order = indices.sorted { (self[$0], $0) < (self[$1], $1) }
    var ranks = [Double](repeating: 0, count: count)
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, self[order[end]] == self[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }
}
