import Tensors

/// A plane in input space, x = o + s·u + t·v.
struct PlaneFrame: Hashable, Sendable {
  let origin: [Double]
  let axes: [[Double]]
  /// The area in input space of a unit square in (s, t): √(|u|²|v|² - (u·v)²).
  let areaScale: Double

  /// Below 2²⁰⁰, as points are.
  private static let limit = 0x1p200
  private static let smallestSine = 1e-9

  /// - Throws: `RegionError` for a shape, a number or a pair of axes that makes no plane.
  init(origin: Tensor, axes: [Tensor], inputs: Int) throws(RegionError) {
    guard origin.count == inputs else { throw .pointShape(origin.shape, inputs: inputs) }
    if let offset = origin.firstOutOfRange {
      throw .notUsable(point: 0, coordinate: offset, value: origin.element(offset))
    }
    guard axes.count == 2 else { throw .plane(.axisCount(axes.count)) }
    for (number, axis) in axes.enumerated() {
      guard axis.count == inputs else { throw .plane(.axisShape(axis.shape, axis: number, inputs: inputs)) }
      if let offset = axis.firstOutOfRange {
        throw .plane(.axisNotUsable(axis: number, coordinate: offset, value: axis.element(offset)))
      }
      guard axis.doubles.contains(where: { $0 != 0 }) else { throw .plane(.zeroAxis(number)) }
    }
    self.origin = origin.doubles
    self.axes = axes.map(\.doubles)
    // Scaled to a largest coordinate of 1, so that no square underflows.
    let sizes = self.axes.map { axis in axis.reduce(0) { max($0, abs($1)) } }
    let u = self.axes[0].map { $0 / sizes[0] }, v = self.axes[1].map { $0 / sizes[1] }
    let uu = DenseVector.dot(u, u), vv = DenseVector.dot(v, v), uv = DenseVector.dot(u, v)
    var rest = v
    DenseVector.add(u, times: -uv / uu, to: &rest)
    let height = DenseVector.dot(rest, rest).squareRoot()
    let sine = height / vv.squareRoot()
    guard sine >= PlaneFrame.smallestSine else { throw .plane(.parallelAxes(sine: sine)) }
    areaScale = uu.squareRoot() * height * sizes[0] * sizes[1]
  }

  /// o + s·u + t·v.
  func input(at place: SIMD2<Double>) -> [Double] {
    var point = origin
    DenseVector.add(axes[0], times: place.x, to: &point)
    DenseVector.add(axes[1], times: place.y, to: &point)
    return point
  }

  /// The corners of (s, t) in [-extent, extent]².
  func square(_ extent: Double) throws(RegionError) -> [SIMD2<Double>] {
    guard extent > 0, extent.isFinite, reaches(extent) else { throw .plane(.extent(extent)) }
    let corners = [SIMD2(-extent, -extent), SIMD2(extent, -extent), SIMD2(extent, extent), SIMD2(-extent, extent)]
    try checkSize(corners)
    return corners
  }

  /// The corners of a convex polygon, counterclockwise.
  func polygon(_ corners: [SIMD2<Double>]) throws(RegionError) -> [SIMD2<Double>] {
    guard corners.count >= 3, corners.count <= 10_000, corners.allSatisfy({ reaches(abs($0.x)) && reaches(abs($0.y)) })
    else { throw .plane(.window(corners: corners.count)) }
    // Strictly convex in one sense of rotation: each corner turns the same way, and they turn round once.
    var turns = (left: 0, right: 0), wraps = 0
    for index in corners.indices {
      let a = corners[index], b = corners[(index + 1) % corners.count], c = corners[(index + 2) % corners.count]
      let turn = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x)
      if turn > 0 { turns.left += 1 }
      if turn < 0 { turns.right += 1 }
      if (b.x > a.x) != (c.x > b.x) { wraps += 1 }
    }
    guard max(turns.left, turns.right) == corners.count, wraps <= 2 else {
      throw .plane(.window(corners: corners.count))
    }
    try checkSize(corners)
    return turns.left > 0 ? corners : corners.reversed()
  }

  private func reaches(_ distance: Double) -> Bool {
    distance.isFinite && axes.allSatisfy { axis in axis.allSatisfy { abs($0 * distance) < PlaneFrame.limit } }
  }

  /// Refuses a window whose points double precision would not tell apart.
  private func checkSize(_ corners: [SIMD2<Double>]) throws(RegionError) {
    let far = corners.reduce(origin.reduce(0) { max($0, abs($1)) }) { far, corner in
      input(at: corner).reduce(far) { max($0, abs($1)) }
    }
    var size = 0.0
    for (axis, values) in axes.enumerated() {
      let range = corners.map { $0[axis] }
      size = max(size, ((range.max() ?? 0) - (range.min() ?? 0)) * values.reduce(0) { max($0, abs($1)) })
    }
    guard size > 1e-9 * far, size > 0x1p-200 else { throw .plane(.tooSmall(size: size, origin: far)) }
  }
}
