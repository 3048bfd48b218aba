public import Tensors

/// The Frobenius norms of a map's Jacobian at some points.
public struct JacobianNorms: Hashable, Sendable {
  /// The stage whose outputs are differentiated.
  public let stage: String
  /// |∂outputs/∂input|_F at each point.
  public let norms: [Double]
  /// Dimension of the tangent spaces that the derivatives were restricted to; nil for all of input space.
  public let tangentDimension: Int?

  /// The mean norm.
  public var mean: PointMean { PointMean(norms) }
  /// √(mean of squares), the norm that robustness studies report (Fridovich-Keil et al., arXiv:2207.04075).
  public var rootMeanSquare: Double {
    (norms.reduce(0) { $0 + $1 * $1 } / Double(norms.count)).squareRoot()
  }
  /// What is measured, in words.
  public var convention: String {
    "Frobenius norm of the Jacobian of \(stage)'s outputs, behind its gate, exact"
      + (tangentDimension.map { ", along tangent spaces of dimension \($0)" } ?? "")
  }
}

/// The Frobenius norm of the Jacobian of a stage's outputs with respect to the input, at each point.
///
/// Derivatives run backwards from the outputs or forwards along the directions, whichever are fewer. Backwards, a first
/// dense layer of fewer outputs than inputs costs its outputs squared: its rows meet their orthonormal basis.
/// - Parameters:
///   - map: the network.
///   - points: [N, …] inputs, or one input.
///   - stage: counted from 0; the last, the logits, unless given.
///   - tangents: along which directions; all of input space unless given.
/// - Throws: `RegionError.pointsShape`, `.rowNotUsable`, `.parameter`, `.tangents`, `.overflow`; `Interrupted`.
/// - Complexity: O(N·min(outputs, directions)·M) for M multiplications of the map up to the stage.
public func jacobianNorms(
  of map: PiecewiseLinearMap, at points: Tensor, stage: Int? = nil, along tangents: TangentSpaces? = nil,
  checkpoint: Checkpoint = .none
) throws -> JacobianNorms {
  let rows = try PointRows.checked(points, inputs: map.inputCount)
  let last = try map.checkedStage(stage)
  try tangents?.check(points: rows.shape[0], inputs: map.inputCount)
  let directions =
    try tangents.map { DirectionSet($0, map.stages[0]) } ?? DirectionSet.ambient(of: map, checkpoint: checkpoint)
  let pass = JacobianPass(map: map, last: last, directions: directions)
  let schedule = PointSchedule(points: rows.shape[0], rows: pass.rows, stages: map.stages[...last])
  var norms: [Double] = []
  for round in schedule.rounds {
    checkpoint.report(Progress("Jacobian norms", norms.count, of: rows.shape[0], unit: "point"))
    norms += try Parallel.map(round.count, checkpoint: checkpoint) { index in
      let range = schedule.points(of: round.lowerBound + index)
      return try pass.squares(
        rows.doubles(rows: range), range, over: (0..<schedule.groups).flatMap { schedule.blocks(of: $0) },
        checkpoint: checkpoint)
    }.flatMap { $0.map { $0.squareRoot() } }
  }
  checkpoint.report(Progress("Jacobian norms", norms.count, of: rows.shape[0], unit: "point"))
  return JacobianNorms(stage: map.stages[last].name, norms: norms, tangentDimension: tangents?.dimension)
}

/// Squared norms of Jacobians, forwards or backwards.
private struct JacobianPass {
  let map: PiecewiseLinearMap
  let last: Int
  let directions: DirectionSet

  private var outputs: Int { map.stages[last].activationWidths[0] }
  private var isBackward: Bool {
    outputs < directions.count && directions.isShared
      && (directions.images != nil || directions.count == map.inputCount)
  }
  /// Rows followed for a point.
  var rows: Int { isBackward ? outputs : directions.count }

  func squares(
    _ points: [Double], _ range: Range<Int>, over blocks: [Range<Int>], checkpoint: Checkpoint
  ) throws -> [Double] {
    let pass = try PointPass(map, points, count: range.count, end: last + 1, checkpoint: checkpoint)
    var sums = [Double](repeating: 0, count: range.count)
    for block in blocks {
      let rows =
        isBackward
        ? try backward(pass, block, checkpoint) : try forward(pass, block, range, checkpoint)
      let width = rows.count / range.count / block.count
      let used = isBackward ? width : outputs
      for point in sums.indices {
        for row in 0..<block.count {
          let start = (point * block.count + row) * width
          for place in start..<start + used { sums[point] += rows[place] * rows[place] }
        }
      }
    }
    return sums
  }

  private func forward(
    _ pass: PointPass, _ block: Range<Int>, _ range: Range<Int>, _ checkpoint: Checkpoint
  ) throws -> [Double] {
    var rows = directions.images(block, of: range, map.stages[0])
    for index in 0...last {
      try checkpoint.check()
      if index > 0 { rows = map.stages[index].apply(rows, count: range.count * block.count, isLinear: true) }
      rows = pass.gate(index, rows, each: block.count)
    }
    return rows
  }

  private func backward(_ pass: PointPass, _ block: Range<Int>, _ checkpoint: Checkpoint) throws -> [Double] {
    let width = map.stages[last].activationCount, count = pass.count * block.count
    var rows = [Double](repeating: 0, count: count * width)
    for point in 0..<pass.count {
      for (row, output) in block.enumerated() { rows[(point * block.count + row) * width + output] = 1 }
    }
    for index in (0...last).reversed() {
      try checkpoint.check()
      rows = pass.gateAdjoint(index, rows, each: block.count)
      let stage = map.stages[index]
      if index > 0 {
        rows = stage.applyAdjoint(rows, count: count)
      } else if let images = directions.images, directions.count < map.inputCount {
        var products = [Double](repeating: 0, count: count * directions.count)
        BLAS.multiply(
          MatrixOperand(rows, count, stage.outputCount),
          MatrixOperand(images, stage.outputCount, directions.count, isTransposed: true), into: &products)
        rows = products
      } else {
        rows = stage.applyAdjoint(rows, count: count)
      }
    }
    return rows
  }
}
