public import Tensors

/// The affine part of a network between two gates, and the gate behind it.
///
/// Values are a stack of blocks. Steps act on the block on top; a skip connection duplicates it, and the stage in which
/// the branches meet adds the two upper ones. A row holds the blocks from the top down, one after another.
public struct AffineStage: Sendable {
  /// What a stage does to the stack.
  public enum Operation: Sendable {
    /// Maps the block on top.
    case apply(any AffineStep)
    /// Puts a copy of the block on top onto it.
    case duplicate
    /// Exchanges the two blocks on top.
    case swap
    /// Replaces the two blocks on top by their sum.
    case add
  }

  /// What results and messages call the stage, such as "fc1".
  public let name: String
  /// What it does, in order.
  public let operations: [Operation]
  /// What follows.
  public let gate: Gate
  /// Widths of the blocks on the way in, from the top down.
  public let inputWidths: [Int]
  /// Widths of the blocks in front of the gate, from the top down.
  public let outputWidths: [Int]

  /// - Parameters:
  ///   - name: what results and messages call the stage.
  ///   - inputWidths: the blocks on the way in, from the top down.
  ///   - operations: what it does to them.
  ///   - gate: what follows.
  /// - Throws: `RegionError.stagesDisagree` where an operation does not fit the blocks that it meets, or the gate the
  ///   block on top.
  public init(_ name: String, inputWidths: [Int], _ operations: [Operation], gate: Gate) throws(RegionError) {
    var widths = inputWidths
    func disagreement(_ expected: Int) -> RegionError {
      .stagesDisagree(name, outputs: widths.first ?? 0, name, inputs: expected)
    }
    for operation in operations {
      switch operation {
      case .apply(let step):
        guard widths.first == step.inputCount else { throw disagreement(step.inputCount) }
        widths[0] = step.outputCount
      case .duplicate:
        guard let top = widths.first else { throw disagreement(1) }
        widths.insert(top, at: 0)
      case .swap:
        guard widths.count > 1 else { throw disagreement(1) }
        widths.swapAt(0, 1)
      case .add:
        guard widths.count > 1, widths[0] == widths[1] else {
          throw disagreement(widths.count > 1 ? widths[1] : 1)
        }
        widths.removeFirst()
      }
    }
    switch gate {
    case .open: break
    case .rectifier(let count, _): guard widths.first == count else { throw disagreement(count) }
    case .largest(let windows): guard widths.first == windows.inputCount else { throw disagreement(windows.inputCount) }
    }
    self.name = name
    self.inputWidths = inputWidths
    self.operations = operations
    self.gate = gate
    outputWidths = widths
  }

  /// A stage of one dense layer.
  /// - Throws: `RegionError.stageShape` where the weights are no matrix or the bias does not match them.
  public static func dense(
    _ name: String, weights: Tensor, bias: Tensor?, isRectified: Bool = true
  ) throws(RegionError) -> AffineStage {
    let step = try DenseStep(name, weights: weights, bias: bias)
    return try AffineStage(
      name, inputWidths: [step.inputCount], [.apply(step)],
      gate: isRectified ? .rectifier(count: step.outputCount, slope: 0) : .open)
  }

  /// Values of a row on the way in.
  public var inputCount: Int { inputWidths.reduce(0, +) }
  /// Values of a row in front of the gate.
  public var outputCount: Int { outputWidths.reduce(0, +) }
  /// Widths of the blocks behind the gate, from the top down.
  public var activationWidths: [Int] { [gate.outputCount(outputWidths[0])] + outputWidths.dropFirst() }
  /// Values of a row behind the gate.
  public var activationCount: Int { activationWidths.reduce(0, +) }

  /// Maps `count` rows of `inputCount` values to the values in front of the gate, rows of `outputCount`.
  /// - Parameter isLinear: whether constant parts are left out, for directions instead of points.
  public func apply(_ rows: [Double], count: Int, isLinear: Bool = false) -> [Double] {
    if case .apply(let step)? = operations.first, operations.count == 1, inputWidths.count == 1 {
      return step.apply(rows, count: count, isLinear: isLinear)
    }
    var blocks = split(rows, inputWidths, count: count)
    for operation in operations {
      switch operation {
      case .apply(let step): blocks[0] = step.apply(blocks[0], count: count, isLinear: isLinear)
      case .duplicate: blocks.insert(blocks[0], at: 0)
      case .swap: blocks.swapAt(0, 1)
      case .add:
        let top = blocks.removeFirst()
        for index in top.indices { blocks[0][index] += top[index] }
      }
    }
    return join(blocks, outputWidths, count: count)
  }

  /// Rows as their blocks, from the top down.
  func split(_ rows: [Double], _ widths: [Int], count: Int) -> [[Double]] {
    if widths.count == 1 { return [rows] }
    let stride = widths.reduce(0, +)
    var start = 0
    return widths.map { width in
      defer { start += width }
      var block: [Double] = []
      block.reserveCapacity(count * width)
      for row in 0..<count { block += rows[row * stride + start..<row * stride + start + width] }
      return block
    }
  }

  /// The blocks of rows side by side again.
  func join(_ blocks: [[Double]], _ widths: [Int], count: Int) -> [Double] {
    if blocks.count == 1 { return blocks[0] }
    var rows: [Double] = []
    rows.reserveCapacity(count * widths.reduce(0, +))
    for row in 0..<count {
      for (block, width) in zip(blocks, widths) { rows += block[row * width..<(row + 1) * width] }
    }
    return rows
  }
}
