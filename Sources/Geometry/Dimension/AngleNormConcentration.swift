import Glibc
public import Tensors

/// DANCo: the dimension whose uniform ball, sampled as often as the data, looks most alike in distances and angles.
///
/// Two statistics are taken of the k nearest neighbours: the maximum-likelihood dimension of ρ = r₁/r_{k+1}, and von
/// Mises laws of the angles between neighbours seen from each point, their direction ν and concentration τ averaged
/// over points. The same is done with N points of the unit ball in d = 1, 2 … D dimensions; the value is the d of the
/// least sum of the two Kullback-Leibler divergences. Mean directions are taken with the sign of both sums (atan2), and
/// the dimension of a ball is bounded by nothing; the peers bound it by k, which spoils d > k.
///
/// Up to 24 dimensions are all compared. Beyond, a grid of ratio 1.2 brackets the least divergence, and steps halved
/// down to 1 find it. With `isFractional` the calibrated statistics are interpolated by cubics between integers and the
/// divergence is minimised within 1 of the best integer.
///
/// No standard error is stated: the value also carries the scatter of the calibration, which `draws` lowers.
///
/// Source: Ceruti, Bassis, Rozza, Lombardi, Casiraghi, Campadelli, "DANCo: an intrinsic dimensionality estimator
/// exploiting angle and norm concentration", doi:10.1016/j.patcog.2014.02.013.
public struct AngleNormConcentration: DimensionEstimator {
  /// k; one distance more is read.
  public let angles: Int
  /// Whether the value may lie between integers.
  public let isFractional: Bool
  /// Balls averaged in each dimension.
  public let draws: Int
  /// What the balls are drawn with.
  public let seed: Int

  /// The estimator with its conventions; parameters out of range are refused when it estimates.
  public init(neighbors: Int = 10, isFractional: Bool = true, draws: Int = 1, seed: Int = 0) {
    angles = neighbors
    self.isFractional = isFractional
    self.draws = draws
    self.seed = seed
  }

  /// k + 1.
  public var neighbors: Int { angles == .max ? .max : angles + 1 }

  /// Estimator and calibration in words.
  public var convention: String {
    "DANCo, k = \(angles), calibrated on \(draws == 1 ? "one uniform ball" : "\(draws) uniform balls") a dimension, "
      + (isFractional ? "interpolated between integers" : "integer")
  }

  /// Dimensions up to here are all compared.
  private static let exhaustive = 24

  /// - Throws: `DimensionError` for fewer than 2 or more than 2,000 neighbours, draws outside 1 to 1,000, neighbour
  ///   lists too short or of another set, or no point with a scale; `Interrupted`.
  /// - Complexity: O(min(D, 24 + 10·log D)·draws·N²·D) for the calibration, once for each N and k; O(N·k²·D).
  public func estimate(
    _ cloud: PointCloud, _ lists: Neighbors, checkpoint: Checkpoint
  ) throws -> DimensionEstimate {
    guard angles >= 2 else { throw DimensionError.tooFewNeighbors(angles, minimum: 2) }
    try Neighborhoods.check(angles)
    guard (1...1000).contains(draws) else {
      throw DimensionError.parameter("draws", Double(draws), expected: "1 to 1000")
    }
    try check(cloud, lists)
    let found = try AngleNormStatistics(cloud.points, lists, neighbors: angles, checkpoint: checkpoint)
    let apart = lists.pointsApart
    guard found.used > 0, found.dimension.isFinite else {
      throw DimensionError.nothingLeft(points: cloud.count, dropped: cloud.count - apart.count, tied: apart.count)
    }
    let calibration = BallCalibration(points: cloud.count, neighbors: angles, seed: seed, draws: draws)
    var search = CalibratedSearch(
      found: found, calibration: calibration, largest: cloud.points.rowWidth, exhaustive: Self.exhaustive)
    let best = try search.bestInteger(checkpoint: checkpoint)
    let value = isFractional ? try search.refined(best, checkpoint: checkpoint) : Double(best)
    var notes = cloud.notes(dropped: cloud.count - apart.count)
    notes.append("no standard error: the value carries the scatter of its calibration")
    notes.append(
      "first distances alone give \((found.dimension * 100).rounded() / 100); "
        + "\(search.known.count) dimensions were calibrated")
    if best == cloud.points.rowWidth { notes.append("the best dimension is the largest possible, that of the space") }
    return DimensionEstimate(
      value: value, standardError: .nan, fisherStandardError: .nan, interval: nil,
      scale: lists.meanRadius(rank: 1, over: apart)...lists.meanRadius(rank: neighbors, over: apart),
      local: [Double](repeating: .nan, count: cloud.rowCount), convention: convention,
      counts: cloud.counts(used: found.used, dropped: cloud.count - apart.count, tied: 0), notes: notes)
  }
}

