extension AffineStage {
  /// Maps `count` rows of `outputCount` values by the transpose of the linear part to rows of `inputCount`: gradients
  /// with respect to the values in front of the gate become gradients with respect to the values on the way in.
  public func applyAdjoint(_ rows: [Double], count: Int) -> [Double] {
    if case .apply(let step)? = operations.first, operations.count == 1, inputWidths.count == 1 {
      return step.applyAdjoint(rows, count: count)
    }
    var blocks = split(rows, outputWidths, count: count)
    for operation in operations.reversed() {
      switch operation {
      case .apply(let step): blocks[0] = step.applyAdjoint(blocks[0], count: count)
      case .duplicate:
        let top = blocks.removeFirst()
        for index in top.indices { blocks[0][index] += top[index] }
      case .swap: blocks.swapAt(0, 1)
      case .add: blocks.insert(blocks[0], at: 0)
      }
    }
    return join(blocks, inputWidths, count: count)
  }
}
