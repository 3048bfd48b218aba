public import Tensors

extension PiecewiseLinearMap {
  /// The derivatives of a stage's outputs, behind its gate, with respect to the input: [outputs, D]. Values that a skip
  /// connection carries past the stage are not among them.
  ///
  /// On a boundary the derivative is that of the region on the side where a rectified value of 0 is active and the first
  /// of a window's equal members wins.
  /// - Parameters:
  ///   - point: one input.
  ///   - stage: counted from 0; the last unless given.
  ///   - tangents: [k, D] directions, to differentiate along them as they are: [outputs, k].
  /// - Throws: `RegionError.pointsShape`, `.rowNotUsable`, `.parameter` for a stage that is not there, `.tangents`,
  ///   `.overflow`; `Interrupted`.
  /// - Complexity: O(min(outputs, D)·M) for M multiplications of the map.
  public func jacobian(
    at point: Tensor, stage: Int? = nil, along tangents: Tensor? = nil, checkpoint: Checkpoint = .none
  ) throws -> Tensor {
    let rows = try PointRows.checked(point, inputs: inputCount)
    guard rows.shape[0] == 1 else { throw RegionError.pointShape(point.shape, inputs: inputCount) }
    let last = try checkedStage(stage)
    let outputs = stages[last].activationWidths[0]
    if let tangents, tangents.rank != 2 || tangents.count == 0 || tangents.shape[1] != inputCount {
      throw RegionError.tangents(
        "tangent directions", expected: "[k, \(inputCount)]", found: "shape \(tangents.shape)")
    }
    let pass = try PointPass(self, rows.doubles, count: 1, end: last + 1, checkpoint: checkpoint)
    let count = tangents?.shape[0] ?? inputCount
    if tangents != nil || count < outputs {
      var forward = tangents?.doubles ?? Self.identity(inputCount)
      for index in 0...last {
        try checkpoint.check()
        forward = pass.gate(index, stages[index].apply(forward, count: count, isLinear: true), each: count)
      }
      let width = stages[last].activationCount
      return Tensor(
        [outputs, count], (0..<outputs).flatMap { output in (0..<count).map { forward[$0 * width + output] } })
    }
    var backward = Self.identity(outputs, width: stages[last].activationCount)
    for index in (0...last).reversed() {
      try checkpoint.check()
      backward = stages[index].applyAdjoint(pass.gateAdjoint(index, backward, each: outputs), count: outputs)
    }
    return Tensor([outputs, inputCount], backward)
  }

  /// The stage asked for, or the last.
  /// - Throws: `RegionError.parameter`.
  func checkedStage(_ stage: Int?) throws(RegionError) -> Int {
    let last = stage ?? stages.count - 1
    guard stages.indices.contains(last) else {
      throw .parameter("stage", expected: "0 to \(stages.count - 1)", found: "\(last)")
    }
    return last
  }

  /// Unit rows of `width` numbers.
  static func identity(_ count: Int, width: Int? = nil) -> [Double] {
    let width = width ?? count
    var rows = [Double](repeating: 0, count: count * width)
    for row in 0..<count { rows[row * width + row] = 1 }
    return rows
  }
}
