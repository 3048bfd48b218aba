import Glibc
public import Tensors

/// The growth of a nearest-neighbour graph with the number of points (Carter's KNN estimator).
///
/// The total L(n) = Σ r^γ over the k nearest neighbours of n points grows as c·n^α with α = (d-γ)/d. L is measured on
/// subsamples drawn without replacement: `sizes` numbers of points, evenly spaced on a logarithmic scale from N/8 to
/// N/2, `repeats` subsamples each. scikit-dimension draws with replacement, once, 3 to 6 points at k = 2, too few for
/// an answer.
///
/// Source: Carter, Raich, Hero, "On local intrinsic dimension estimation and its applications",
/// doi:10.1109/TSP.2009.2031722.
public struct NeighborGraphGrowth: DimensionEstimator {
  /// Which dimensions are considered.
  public enum Version: String, Hashable, Sendable, CaseIterable {
    /// γ/(1 - α) with α the slope of the mean of ln L against ln n, at most the number of coordinates.
    case slope
    /// The integer from 1 to the number of coordinates with the least squared residual of L, the constant c fitted.
    case integer
  }

  /// k.
  public let k: Int
  /// γ, the power of the distances.
  public let power: Double
  /// How many numbers of points.
  public let sizes: Int
  /// Subsamples of each number of points.
  public let repeats: Int
  /// Which dimensions are considered.
  public let version: Version
  /// What the subsamples are drawn with.
  public let seed: Int

  /// The estimator with its conventions; values out of range are refused when it estimates.
  public init(
    k: Int = 4, power: Double = 1, sizes: Int = 8, repeats: Int = 8, version: Version = .slope, seed: Int = 0
  ) {
    self.k = k
    self.power = power
    self.sizes = sizes
    self.repeats = repeats
    self.version = version
    self.seed = seed
  }

  /// Zero: the graph is built on subsamples.
  public var neighbors: Int { 0 }

  /// Estimator, subsamples and seed in words.
  public var convention: String {
    let answer = version == .slope ? "from the slope of ln L" : "integer of least residual"
    return
      "growth of the k-neighbour graph, k = \(k), distances to the power \(power), \(sizes) sizes from N/8 to N/2, "
      + "\(repeats) subsamples each without replacement, \(answer), seed \(seed)"
  }

  /// - Throws: `DimensionError` for values out of range, fewer than 8(k+2) points, or a graph without length;
  ///   `Interrupted`.
  /// - Complexity: O(sizes·repeats·N²·D).
  public func estimate(_ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint) throws -> DimensionEstimate {
    try checkParameters()
    try check(cloud, lists)
    let most = cloud.count / 8 - 2
    guard k <= most else {
      throw DimensionError.parameter("k", Double(k), expected: "at most N/8 - 2 = \(most) for \(cloud.count) points")
    }
    let smallest = Double(cloud.count / 8), largest = Double(cloud.count / 2)
    var lengths: [(count: Double, total: Double)] = []
    for size in 0..<sizes {
      let share = Double(size) / Double(sizes - 1)
      let count = Int((smallest * pow(largest / smallest, share)).rounded())
      for `repeat` in 0..<repeats {
        try checkpoint.check()
        var stream = RandomStream(seed: seed, name: "neighbour graph \(size)", index: `repeat`)
        let rows = Array(stream.permutation(of: cloud.count).prefix(count))
        lengths.append((Double(count), try length(of: cloud.points, rows, checkpoint)))
      }
      checkpoint.report(Progress("subsamples", size + 1, of: sizes, unit: "size"))
    }
    guard lengths.allSatisfy({ $0.total > 0 }) else {
      throw DimensionError.nothingLeft(points: cloud.count, dropped: cloud.count, tied: 0)
    }
    let bound = Double(cloud.points.rowWidth)
    var notes = cloud.notes(dropped: 0) + ["subsamples of one set do not tell the error of the whole: none is stated"]
    let value: Double
    switch version {
    case .slope:
      let found = power / (1 - slope(lengths))
      value = found > 0 ? min(found, bound) : bound
      if value < found || found <= 0 { notes.append("the slope asks for more dimensions than there are coordinates") }
    case .integer:
      value = Double((1...cloud.points.rowWidth).min { residual(lengths, $0) < residual(lengths, $1) } ?? 1)
    }
    return DimensionEstimate(
      value: value, standardError: .nan, fisherStandardError: .nan, interval: nil, scale: scale(lengths),
      local: [Double](repeating: .nan, count: cloud.rowCount), convention: convention,
      counts: cloud.counts(used: cloud.count, dropped: 0, tied: 0), notes: notes)
  }

  private func checkParameters() throws(DimensionError) {
    guard k >= 1 else { throw .parameter("k", Double(k), expected: "at least 1") }
    guard power > 0, power <= 16 else { throw .parameter("power", power, expected: "above 0 and at most 16") }
    guard (2...1000).contains(sizes) else { throw .parameter("sizes", Double(sizes), expected: "from 2 to 1000") }
    guard (1...1000).contains(repeats) else { throw .parameter("repeats", Double(repeats), expected: "from 1 to 1000") }
  }

  private func length(of points: Tensor, _ rows: [Int], _ checkpoint: Checkpoint) throws -> Double {
    let lists = try Neighbors(of: points.gather(rows), neighbors: k, checkpoint: checkpoint.observed(by: nil))
    return lists.distances.reduce(0.0) { $0 + pow($1, power) }
  }

  private func slope(_ lengths: [(count: Double, total: Double)]) -> Double {
    let x = lengths.map { log($0.count) }, y = lengths.map { log($0.total) }
    let count = Double(lengths.count), meanX = x.reduce(0, +) / count, meanY = y.reduce(0, +) / count
    var products = 0.0, squares = 0.0
    for (x, y) in zip(x, y) {
      products += (x - meanX) * (y - meanY)
      squares += (x - meanX) * (x - meanX)
    }
    return products / squares
  }

  private func residual(_ lengths: [(count: Double, total: Double)], _ dimension: Int) -> Double {
    let exponent = (Double(dimension) - power) / Double(dimension)
    // Counts relative to the largest: powers stay in range, the constant c takes up the factor.
    let largest = lengths.map(\.count).max() ?? 1
    let powers = lengths.map { pow($0.count / largest, exponent) }
    let products = zip(powers, lengths).reduce(0.0) { $0 + $1.0 * $1.1.total }
    let factor = products / powers.reduce(0.0) { $0 + $1 * $1 }
    return zip(powers, lengths).reduce(0.0) { sum, pair in
      let rest = pair.1.total - factor * pair.0
      return sum + rest * rest
    }
  }

  /// The mean length of an edge in the largest and the smallest subsamples.
  private func scale(_ lengths: [(count: Double, total: Double)]) -> ClosedRange<Double> {
    let edges = lengths.map { pow($0.total / ($0.count * Double(k)), 1 / power) }
    return (edges.min() ?? 0)...(edges.max() ?? 0)
  }
}
