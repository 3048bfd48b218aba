public import Tensors

/// Directions of a data manifold at some points, as orthonormal bases.
public struct TangentSpaces: Hashable, Sendable {
  /// [N, k, D], or [1, k, D] where all points share one space; orthonormal rows.
  public let bases: Tensor
  /// Of estimated spaces, at each point the share of the neighbours' variance that lies in them; empty for given ones.
  public let explained: [Double]
  /// Where the spaces come from, in words.
  public let convention: String

  /// k.
  public var dimension: Int { bases.shape[1] }
  /// Whether all points share one space.
  public var isShared: Bool { bases.shape[0] == 1 }

  init(bases: Tensor, explained: [Double], convention: String) {
    self.bases = bases
    self.explained = explained
    self.convention = convention
  }

  /// The spans of given directions, such as the derivatives of a parametrised curve or surface.
  /// - Parameter directions: [N, k, D], k independent rows a point, or [k, D] for all points. They need not be
  ///   orthonormal.
  /// - Throws: `RegionError.tangents` for another shape, and for rows that depend on each other, are zero or not finite.
  /// - Complexity: O(N·k²·D).
  public init(spanning directions: Tensor) throws(RegionError) {
    let shape = directions.rank == 2 ? Shape([1] + directions.shape.extents) : directions.shape
    guard shape.rank == 3, shape.count > 0, shape[1] <= shape[2] else {
      throw .tangents(
        "tangent directions", expected: "[N, k, D] or [k, D] with k ≤ D", found: "shape \(directions.shape)")
    }
    if let offset = directions.firstOutOfRange {
      throw .tangents(
        "tangent directions", expected: "finite and below 1e60 in magnitude",
        found: "\(directions.element(offset)) at point \(offset / (shape[1] * shape[2]))")
    }
    let (count, width) = (shape[1], shape[2])
    var values = directions.doubles
    for point in 0..<shape[0] {
      for row in 0..<count {
        let start = (point * count + row) * width
        var own = Array(values[start..<start + width])
        let length = DenseVector.dot(own, own).squareRoot()
        for _ in 0..<2 {
          for other in 0..<row {
            let earlier = Array(values[(point * count + other) * width..<(point * count + other + 1) * width])
            DenseVector.add(earlier, times: -DenseVector.dot(earlier, own), to: &own)
          }
        }
        let rest = DenseVector.dot(own, own).squareRoot()
        guard rest > 1e-12 * length else {
          throw .tangents(
            "tangent directions", expected: "independent of each other",
            found: "row \(row) of point \(point) in the "
              + "span of the rows before it")
        }
        for column in 0..<width { values[start + column] = own[column] / rest }
      }
    }
    self.init(
      bases: Tensor(shape, values), explained: [], convention: "spans of \(count) given directions a point")
  }
}
