public import Tensors

extension PlaneRegions {
  /// Joins neighbouring activation regions in which the outputs are the same affine map: where what changes its state
  /// does not reach the output.
  ///
  /// The network is continuous, so two regions with an edge in common have one map where the slopes along the two axes
  /// agree. The slopes come from the patterns, not from the polygons, so small regions lose no digits.
  /// - Parameters:
  ///   - tolerance: what slopes may differ by, relative to the larger of the two regions' largest; differences within
  ///     2⁻⁴⁶ of the largest slope in the window count as none either.
  ///   - checkpoint: where the work looks for an interrupt.
  /// - Throws: `Interrupted`.
  /// - Complexity: two inputs through each stage a region in front of it. Memory: 16 bytes a region and output.
  public func linearRegions(
    tolerance: Double = 1e-9, checkpoint: Checkpoint = .none
  ) throws(Interrupted) -> PlaneLinearRegions {
    let width = 2 * map.outputCount
    let slopes = try slopes(checkpoint)
    var largest = [Double](repeating: 0, count: count)
    for region in 0..<count {
      for place in region * width..<(region + 1) * width { largest[region] = max(largest[region], abs(slopes[place])) }
    }
    let floor = 0x1p-46 * (largest.max() ?? 0)
    var group = Array(0..<count)
    func root(_ region: Int) -> Int {
      var region = region
      while group[region] != region {
        group[region] = group[group[region]]
        region = group[region]
      }
      return region
    }
    for half in mesh.origins.indices where half < Int(mesh.twins[half]) {
      let one = Int(mesh.faces[half]), other = Int(mesh.faces[Int(mesh.twins[half])])
      if one < 0 || other < 0 { continue }
      let limit = max(tolerance * max(largest[one], largest[other]), floor)
      let isEqual = (0..<width).allSatisfy { abs(slopes[one * width + $0] - slopes[other * width + $0]) <= limit }
      if isEqual {
        let (a, b) = (root(one), root(other))
        group[max(a, b)] = min(a, b)
      }
    }
    var labels = [Int](repeating: 0, count: count)
    var joined: [Double] = []
    for region in 0..<count {
      let root = root(region)
      if root == region {
        labels[region] = joined.count
        joined.append(0)
      } else {
        labels[region] = labels[root]
      }
      joined[labels[region]] += areas[region]
    }
    return PlaneLinearRegions(labels: labels, areas: joined, tolerance: tolerance)
  }

  /// The outputs' slopes along s and along t, region after region.
  private func slopes(_ checkpoint: Checkpoint) throws(Interrupted) -> [Double] {
    var found: [Double] = []
    found.reserveCapacity(2 * count * map.outputCount)
    try descend(0, 0..<1, frame.axes[0] + frame.axes[1], into: &found, checkpoint)
    return found
  }

  /// Follows two slopes a cell through the stages from `index` on, in pieces of bounded memory.
  private func descend(
    _ index: Int, _ cells: Range<Int>, _ rows: [Double], into found: inout [Double], _ checkpoint: Checkpoint
  ) throws(Interrupted) {
    guard index < levels.count else {
      found += rows
      return
    }
    try checkpoint.check()
    let stage = map.stages[index], level = levels[index]
    let ahead = stage.apply(rows, count: 2 * cells.count, isLinear: true)
    let width = stage.outputCount
    let wider = index + 1 < levels.count ? map.stages[index + 1].outputCount : 0
    let step = max((1 << 20) / max(2 * max(stage.activationCount, wider), 1), 1)
    let end = Int(level.firstChildren[cells.upperBound])
    for first in stride(from: Int(level.firstChildren[cells.lowerBound]), to: end, by: step) {
      let children = first..<min(first + step, end)
      var behind: [Double] = []
      behind.reserveCapacity(2 * children.count * stage.activationCount)
      for child in children {
        let row = 2 * (Int(level.parents[child]) - cells.lowerBound)
        level.pass(ahead[row * width..<(row + 1) * width], cell: child, into: &behind)
        level.pass(ahead[(row + 1) * width..<(row + 2) * width], cell: child, into: &behind)
      }
      try descend(index + 1, children, behind, into: &found, checkpoint)
    }
  }
}
