/// A manifold of known dimension, from which points can be drawn.
///
/// ```swift
/// let points = try Manifold.benchmark("M1").points(count: 2500)
/// let noisy = try Manifold.sphere(dimension: 3, ambient: 20).points(count: 1000, noise: .gaussian(deviation: 0.01))
/// ```
/// The coordinates that a manifold does not use are zero.
public struct Manifold: Sendable {
  /// What it is called: `M1`, `sphere`.
  public let name: String
  /// Its dimension d.
  public let dimension: Int
  /// The number of coordinates D of a point.
  public let ambient: Int
  let family: any ManifoldFamily

  /// The largest dimension and number of coordinates.
  static let mostCoordinates = 1 << 20

  /// - Precondition: `ambient` has room for the family's coordinates.
  init(_ name: String, _ family: any ManifoldFamily, ambient: Int? = nil) {
    precondition(ambient ?? family.width >= family.width)
    self.name = name
    self.family = family
    dimension = family.dimension
    self.ambient = ambient ?? family.width
  }

  /// - Throws: `ManifoldError.ambient` where there are fewer coordinates than the family needs, or too many.
  init(checking name: String, _ family: any ManifoldFamily, ambient: Int?) throws(ManifoldError) {
    let found = ambient ?? family.width
    guard found >= family.width, found <= Manifold.mostCoordinates else {
      throw .ambient(
        found, manifold: name, dimension: family.dimension, expected: family.width...Manifold.mostCoordinates)
    }
    self.init(name, family, ambient: found)
  }
}

extension Manifold: CustomStringConvertible {
  /// Name, shape, dimension and number of coordinates in words.
  public var description: String {
    "\(name): \(family.words); dimension \(dimension) in \(ambient) coordinate\(ambient == 1 ? "" : "s")"
  }
}
