public import Tensors

/// The activation regions on the line through two inputs, exactly: no grid, no sampling.
///
/// Every stage is applied to the breakpoints found so far, as one product with the breakpoints as batch. Between two
/// of them everything is linear, so a neuron of the next stage changes state where linear interpolation says.
/// - Parameters:
///   - map: the network.
///   - start: a, at t = 0; as many coordinates as the network has inputs.
///   - end: b, at t = 1.
///   - extent: the segment between them or the whole line.
///   - checkpoint: where the work looks for an interrupt and reports progress.
/// - Throws: `RegionError` for points of the wrong size, not finite, too large or equal, and networks whose
///   stages do not fit or overflow; `Interrupted`.
/// - Complexity: O(Σ B·n·m) over stages of n inputs and m outputs with B breakpoints so far, about one a neuron at
///   initialisation (Hanin and Rolnick, arXiv:1901.09021). Memory: at most 128 MB a stage.
public func linearRegions(
  of map: PiecewiseLinearMap, from start: Tensor, to end: Tensor, extent: LineRegions.Extent = .segment,
  checkpoint: Checkpoint = .none
) throws -> LineRegions {
  let stages = map.stages
  let a = try checkedPoint(start, 0, inputs: stages[0].inputCount)
  let b = try checkedPoint(end, 1, inputs: stages[0].inputCount)
  let direction = zip(a, b).map { $1 - $0 }
  let length = direction.reduce(0.0) { $0 + $1 * $1 }.squareRoot()
  guard length > 0 else { throw RegionError.samePoint }
  var tracer = LineTracer(stages: stages, checkpoint: checkpoint)
  switch extent {
  case .segment:
    try tracer.trace(LineTracer.Knots(positions: [0, 1], rows: a + b))
  case .line:
    try tracer.trace(
      LineTracer.Knots(positions: [0], rows: a, before: direction.map { -$0 }, after: direction))
  }
  return tracer.regions(extent: extent, length: length)
}

private func checkedPoint(_ point: Tensor, _ number: Int, inputs: Int) throws(RegionError) -> [Double] {
  guard point.count == inputs else { throw .pointShape(point.shape, inputs: inputs) }
  if let offset = point.firstOutOfRange {
    throw .notUsable(point: number, coordinate: offset, value: point.element(offset))
  }
  return point.doubles
}
