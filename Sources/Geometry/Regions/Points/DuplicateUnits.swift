import Tensors

/// Units of a stage whose boundaries coincide, and units without weights.
///
/// Two neurons with proportional weights and biases change their state together wherever the input is, so they cut
/// input space once; pruning leaves many with one and the same weight, or with none. Of a convolution, whole channels
/// are compared.
public struct DuplicateUnits: Hashable, Sendable {
  /// The stage's name.
  public let stage: String
  /// Neurons of a dense layer, or channels of a convolution.
  public let units: Int
  /// Units with equal or proportional rows (w, b), groups of two or more, each ascending.
  public let groups: [[Int]]
  /// Units without a weight, whose value is a constant.
  public let constant: [Int]

  /// Boundaries that there are at most: units less constant ones and repeats.
  public var distinct: Int { units - constant.count - groups.reduce(0) { $0 + $1.count - 1 } }
}

extension PiecewiseLinearMap {
  /// The duplicate and constant units of each rectified stage that is a dense layer or a convolution, with the batch
  /// normalisation behind it, if there is one; other stages are left out.
  ///
  /// - Parameter tolerance: how far two rows may differ, relative to their largest number, once both have 1 there.
  /// - Throws: `RegionError.parameter` for a tolerance that is negative or 1 and more.
  /// - Complexity: O(weights + units·log units), and the comparison of rows that a projection cannot tell apart.
  public func duplicateUnits(tolerance: Double = 1e-12) throws(RegionError) -> [DuplicateUnits] {
    guard tolerance >= 0, tolerance < 1 else {
      throw .parameter("tolerance", expected: "at least 0 and below 1", found: "\(tolerance)")
    }
    return stages.compactMap { stage in
      guard case .rectifier = stage.gate, let rows = UnitRows(stage) else { return nil }
      return rows.duplicates(stage.name, tolerance)
    }
  }
}

/// The rows (w, b) of a stage's units, each divided by the entry of w that is largest.
private struct UnitRows {
  private var rows: [Double]
  private let count: Int
  private let width: Int
  private var constant: [Int] = []

  /// Nil for a stage that is not one layer.
  init?(_ stage: AffineStage) {
    guard case .apply(let first)? = stage.operations.first else { return nil }
    let weights: [Double], bias: [Double]?
    switch first {
    case let dense as DenseStep: (weights, bias, count) = (dense.weights, dense.bias, dense.outputCount)
    case let convolution as ConvolutionStep:
      (weights, bias, count) = (convolution.product.weights, convolution.bias, convolution.output.channels)
      // Channels of different groups see different planes.
      guard convolution.product.groups == 1 else { return nil }
    default: return nil
    }
    var scales = [Double](repeating: 1, count: count), shifts = bias ?? [Double](repeating: 0, count: count)
    for operation in stage.operations.dropFirst() {
      guard case .apply(let step) = operation, let channels = step as? ChannelStep, channels.scales.count == count
      else { return nil }
      for unit in 0..<count {
        scales[unit] *= channels.scales[unit]
        shifts[unit] = channels.scales[unit] * shifts[unit] + channels.shifts[unit]
      }
    }
    let inputs = weights.count / count
    width = inputs + 1
    rows = []
    rows.reserveCapacity(count * width)
    for unit in 0..<count {
      var row = weights[unit * inputs..<(unit + 1) * inputs].map { $0 * scales[unit] }
      let largest = row.reduce(0) { abs($1) > abs($0) ? $1 : $0 }
      if largest == 0 { constant.append(unit) }
      row.append(shifts[unit])
      rows += largest == 0 ? row : row.map { $0 / largest }
    }
  }

  func duplicates(_ name: String, _ tolerance: Double) -> DuplicateUnits {
    // Rows that are close have close projections; a sorted pass finds the candidates.
    let factors = (0..<width).map { 1 + 0.618 * Double($0 * 7919 % 1009) / 1009 }
    let projections = (0..<count).map { unit in
      (0..<width).reduce(0.0) { $0 + rows[unit * width + $1] * factors[$1] }
    }
    let dead = Set(constant)
    let order = (0..<count).filter { !dead.contains($0) }.sorted { (projections[$0], $0) < (projections[$1], $1) }
    var group: [Int: Int] = [:]
    for (place, unit) in order.enumerated() {
      for other in order[(place + 1)...] {
        let slack = 2 * Double(width) * (tolerance + 0x1p-50) * max(1, largestEntry(unit))
        if projections[other] - projections[unit] > slack { break }
        if isClose(unit, other, tolerance) {
          let root = min(group[unit] ?? unit, group[other] ?? other)
          for member in [unit, other] { group[member] = root }
        }
      }
    }
    var groups: [Int: [Int]] = [:]
    for (unit, root) in group { groups[root, default: []].append(unit) }
    return DuplicateUnits(
      stage: name, units: count, groups: groups.values.map { $0.sorted() }.sorted { $0[0] < $1[0] },
      constant: constant)
  }

  private func largestEntry(_ unit: Int) -> Double {
    rows[unit * width..<(unit + 1) * width].reduce(0) { max($0, abs($1)) }
  }

  private func isClose(_ a: Int, _ b: Int, _ tolerance: Double) -> Bool {
    let scale = max(1, abs(rows[a * width + width - 1]))
    return (0..<width).allSatisfy { column in
      abs(rows[a * width + column] - rows[b * width + column]) <= tolerance * (column == width - 1 ? scale : 1)
    }
  }
}