/// The search for the dimension of the least divergence.
private struct CalibratedSearch {
  let found: AngleNormStatistics
  let calibration: BallCalibration
  /// D.
  let largest: Int
  let exhaustive: Int
  /// Calibrated statistics by dimension.
  var known: [Int: AngleNormStatistics] = [:]

  init(found: AngleNormStatistics, calibration: BallCalibration, largest: Int, exhaustive: Int) {
    self.found = found
    self.calibration = calibration
    self.largest = largest
    self.exhaustive = exhaustive
  }

  private mutating func statistics(_ dimension: Int, _ checkpoint: Checkpoint) throws -> AngleNormStatistics {
    if let value = known[dimension] { return value }
    try checkpoint.check()
    let value = try calibration.statistics(dimension, checkpoint: checkpoint)
    known[dimension] = value
    return value
  }

  private mutating func divergence(_ dimension: Int, _ checkpoint: Checkpoint) throws -> Double {
    found.divergence(from: try statistics(dimension, checkpoint), neighbors: calibration.neighbors)
  }

  /// The dimension of the least divergence; of equal ones the lowest.
  mutating func bestInteger(checkpoint: Checkpoint) throws -> Int {
    var grid = Array(1...min(largest, exhaustive))
    while let last = grid.last, last < largest { grid.append(min(max(last + 1, Int(Double(last) * 1.2)), largest)) }
    var best = (dimension: 1, divergence: Double.infinity)
    for (index, dimension) in grid.enumerated() {
      let value = try divergence(dimension, checkpoint)
      if value < best.divergence { best = (dimension, value) }
      checkpoint.report(Progress("calibration", index + 1, of: grid.count, unit: "dimension"))
      // Far beyond the best the divergence only grows: three grid steps and half as far again.
      if dimension > best.dimension + best.dimension / 2 + 3 { break }
    }
    var step = max(Int(Double(best.dimension) * 0.1), 1)
    while best.dimension > exhaustive - 1 {
      for dimension in [best.dimension - step, best.dimension + step]
      where dimension >= 1 && dimension <= largest {
        let value = try divergence(dimension, checkpoint)
        if value < best.divergence { best = (dimension, value) }
      }
      if step == 1 { break }
      step = (step + 1) / 2
    }
    return best.dimension
  }

  /// The real dimension of the least divergence within 1 of an integer, statistics being interpolated between integers
  /// by the cubic through four. One dimension, whose angles are 0 and π alone, takes no part: 1 stays 1.
  mutating func refined(_ best: Int, checkpoint: Checkpoint) throws -> Double {
    guard best >= 2, largest >= 3 else { return Double(best) }
    let first = max(min(best - 2, largest - 3), 2), last = min(max(best + 2, first + 3), largest)
    var nodes: [AngleNormStatistics] = []
    for dimension in first...last { nodes.append(try statistics(dimension, checkpoint)) }
    let neighbors = calibration.neighbors
    func divergence(_ d: Double) -> Double {
      found.divergence(from: Self.interpolated(nodes, at: d - Double(first)), neighbors: neighbors)
    }
    var low = Double(max(best - 1, 2)), high = Double(min(best + 1, largest))
    // Golden section: the bracket is 2 wide and ends below 1e-9.
    let ratio = (5.0.squareRoot() - 1) / 2
    var a = high - ratio * (high - low), b = low + ratio * (high - low)
    var atA = divergence(a), atB = divergence(b)
    for _ in 0..<45 {
      if atA <= atB {
        high = b
        (b, atB) = (a, atA)
        a = high - ratio * (high - low)
        atA = divergence(a)
      } else {
        low = a
        (a, atA) = (b, atB)
        b = low + ratio * (high - low)
        atB = divergence(b)
      }
    }
    // The minimum may be at the end of the bracket, which the section only approaches.
    let ends = [Double(max(best - 1, 2)), (low + high) / 2, Double(min(best + 1, largest))]
    return ends.min { divergence($0) < divergence($1) } ?? Double(best)
  }

  private static func interpolated(_ nodes: [AngleNormStatistics], at place: Double) -> AngleNormStatistics {
    let count = min(nodes.count, 4)
    let start = min(max(Int(place) - 1, 0), nodes.count - count)
    var sum = AngleNormStatistics(dimension: 0, angles: VonMises(direction: 0, concentration: 0))
    for i in 0..<count {
      var weight = 1.0
      for j in 0..<count where j != i { weight *= (place - Double(start + j)) / Double(i - j) }
      sum.dimension += weight * nodes[start + i].dimension
      sum.angles.direction += weight * nodes[start + i].angles.direction
      sum.angles.concentration += weight * nodes[start + i].angles.concentration
    }
    return sum
  }
}
