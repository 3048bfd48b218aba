import Glibc
public import Tensors

/// The activation patterns that a network shows on some points, and units that never or always let a point through.
public struct ActivationPatterns: Hashable, Sendable {
  /// How patterns are spread over the points.
  public struct Spread: Hashable, Sendable {
    /// Distinct patterns: a lower bound of the regions that there are.
    public let distinct: Int
    /// -Σ p ln p over the shares p of the points that the patterns have, in nats; ln N where all differ.
    public let entropy: Double
    /// Its standard error with points as independent draws, √((Σ p ln² p - entropy²)/N); 0 where all differ, when the
    /// entropy is bounded by the number of points.
    public let entropyError: Double
    /// Points of the commonest pattern.
    public let commonest: Int

    init(_ counts: [Int]) {
      let total = Double(counts.reduce(0, +))
      distinct = counts.count
      commonest = counts.max() ?? 0
      var first = 0.0, second = 0.0
      for count in counts {
        let share = Double(count) / total, log = Glibc.log(share)
        first -= share * log
        second += share * log * log
      }
      entropy = first
      entropyError = counts.count == Int(total) ? 0 : (max(second - first * first, 0) / total).squareRoot()
    }
  }

  /// One stage's share.
  public struct Layer: Hashable, Sendable {
    /// The stage's name.
    public let name: String
    /// Neurons or windows.
    public let units: Int
    /// Of the stage's part of the patterns.
    public let spread: Spread
    /// For each neuron the points at which its value is above 0; empty for windows.
    public let positives: [Int]
    /// For each neuron the points at which its value is exactly 0, where it counts as active but passes nothing; empty
    /// for windows.
    public let zeros: [Int]
    /// Points.
    let points: Int

    /// Neurons above 0 at no point: dead on these points.
    public var dead: [Int] { positives.indices.filter { positives[$0] == 0 } }
    /// Neurons above 0 at every point: linear on these points.
    public var alwaysActive: [Int] { positives.indices.filter { positives[$0] == points } }
    /// The mean share of points at which a neuron is above 0; NaN for windows.
    public var activeShare: Double {
      Double(positives.reduce(0, +)) / Double(positives.count * points)
    }
  }

  /// The stages that have a gate, in order.
  public let layers: [Layer]
  /// Of the whole patterns.
  public let spread: Spread
  /// Points.
  public let points: Int
  /// Whether patterns of equal hash were compared unit by unit; above 128 MB of patterns they are told apart by hashes
  /// of 128 bits alone.
  public let isCompared: Bool

  /// What is counted, in words.
  public var convention: String {
    "distinct activation patterns on \(points) points: the sign of each rectified value, 0 as active, and the member "
      + "that wins each window; activation regions, of which several may share one linear map"
  }
}

/// The distinct activation patterns of a network on some points.
///
/// Source: the count of patterns on a batch as a measure of expressivity, Chen, Gong, Wang, "Neural architecture search
/// on ImageNet in four GPU hours", arXiv:2102.11535.
/// - Parameters:
///   - map: the network.
///   - points: [N, …] inputs, or one input.
/// - Throws: `RegionError.pointsShape`, `.rowNotUsable`, `.overflow`; `Interrupted`.
/// - Complexity: O(N·M) for M multiplications of the map. Memory: a bit a neuron, 16 a window, for each point.
public func activationPatterns(
  of map: PiecewiseLinearMap, on points: Tensor, checkpoint: Checkpoint = .none
) throws -> ActivationPatterns {
  let rows = try PointRows.checked(points, inputs: map.inputCount)
  return try PatternCount(map: map, points: rows).run(checkpoint: checkpoint)
}
