/// A network whose output is piecewise linear in its input: affine stages with gates between them, such as ReLU.
public struct PiecewiseLinearMap: Sendable {
  /// The stages in order; what the gate of each passes on is the input of the next.
  public let stages: [AffineStage]

  /// - Throws: `RegionError.noStages`, `.stagesDisagree`.
  public init(_ stages: [AffineStage]) throws(RegionError) {
    guard !stages.isEmpty else { throw .noStages }
    for (first, second) in zip(stages, stages.dropFirst()) where first.activationWidths != second.inputWidths {
      throw .stagesDisagree(
        first.name, outputs: first.activationCount, second.name, inputs: second.inputCount)
    }
    self.stages = stages
  }

  /// Numbers of an input.
  public var inputCount: Int { stages[0].inputCount }
  /// Numbers of an output.
  public var outputCount: Int { stages[stages.count - 1].activationCount }
  /// Neurons and windows whose state makes the activation pattern.
  public var unitCount: Int { stages.reduce(0) { $0 + $1.gate.unitCount } }
}
