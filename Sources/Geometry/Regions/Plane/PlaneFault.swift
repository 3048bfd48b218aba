public import Tensors

/// Why the regions in a plane cannot be counted.
public enum PlaneFault: Hashable, Sendable {
  /// A plane has two axes.
  case axisCount(Int)
  /// An axis does not have as many coordinates as the network has inputs.
  case axisShape(Shape, axis: Int, inputs: Int)
  /// A coordinate of an axis is NaN, infinite, or of magnitude 2²⁰⁰ or more.
  case axisNotUsable(axis: Int, coordinate: Int, value: Double)
  case zeroAxis(Int)
  /// The sine of the angle between the axes is below 1e-9.
  case parallelAxes(sine: Double)
  /// Not above 0, not finite, or beyond 2²⁰⁰ in input space.
  case extent(Double)
  /// Less than 1e-9 of the origin's magnitude, so that double precision does not tell its points apart.
  case tooSmall(size: Double, origin: Double)
  /// Fewer than three corners, a coordinate that is not usable, or corners that are not those of a convex polygon.
  case window(corners: Int)
  /// More memory would be needed than allowed.
  case tooManyRegions(stage: String, found: Int, bytes: Int, limit: Int)
  /// No such region.
  case noRegion(Int, count: Int)
}

extension PlaneFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .axisCount(let count):
      "a plane needs two axes; found \(count); pass [u, v]"
    case .axisShape(let shape, let axis, let inputs):
      "an axis must have one coordinate for each input of the network; expected \(inputs), found shape \(shape) in the "
        + "\(PlaneFault.ordinal(axis)) axis; pass a direction in input space"
    case .axisNotUsable(let axis, let coordinate, let value):
      "axes must be finite and below 1e60 in magnitude; found \(value) in coordinate \(coordinate) of the "
        + "\(PlaneFault.ordinal(axis)) axis; repair it"
    case .zeroAxis(let axis):
      "an axis needs a direction; found zeros in the \(PlaneFault.ordinal(axis)) axis; pass another"
    case .parallelAxes(let sine):
      "the axes of a plane must point in different directions; found a sine of \(sine) between them; pass others"
    case .extent(let extent):
      "the extent of a window must be above 0 and, times the axes, below 1e60; found \(extent); pass another"
    case .tooSmall(let size, let origin):
      "a window must be seen from its origin in double precision; found a size of \(size) at a coordinate of \(origin); "
        + "pass a larger extent"
    case .window(let corners):
      "a window needs the corners of a convex polygon in order, finite and three or more; found \(corners) that are "
        + "not; repair them"
    case .tooManyRegions(let stage, let found, let bytes, let limit):
      "the regions of a plane must fit \(limit >> 20) MB; found \(found) regions within \(stage), which take "
        + "\(bytes == .max ? "more than can be counted" : "\(bytes >> 20) MB"); pass a smaller extent"
    case .noRegion(let region, let count):
      "regions are numbered from 0 to \(count - 1); found \(region); pass one of those"
    }
  }

  private static func ordinal(_ axis: Int) -> String { axis == 0 ? "first" : "second" }
}
