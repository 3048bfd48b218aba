import Glibc
import Tensors

/// The points within two radii of each point used, and the dimension that they give.
struct BallCounts {
  private let inner: [Int]
  private let outer: [Int]
  private let radii: ClosedRange<Double>
  private let used: [Int]

  /// - Throws: `Interrupted`.
  init(_ cloud: PointCloud, inner: Double, outer: Double, used: [Int], checkpoint: Checkpoint) throws {
    let counts = try PairCounts(
      cloud.points, below: [inner, outer], operation: "pairs of points", checkpoint: checkpoint)
    let pairs = used.map { counts.within($0) }
    self.inner = pairs.map { $0[0] }
    self.outer = pairs.map { $0[1] }
    self.used = used
    radii = inner...outer
  }

  /// - Throws: `DimensionError.fewPairs` where no pair is within the inner radius or all are.
  func estimate(
    _ cloud: PointCloud, dropped: Int, isBayesian: Bool, convention: String
  ) throws(DimensionError) -> DimensionEstimate {
    let scale = radii.upperBound / radii.lowerBound
    let ratio = PairRatio(inner: inner, outer: outer, ratio: scale)
    guard ratio.inner > 0, ratio.outer > ratio.inner else {
      throw .fewPairs(
        within: Int(ratio.inner / 2), of: Int(ratio.outer / 2), inner: radii.lowerBound, outer: radii.upperBound)
    }
    var notes = cloud.notes(dropped: dropped)
    let empty = inner.filter { $0 == 0 }.count
    if empty > 0 { notes.append("\(empty) points have no other within the inner radius, so no value of their own") }
    let posterior = ratio.posterior
    let fisher = isBayesian ? posterior.deviation : ratio.fisher
    if ratio.standardError == nil {
      notes.append("too few pairs for a standard error of dependent pairs: Fisher's is given")
    }
    var local = [Double](repeating: .nan, count: cloud.count)
    for (index, point) in used.enumerated() where inner[index] > 0 {
      local[point] = log(Double(outer[index]) / Double(inner[index])) / log(scale)
    }
    return DimensionEstimate(
      value: isBayesian ? posterior.mean : ratio.value, standardError: ratio.standardError ?? fisher,
      fisherStandardError: fisher, interval: nil, scale: radii, local: cloud.spread(local), convention: convention,
      counts: cloud.counts(used: used.count, dropped: dropped, tied: 0), notes: notes)
  }
}
