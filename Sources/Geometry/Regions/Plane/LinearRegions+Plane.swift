public import Tensors

extension PlaneRegions {
  /// Bytes that the values at the vertices and the states of the regions may take: 1 GB.
  public static let memoryLimit = 1 << 30
}

/// The activation regions in a window of the plane x = o + s·u + t·v, exactly: no grid, no sampling.
///
/// A stage is applied to all vertices found so far, as one product; in a cell everything in front of the gate is
/// affine, so only units whose signs at its vertices differ cut it, along straight lines.
/// - Parameters:
///   - map: the network.
///   - origin: o; as many coordinates as the network has inputs.
///   - axes: u and v, of any length and angle; areas are in units of (s, t) and, times `areaScale`, in input space.
///   - extent: the window is (s, t) in [-extent, extent]².
///   - checkpoint: where the work looks for an interrupt and reports progress.
/// - Throws: `RegionError` for points and axes of the wrong size, not finite, zero or parallel, an extent that is not
///   above 0 or too small to be told apart at the origin, stages that overflow, and more regions than fit the memory;
///   `Interrupted`.
/// - Complexity: O(Σ V·(n + k)·m) over stages of n inputs and m outputs with V vertices, about as many as regions:
///   n for the product, k for the units that cut a vertex's cells. Memory: 8 bytes a vertex and output of the widest
///   stage, two times, and a bit a region and unit. For the expected number of regions: Hanin and Rolnick,
///   arXiv:1906.00904.
public func linearRegions(
  of map: PiecewiseLinearMap, origin: Tensor, axes: [Tensor], extent: Double, checkpoint: Checkpoint = .none
) throws -> PlaneRegions {
  let frame = try PlaneFrame(origin: origin, axes: axes, inputs: map.inputCount)
  return try planeRegions(
    of: map, frame, try frame.square(extent), memory: PlaneRegions.memoryLimit, checkpoint: checkpoint)
}

/// The activation regions in a convex polygon of the plane x = o + s·u + t·v, exactly.
/// - Parameters:
///   - map: the network.
///   - origin: o; as many coordinates as the network has inputs.
///   - axes: u and v.
///   - window: the corners in (s, t) of a strictly convex polygon, in order, either way round.
///   - memory: bytes that may be held; 1 GB at most.
///   - checkpoint: where the work looks for an interrupt and reports progress.
/// - Throws: as for a square window, and `RegionError.plane(.window)` for corners that are not those of a convex
///   polygon.
public func linearRegions(
  of map: PiecewiseLinearMap, origin: Tensor, axes: [Tensor], window: [SIMD2<Double>],
  memory: Int = PlaneRegions.memoryLimit, checkpoint: Checkpoint = .none
) throws -> PlaneRegions {
  let frame = try PlaneFrame(origin: origin, axes: axes, inputs: map.inputCount)
  return try planeRegions(
    of: map, frame, try frame.polygon(window), memory: min(memory, PlaneRegions.memoryLimit), checkpoint: checkpoint)
}

private func planeRegions(
  of map: PiecewiseLinearMap, _ frame: PlaneFrame, _ window: [SIMD2<Double>], memory: Int, checkpoint: Checkpoint
) throws -> PlaneRegions {
  try PlaneTracer(map: map, frame: frame, limit: memory, checkpoint: checkpoint).trace(window)
}
