import Tensors

/// How far two quantities go together, in [-1, 1], with the probability of as much by chance.
public struct Correlation: Hashable, Sendable {
  /// What is correlated.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The values: Σ(x - x̄)(y - ȳ) / √(Σ(x - x̄)² Σ(y - ȳ)²).
    case pearson
    /// Their ranks, equal values sharing the mean of theirs.
    case spearman
  }

  /// What was correlated.
  public let kind: Kind
  /// The coefficient; NaN where one quantity is constant or there are fewer than two pairs.
  public let coefficient: Double
  /// How many pairs there were.
  public let count: Int
  /// The fraction of orders of one quantity with a coefficient at least as far from 0: of all orders up to eight pairs,
  /// else of random ones and the order as it is; nil unless asked for.
  public let permutationP: Double?

  /// The correlation of pairs.
  /// - Parameters:
  ///   - permutations: how many random orders to try for the permutation p above eight pairs; 0 leaves it out.
  ///   - seed: draws the orders (stream `permutation`).
  /// - Throws: `ExperimentError.pairs` unless there are as many of one as of the other.
  /// - Complexity: O(count · permutations).
  public init(
    _ kind: Kind = .pearson, of first: [Double], and second: [Double], permutations: Int = 0, seed: Int = 0
  ) throws(ExperimentError) {
    guard first.count == second.count else { throw .pairs(first: first.count, second: second.count) }
    self.kind = kind
    count = first.count
    let x = kind == .pearson ? first : Correlation.ranks(first)
    let y = kind == .pearson ? second : Correlation.ranks(second)
    let coefficient = Correlation.pearson(x, y)
    self.coefficient = coefficient
    guard permutations > 0, coefficient.isFinite else {
      permutationP = nil
      return
    }
    // Sums in another order differ in the last bits.
    let bound = coefficient.magnitude - 1e-12
    if count <= 8 {
      var extreme = 0
      var all = 0
      Correlation.forEachOrder(of: y) { order in
        all += 1
        if Correlation.pearson(x, order).magnitude >= bound { extreme += 1 }
      }
      permutationP = Double(extreme) / Double(all)
    } else {
      var stream = RandomStream(seed: seed, name: "permutation")
      var extreme = 1
      for _ in 0..<permutations {
        let order = stream.permutation(of: count).map { y[$0] }
        if Correlation.pearson(x, order).magnitude >= bound { extreme += 1 }
      }
      permutationP = Double(extreme) / Double(permutations + 1)
    }
  }

  private static func pearson(_ x: [Double], _ y: [Double]) -> Double {
    guard x.count > 1 else { return .nan }
    let count = Double(x.count)
    let meanX = x.reduce(0, +) / count
    let meanY = y.reduce(0, +) / count
    var xx = 0.0
    var yy = 0.0
    var xy = 0.0
    for (a, b) in zip(x, y) {
      xx += (a - meanX) * (a - meanX)
      yy += (b - meanY) * (b - meanY)
      xy += (a - meanX) * (b - meanY)
    }
    return xx > 0 && yy > 0 ? min(max(xy / (xx * yy).squareRoot(), -1), 1) : .nan
  }

  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count, values[order[last + 1]] == values[order[first]] { last += 1 }
      for place in first...last { ranks[order[place]] = Double(first + last) / 2 + 1 }
      first = last + 1
    }
    return ranks
  }

  /// Every order once, by Heap's algorithm.
  private static func forEachOrder(of values: [Double], _ body: ([Double]) -> Void) {
    var values = values
    func visit(_ count: Int) {
      guard count > 1 else { return body(values) }
      for index in 0..<count {
        visit(count - 1)
        if index < count - 1 { values.swapAt(count % 2 == 0 ? index : 0, count - 1) }
      }
    }
    visit(values.count)
  }
}
