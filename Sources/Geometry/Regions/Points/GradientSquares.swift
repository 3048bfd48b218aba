import Tensors

/// The squared gradients of all units of a map at some points, by following directions forwards.
struct GradientSquares {
  let map: PiecewiseLinearMap
  /// Stages up to the last with a gate.
  let end: Int
  let directions: DirectionSet
  /// Of a rectified first stage, which all points share.
  private let first: [Double]?

  init(_ map: PiecewiseLinearMap, end: Int, directions: DirectionSet) {
    self.map = map
    self.end = end
    self.directions = directions
    first = directions.images.flatMap { images in
      guard case .rectifier(let units, _) = map.stages[0].gate else { return nil }
      var sums = [Double](repeating: 0, count: units)
      GateRows.addSquares(
        of: images, each: directions.count, points: 1, width: map.stages[0].outputCount, units: units, to: &sums)
      return sums
    }
  }

  /// For each stage one row a point: |∇z|² of each neuron, or |∇(z_w - z_j)|² of each member of each window, over the
  /// directions of some blocks; their sums over all blocks are the squares.
  /// - Throws: `Interrupted`.
  func sums(
    _ pass: PointPass, of points: Range<Int>, over blocks: [Range<Int>], checkpoint: Checkpoint
  ) throws -> [[Double]] {
    var sums = map.stages[..<end].map { [Double](repeating: 0, count: points.count * $0.gate.squareCount) }
    for block in blocks {
      var rows: [Double] = []
      for (index, stage) in map.stages[..<end].enumerated() {
        try checkpoint.check()
        if index == 0 {
          if end == 1 && first != nil { break }
          rows = directions.images(block, of: points, stage)
        } else {
          rows = stage.apply(rows, count: points.count * block.count, isLinear: true)
        }
        if index > 0 || first == nil {
          add(rows, of: stage, pass.winners[index], each: block.count, points: points.count, to: &sums[index])
        }
        if index + 1 < end { rows = pass.gate(index, rows, each: block.count) }
      }
    }
    // Counted once, by whoever has the first direction.
    if let first, blocks.first?.lowerBound == 0 {
      sums[0] = []
      for _ in points { sums[0] += first }
    }
    return sums
  }

  private func add(
    _ rows: [Double], of stage: AffineStage, _ winners: [Int32], each: Int, points: Int, to sums: inout [Double]
  ) {
    switch stage.gate {
    case .open: break
    case .rectifier(let units, _):
      GateRows.addSquares(of: rows, each: each, points: points, width: stage.outputCount, units: units, to: &sums)
    case .largest(let windows):
      GateRows.addSquares(
        of: rows, each: each, points: points, width: stage.outputCount, windows: windows, winners: winners, to: &sums)
    }
  }
}

extension Gate {
  /// Values of which each could change the gate's state: neurons, or members of windows.
  var squareCount: Int {
    switch self {
    case .open: 0
    case .rectifier(let count, _): count
    case .largest(let windows): windows.members.count
    }
  }
}
